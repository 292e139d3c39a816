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

    /** Digits that tell one address of a host from another. */
    private static final int MARK = 8;

    /** What a person decides of it. */
    record Content(String name, String target, boolean on, Set<WebhookEvent> events, Filter filter) {

        Content off() {
            return new Content(name, target, false, events, filter);
        }

        /**
         * As the audit log may hold it: who reads that may not see the whole address, which can hold a key.
         *
         * @param secret of the webhook, without which nobody can try out which address it may be
         */
        Object audited(String secret) {
            var mark = Signature.hmac(secret, target).substring(0, MARK);
            return new Audited(name, URI.create(target).getHost(), mark, on, events, filter);
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
