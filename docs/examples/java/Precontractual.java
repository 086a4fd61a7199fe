import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Map;

/** employmentPrecontractualData v1: may this candidate have a flexi-job or a student job? */
final class Precontractual {
    private static final Calls CALLS = new Calls();
    private static final SocialSecurity TOKENS =
            new SocialSecurity(CALLS, Calls.setting("PRECONTRACTUAL_CLIENT_ID"));

    public static void main(String[] arguments) throws IOException, InterruptedException {
        for (String citizen : Calls.setting("PRECONTRACTUAL_CITIZENS").split(" ")) {
            HttpResponse<String> answer = verify(citizen, Calls.day(7));
            Object data = Json.read(answer.body());
            if (answer.statusCode() == 400) {
                // A problem says which parameter was refused, and why.
                System.out.println(citizen + ": refused");
                for (Object issue : Json.list(data, "issues")) {
                    System.out.println("  " + Json.text(issue, "name") + ": " + Json.text(issue, "detail"));
                }
                continue;
            }
            System.out.println(citizen + ": reference " + Json.text(data, "precontractualMainReference"));
            tell("flexi-job", Json.at(data, "flexiJobResult"));
            tell("student job", Json.at(data, "studentJobResult"));
        }
    }

    /** Ask what is known about a candidate who gave a mandate. */
    private static HttpResponse<String> verify(String citizen, LocalDate startDate)
            throws IOException, InterruptedException {
        String query = Calls.query(Map.of(
                "mandataryEnterpriseNumber", Calls.setting("PRECONTRACTUAL_ENTERPRISE"),
                "citizen", citizen,
                "startDate", startDate.toString()));
        String url = Calls.setting("PRECONTRACTUAL_URL") + "/verifyPrecontractualData?" + query;
        return CALLS.send(TOKENS.authorised(Calls.request("GET", url, null)), 200, 400);
    }

    private static void tell(String kind, Object result) {
        String allowed = Json.text(result, "allowed");
        String hours = Json.text(result, "hoursRemaining");
        System.out.println("  " + kind + ": " + switch (allowed) {
            case "ok" -> hours == null ? "yes" : "yes, " + hours + " hours left";
            case "nok" -> "no";
            case "unknown" -> "not known (" + Json.text(result, "description", "cause") + ")";
            case "noGrant" -> "the candidate gave no mandate";
            case "errorGrant" -> "the mandate could not be looked up";
            default -> throw new IllegalStateException("unknown answer " + allowed);
        });
    }
}
