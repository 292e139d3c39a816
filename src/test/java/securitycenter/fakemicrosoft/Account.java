package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Somebody's account in Entra ID, and what was done to it. */
public final class Account {

    private final String id;
    private final String principalName;
    private final String name;
    private boolean enabled = true;
    private boolean compromised;
    private Optional<Instant> revoked = Optional.empty();

    Account(String id, String principalName, String name) {
        this.id = id;
        this.principalName = principalName;
        this.name = name;
    }

    public String id() {
        return id;
    }

    public String userPrincipalName() {
        return principalName;
    }

    /** Whoever has a disabled account does not get past Entra. */
    public synchronized boolean isEnabled() {
        return enabled;
    }

    public synchronized Account enabled(boolean whether) {
        enabled = whether;
        return this;
    }

    /** Somebody said so to Identity Protection. */
    public synchronized boolean isCompromised() {
        return compromised;
    }

    synchronized void compromise() {
        compromised = true;
    }

    /** When all sessions were ended, the last time. */
    public synchronized Optional<Instant> sessionsRevoked() {
        return revoked;
    }

    synchronized void revokeSessions() {
        revoked = Optional.of(Instant.now());
    }

    synchronized boolean hasRevoked(Instant signedIn) {
        return revoked.filter(signedIn::isBefore).isPresent();
    }

    synchronized Map<String, Object> json() {
        return object().with("id", id)
                .with("displayName", name)
                .with("userPrincipalName", principalName)
                .with("mail", principalName)
                .with("accountEnabled", enabled)
                .with(
                        "signInSessionsValidFromDateTime",
                        revoked.map(Instant::toString).orElse("2025-06-11T07:20:05Z"));
    }

    @Override
    public String toString() {
        return principalName;
    }
}
