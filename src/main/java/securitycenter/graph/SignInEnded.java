package securitycenter.graph;

import org.jspecify.annotations.Nullable;

/** Entra gives no more tokens for this session, for example after a password change. Signing in again helps. */
public class SignInEnded extends RuntimeException {

    SignInEnded(@Nullable Throwable cause) {
        super("Entra gives no more tokens for this session", cause);
    }
}
