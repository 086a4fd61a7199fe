import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Link2Prisma: every call is queued; its Result is looked up afterwards. */
final class Prisma {
    private static final String URL = Calls.setting("PRISMA_URL");
    private static final Calls CALLS = new Calls(HttpClient.newBuilder().sslContext(tls()).build());

    /** What a Result says: its Statuscode, and the JSON in its Response. */
    private record Result(String code, Object data) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // Whether somebody is there is looked up before adding; this one call is answered directly.
        HttpRequest.Builder asked = employers("GET", "/workerExists/" + Calls.setting("PRISMA_INSS"), null);
        Object known = Json.read(CALLS.send(asked, 200).body());
        boolean exists = (Boolean) Json.at(known, "WorkerExists");
        String number = exists ? Json.text(known, "WorkerNumber") : addWorker();

        List<?> addresses = Json.list(queued("GET", "/worker/" + number + "/address", null).data());
        String city = Json.text(addresses.get(addresses.size() - 1), "City");
        System.out.println("worker " + number + " lives in " + city);

        // All workers, 6 a call (100 is the most that is given), until a page is not full.
        int limit = 6;
        int workers = 0;
        for (int page = limit; page == limit; workers += page) {
            Result list = queued("GET", "/worker?limit=" + limit + "&offset=" + workers, null);
            if (!List.of("200", "204").contains(list.code())) throw new IllegalStateException("no list");
            page = Json.list(list.data()).size();
        }
        System.out.println(workers + " workers");

        // A record that is not there: the call was accepted, and its Result tells what was wrong.
        Result gone = queued("DELETE", "/worker/" + number + "/address/19000101", null);
        if (!gone.code().equals("404")) throw new IllegalStateException("expected a Result 404");
    }

    /** Add a worker with personal data, contract, address and family status; none is taken without. */
    private static String addWorker() throws IOException, InterruptedException {
        Object next = queued("GET", "/newWorkerNumber", null).data();
        String named = Json.text(next, "WorkerNumber");
        String number = named == null ? Json.text(next) : named;
        String today = Calls.day(0).format(DateTimeFormatter.BASIC_ISO_DATE);
        Result added = queued("POST", "/worker", """
                {"WorkerNumber": %1$s, "INSS": %2$s, "Name": "Peeters", "Firstname": "Lotte",
                 "Sex": "F", "Birthdate": "19900101", "Nationality": "00150", "Language": "N",
                 "PayWay": "Transfer", "BankAccount": "BE68539007547034",
                 "address": [{"Street": "Naamsestraat", "HouseNumber": "12", "ZIPCode": "3000",
                              "City": "Leuven", "Country": "00150"}],
                 "contract": [{"Startdate": "%3$s", "EmploymentStatus": "Employee",
                               "Contract": "Usually", "CatRSZ": "010", "ParCom": "200",
                               "DateInService": "%3$s", "WorkingTime": "Fulltime",
                               "WeekhoursWorker": 38, "WeekhoursEmployer": 38}],
                 "FamilyStatus": [{"Startdate": "%3$s", "CivilStatus": "Single",
                                   "ChildrenAtCharge": 0}]}"""
                .formatted(number, Calls.setting("PRISMA_INSS"), today));
        if (!added.code().equals("201")) throw new IllegalStateException("the worker was not added");
        return number;
    }

    /** Hand in a call for the employer, wait for its Result, and give that. */
    private static Result queued(String method, String path, String body)
            throws IOException, InterruptedException {
        Object ticket = Json.read(CALLS.send(employers(method, path, body), 202, 400).body());
        for (int waited = 1; waited <= 30; waited++) {
            Thread.sleep(1000);
            HttpRequest.Builder look = Calls.request("GET", URL + "/Result/" + ticket, null);
            Object result = Json.read(CALLS.send(look, 200).body());
            String code = Json.text(result, "Statuscode");
            if (code.equals("202")) continue;
            String description = Json.text(result, "StatusDescription");
            System.out.println(method + " " + path + ": " + code + " " + description);
            String response = Json.text(result, "Response");
            return new Result(code, response.isEmpty() ? null : Json.read(response));
        }
        throw new IllegalStateException(method + " " + path + ": still queued after 30 seconds");
    }

    /** A call about the employer. No Content-Type: the service reads the bare stream. */
    private static HttpRequest.Builder employers(String method, String path, String body) {
        return Calls.request(method, URL + path, body).header("Employer", Calls.setting("PRISMA_EMPLOYER"));
    }

    /** TLS that shows the client's certificate, and trusts the authority of the service. */
    private static SSLContext tls() {
        char[] password = Calls.setting("PRISMA_PFX_PASSWORD").toCharArray();
        try (InputStream pfx = Files.newInputStream(Path.of(Calls.setting("PRISMA_PFX")));
                InputStream authority = Files.newInputStream(Path.of(Calls.setting("PRISMA_CA")))) {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(pfx, password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, password);
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            CertificateFactory certificates = CertificateFactory.getInstance("X.509");
            trusted.setCertificateEntry("authority", certificates.generateCertificate(authority));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException error) {
            throw new IllegalStateException("the certificate cannot be used", error);
        }
    }
}
