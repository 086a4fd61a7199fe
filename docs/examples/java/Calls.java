import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What the examples share: one call, forms, and settings out of the environment. */
final class Calls {
    private final HttpClient http;

    Calls(HttpClient http) {
        this.http = http;
    }

    Calls() {
        this(HttpClient.newHttpClient());
    }

    /** A setting; ends the program when it is not there. */
    static String setting(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) throw new IllegalStateException("set " + name);
        return value;
    }

    /** A request for `send`. body: null when there is none. */
    static HttpRequest.Builder request(String method, String url, String body) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    /**
     * Do one call. An answer with another status than those expected is an error that shows it. When
     * there is no answer at all (IOException), look up whether it has arrived before sending it again.
     */
    HttpResponse<String> send(HttpRequest.Builder wanted, int... expected)
            throws IOException, InterruptedException {
        HttpRequest request = wanted.build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (Arrays.stream(expected).noneMatch(status -> status == answer.statusCode())) {
            throw new IllegalStateException(
                    request.method() + " " + request.uri() + ": HTTP " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    /** Post a form and give the JSON that it answers. */
    Object form(String url, Map<String, String> fields) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("POST", url, query(fields));
        return Json.read(send(request.header("Content-Type", "application/x-www-form-urlencoded"), 200).body());
    }

    /** Fields as they stand in a form or a query. */
    static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** A header that an answer must have. */
    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow(() -> new IllegalStateException("no " + name));
    }

    /** The day that is so many days from today. */
    static LocalDate day(int fromToday) {
        return LocalDate.now(ZoneId.of("Europe/Brussels")).plusDays(fromToday);
    }
}
