import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Access tokens of social security: client credentials with a JWT that the client signs itself. */
final class SocialSecurity {
    private final Calls calls;
    private final String clientId;
    private final String url = Calls.setting("SOCIAL_SECURITY_TOKEN_URL");
    private String token;
    private Instant until = Instant.MIN;

    SocialSecurity(Calls calls, String clientId) {
        this.calls = calls;
        this.clientId = clientId;
    }

    /** The request with a token, which is used until ten seconds before it ends. */
    HttpRequest.Builder authorised(HttpRequest.Builder request) throws IOException, InterruptedException {
        Instant now = Instant.now();
        if (!now.isBefore(until)) {
            Object answer = calls.form(url, Map.of(
                    "grant_type", "client_credentials",
                    "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    "client_assertion", assertion(now.getEpochSecond())));
            token = Json.text(answer, "access_token");
            until = now.plusSeconds(Long.parseLong(Json.text(answer, "expires_in")) - 10);
        }
        return request.setHeader("Authorization", "Bearer " + token);
    }

    /** A signed JWT (RS256) that is valid for five minutes and used once. */
    private String assertion(long now) throws IOException {
        String signed = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded("""
                        {"iss":"%s","sub":"%s","aud":"%s","jti":"%s","iat":%d,"exp":%d}"""
                        .formatted(clientId, clientId, url, UUID.randomUUID(), now, now + 300)
                        .getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key(Path.of(Calls.setting("SOCIAL_SECURITY_KEY"))));
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException("the key cannot sign", error);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----|\\s", "");
        byte[] key = Base64.getDecoder().decode(pem);
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
    }

    private static String encoded(byte[] part) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
    }
}
