package securitycenter.fakemicrosoft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import securitycenter.identity.TenantId;

/**
 * One request as it came in.
 *
 * @param body as it was sent, for example JSON or a form
 * @param tenant whose data was asked for; empty where the request does not say, as with {@code /organizations/}
 * @param application the one that the token was given to; empty for a request without a token that is known
 */
public record Received(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> headers,
        String body,
        Optional<TenantId> tenant,
        Optional<String> application) {

    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> entry.getValue().getFirst())
                .findFirst();
    }
}
