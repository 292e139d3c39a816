package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.Map;
import java.util.Set;

/** Which addresses are registered: the product's own path on this machine. */
final class RedirectUris {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private RedirectUris() {}

    static boolean isRegistered(String uri) {
        return isLoopback(uri) && URI.create(uri).getPath().endsWith("/login/oauth2/code/entra");
    }

    static boolean isLoopback(String uri) {
        try {
            var parsed = URI.create(uri);
            return parsed.getHost() != null && LOOPBACK.contains(parsed.getHost());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    static String with(String uri, Map<String, String> parameters) {
        return uri + (uri.contains("?") ? "&" : "?") + Request.encode(parameters);
    }
}
