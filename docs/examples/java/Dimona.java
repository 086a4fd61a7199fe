import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Dimona REST v2: a worker enters service; what came of it; and the declaration is taken back. */
final class Dimona {
    private static final String URL = Calls.setting("DIMONA_URL");
    private static final Calls CALLS = new Calls();
    private static final SocialSecurity TOKENS = new SocialSecurity(CALLS, Calls.setting("DIMONA_CLIENT_ID"));

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String who = "\"employer\": {\"enterpriseNumber\": %s}, \"worker\": {\"ssin\": %s}".formatted(
                Json.quoted(Calls.setting("DIMONA_EMPLOYER")), Json.quoted(Calls.setting("DIMONA_WORKER")));

        Object entered = declare("In", """
                {%s, "dimonaIn": {"startDate": "%s",
                  "features": {"jointCommissionNumber": "XXX", "workerType": "OTH"}}}"""
                .formatted(who, Calls.day(7)));
        expect(entered, "A", "W");
        String period = Json.text(entered, "period", "id");

        Object found = Json.read(get(URL + "/periods/" + period, 200).body());
        System.out.println("period " + period + " starts on " + Json.text(found, "startDate"));

        // A period cannot end before it starts: a refusal is an answer, with anomalies that tell why.
        expect(declare("Out", """
                {"dimonaOut": {"periodId": %s, "endDate": "%s"}}""".formatted(period, Calls.day(6))), "B");
        expect(declare("Cancel", "{\"dimonaCancel\": {\"periodId\": %s}}".formatted(period)), "A", "W");

        // What was declared for this worker, to the last page.
        int declarations = 0;
        for (String page = URL + "/declarations/search?pageSize=2"; page != null; ) {
            Object answer = Json.read(post(page, "{" + who + "}", 200).body());
            declarations += Json.list(answer, "items").size();
            page = Json.text(answer, "next");
        }
        System.out.println(declarations + " declarations were found");
    }

    /**
     * Submit a declaration and wait for its result, as the guide says: no look in the first two
     * seconds, one each second until 30, one each minute until 20 minutes.
     */
    private static Object declare(String what, String declaration) throws IOException, InterruptedException {
        String location = Calls.header(post(URL + "/declarations", declaration, 201), "Location");
        int pause = 2;
        for (int waited = 0; waited < 1200; pause = waited < 30 ? 1 : 60) {
            Thread.sleep(pause * 1000L);
            waited += pause;
            HttpResponse<String> answer = get(location, 200, 404);
            if (answer.statusCode() == 200) {
                return told(what, Json.at(Json.read(answer.body()), "declarationStatus"));
            }
            if (!answer.body().contains("not processed yet")) {
                throw new IllegalStateException(location + " is not known");
            }
        }
        throw new IllegalStateException(location + " has no result after 20 minutes");
    }

    private static Object told(String what, Object status) {
        String result = Json.text(status, "result");
        String meaning = switch (result) {
            case "A" -> "accepted";
            case "W" -> "accepted with a warning";
            case "B" -> "refused";
            case "S" -> "waiting until Sigedis has identified the worker";
            default -> throw new IllegalStateException("unknown result " + result);
        };
        System.out.println(what + " " + Json.text(status, "declarationId") + ": " + meaning);
        for (Object anomaly : Json.list(status, "anomalies")) {
            String label = Json.text(anomaly, "label", "nl");
            System.out.println("  anomaly " + Json.text(anomaly, "errorId") + " " + label);
        }
        return status;
    }

    private static void expect(Object status, String... results) {
        if (!List.of(results).contains(Json.text(status, "result"))) {
            throw new IllegalStateException("nothing to go on with");
        }
    }

    private static HttpResponse<String> get(String url, int... expected)
            throws IOException, InterruptedException {
        return CALLS.send(TOKENS.authorised(Calls.request("GET", url, null)), expected);
    }

    private static HttpResponse<String> post(String url, String body, int expected)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = TOKENS.authorised(Calls.request("POST", url, body));
        return CALLS.send(request.header("Content-Type", "application/json"), expected);
    }
}
