package securitycenter.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;

/** Where what a page loads and executes may come from. */
public final class ContentPolicy {

    private static final String HEADER = "Content-Security-Policy";
    private static final int NONCE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final MicrosoftEndpoints microsoft;

    ContentPolicy(MicrosoftEndpoints microsoft) {
        this.microsoft = microsoft;
    }

    /** Scripts and styles from here only; forms may also end at Entra, which the sign-out is redirected to. */
    String usual() {
        return policy("'self'");
    }

    /** For this answer alone: what one of our own scripts adds to the page and marks with the nonce is taken for ours. */
    public String nonceFor(HttpServletResponse response) {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        var nonce = Base64.getEncoder().encodeToString(bytes);
        response.setHeader(HEADER, policy("'self' 'nonce-" + nonce + "'"));
        return nonce;
    }

    private String policy(String ours) {
        return "default-src 'none'; script-src " + ours + "; style-src " + ours
                + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self' "
                + microsoft.login() + "; base-uri 'none'; frame-ancestors 'none'";
    }
}
