package securitycenter.notifications;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;

/**
 * Delivers what is due to webhooks, and writes down what came of each attempt. What a webhook took just before this
 * process died is delivered once more, with the same id.
 */
@Component
class EventSending {

    /** With the pauses between them, more than a day. */
    static final int MOST_FAILURES = 20;

    private static final int AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofDays(1);

    /** After which other tenants have their turn. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookClient client;
    private final AuditLog audit;
    private final Clock clock;

    EventSending(Webhooks webhooks, Deliveries deliveries, WebhookClient client, AuditLog audit, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.client = client;
        this.audit = audit;
        this.clock = clock;
    }

    /** @return whether more wait that could be delivered now */
    boolean send(TenantHome home) {
        var end = clock.instant().plus(LONGEST);
        var due = deliveries.due(home, AT_ONCE);
        var failed = new HashSet<Long>();
        for (var delivery : due) {
            if (clock.instant().isAfter(end)) {
                return true;
            }
            webhooks.find(home, delivery.webhook())
                    .filter(webhook -> !failed.contains(webhook.id()))
                    .ifPresent(webhook -> deliver(home, webhook, delivery, failed));
        }
        return due.size() == AT_ONCE;
    }

    private void deliver(TenantHome home, Webhook webhook, Delivery delivery, Set<Long> failed) {
        var attempt = client.post(URI.create(webhook.content().target()), webhook.secret(), delivery);
        var now = clock.instant();
        if (attempt.problem() == null) {
            deliveries.settle(home, delivery, SendState.SENT, attempt, now);
            webhooks.succeeded(home, webhook.id());
            return;
        }
        failed.add(webhook.id());
        var next = now.plus(Pause.after(delivery.attempts()));
        // A test is for somebody who is looking.
        var isLast = delivery.event() == WebhookEvent.TEST
                || next.isAfter(delivery.wantedAt().plus(PATIENCE));
        deliveries.settle(home, delivery, isLast ? SendState.GIVEN_UP : SendState.WAITING, attempt, next);
        if (delivery.event() != WebhookEvent.TEST) {
            failed(home, webhook);
        }
    }

    private void failed(TenantHome home, Webhook webhook) {
        webhooks.failed(home, webhook.id(), clock.instant().plus(Pause.after(webhook.failures())));
        if (webhook.failures() + 1 >= MOST_FAILURES && webhook.content().on()) {
            webhooks.giveUp(home, webhook.id());
            deliveries.drop(home, webhook.id());
            audit.record(Act.bySystem(home.tenant(), "webhook.given-up")
                    .on("webhook", webhook.content().name()));
        }
    }
}
