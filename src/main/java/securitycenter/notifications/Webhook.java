package securitycenter.notifications;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A system that is told of incidents.
 *
 * @param since when it was turned on last
 * @param afterIncident the newest incident at that time
 * @param afterChange the latest change at that time
 * @param failures attempts in a row that failed
 * @param restsUntil it is left alone because of them
 * @param givenUpAt when it was turned off because of them
 */
record Webhook(
        long id,
        Content content,
        String secret,
        Instant since,
        long afterIncident,
        Instant afterChange,
        int failures,
        @Nullable Instant restsUntil,
        @Nullable Instant givenUpAt,
        int version,
        @Nullable LastChange changed) {

    /** What a person decides of it. */
    record Content(String name, String target, boolean on, Set<WebhookEvent> events, Filter filter) {

        /** As the audit log may hold it: who reads that may not see the whole address, which can hold a key. */
        Object audited() {
            var fingerprint = Integer.toHexString(target.hashCode());
            return new Audited(name, URI.create(target).getHost(), fingerprint, on, events, filter);
        }
    }

    /** @param address tells one address of the host from another, and no more */
    private record Audited(
            String name, @Nullable String host, String address, boolean on, Set<WebhookEvent> events, Filter filter) {}

    /** For people who may not see the whole address, which can hold a key. */
    public String host() {
        return URI.create(content.target()).getHost();
    }

    boolean wants(WebhookEvent event) {
        return content.events().contains(event);
    }

    boolean rests(Instant now) {
        return restsUntil != null && restsUntil.isAfter(now);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Webhook[" + id + ", " + content.name() + "]";
    }
}
