import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loket.nl API V2: lists to their last page, and a change that nobody else's change is lost by. */
final class Loket {
    private static final String URL = Calls.setting("LOKET_URL");
    private static final String VERSION = "2018-01-01";
    private static final Calls CALLS = new Calls();
    private static String refreshToken = Calls.setting("LOKET_REFRESH_TOKEN");
    private static String token;
    private static Instant until = Instant.MIN;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Object> employers = list("/providers/employers", VERSION);
        System.out.println("employers:");
        employers.forEach(employer -> System.out.println("  " + Json.text(employer, "companyName")));

        String employer = "/providers/employers/" + Json.text(employers.get(0), "id");
        System.out.println(list(employer + "/employees", "2021-03-29").size() + " employees at the first");

        String body = note("Voorbeeld", "Nog te bespreken");
        HttpResponse<String> made = CALLS.send(request("POST", employer + "/notes", body, VERSION), 201);
        String path = "/providers/employers/notes/" + Json.text(Json.read(made.body()), "content", "id");

        HttpResponse<String> changed = change(path, "Besproken");
        System.out.println("the note says: " + Json.text(Json.read(changed.body()), "content", "note"));

        HttpRequest.Builder delete = request("DELETE", path, null, VERSION);
        CALLS.send(delete.header("If-Match", Calls.header(changed, "ETag")), 200, 204);

        // Something that is not there: the messages say what was wrong.
        Object gone = Json.read(CALLS.send(request("GET", path, null, VERSION), 404).body());
        for (Object message : Json.list(gone, "messages")) {
            System.out.println("gone: " + Json.text(message, "description"));
        }
    }

    /**
     * Read, then change what was read: the ETag goes along as If-Match, so that a change by somebody
     * else in between is refused (412) and not overwritten. Then it is read again.
     */
    private static HttpResponse<String> change(String path, String text)
            throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= 3; attempt++) {
            HttpResponse<String> read = CALLS.send(request("GET", path, null, VERSION), 200);
            String body = note(Json.text(Json.read(read.body()), "content", "subject"), text);
            HttpRequest.Builder put = request("PUT", path, body, VERSION);
            HttpResponse<String> answer = CALLS.send(put.header("If-Match", Calls.header(read, "ETag")), 200, 412);
            if (answer.statusCode() == 200) return answer;
            System.out.println("attempt " + attempt + ": somebody else changed it");
        }
        throw new IllegalStateException(path + " changes all the time");
    }

    private static String note(String subject, String text) {
        return """
                {"accessibleBy": {"key": 1}, "subject": %s, "note": %s}"""
                .formatted(Json.quoted(subject), Json.quoted(text));
    }

    /** The records of a list, of all pages. */
    private static List<Object> list(String path, String version) throws IOException, InterruptedException {
        List<Object> records = new ArrayList<>();
        long pages = 1;
        for (int number = 1; number <= pages; number++) {
            String page = path + "?pageSize=5&pageNumber=" + number;
            Object answer = Json.read(CALLS.send(request("GET", page, null, version), 200).body());
            pages = Long.parseLong(Json.text(answer, "totalPages"));
            records.addAll(Json.list(answer, "_embedded"));
        }
        return records;
    }

    /** One call with a token, for the version of the resource that this client knows. */
    private static HttpRequest.Builder request(String method, String path, String body, String version)
            throws IOException, InterruptedException {
        Instant now = Instant.now();
        if (!now.isBefore(until)) refresh(now);
        String type = "application/json;version=" + version;
        HttpRequest.Builder request = Calls.request(method, URL + path, body)
                .header("Authorization", "Bearer " + token)
                .header("Accept", type);
        return body == null ? request : request.header("Content-Type", type);
    }

    /** Trade the refresh token for an access token, which is used until a minute before it ends. */
    private static void refresh(Instant now) throws IOException, InterruptedException {
        Object answer = CALLS.form(Calls.setting("LOKET_TOKEN_URL"), Map.of(
                "grant_type", "refresh_token",
                "refresh_token", refreshToken,
                "client_id", Calls.setting("LOKET_CLIENT_ID"),
                "client_secret", Calls.setting("LOKET_CLIENT_SECRET")));
        token = Json.text(answer, "access_token");
        until = now.plusSeconds(Long.parseLong(Json.text(answer, "expires_in")) - 60);
        // Each refresh gives the refresh token for the next one: keep it where you keep secrets.
        refreshToken = Json.text(answer, "refresh_token");
    }
}
