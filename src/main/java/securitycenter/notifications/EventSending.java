package securitycenter.notifications;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;

/**
 * Delivers what is due to webhooks, and writes down what came of each attempt. What a webhook took just before this
 * process died is delivered once more, with the same id.
 */
@Component
class EventSending implements AutoCloseable {

    /** With the pauses between them, more than a day. */
    static final int MOST_FAILURES = 20;

    private static final Duration PATIENCE = Duration.ofDays(1);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookClient client;
    private final AuditLog audit;
    private final Clock clock;
    private final Couriers couriers = new Couriers();

    EventSending(Webhooks webhooks, Deliveries deliveries, WebhookClient client, AuditLog audit, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.client = client;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Waits for no receiver.
     *
     * @param wanted whether to go on, asked before each delivery: the round that begins them is over long before the last
     */
    void begin(TenantHome home, BooleanSupplier wanted) {
        var due = deliveries.webhooksDue(home).size();
        couriers.send(home.tenant(), due, () -> wanted.getAsBoolean() && deliverOne(home));
    }

    /** @return false when nobody is left to whom something could be delivered now */
    private boolean deliverOne(TenantHome home) {
        for (var webhook : deliveries.webhooksDue(home)) {
            var until = webhooks.take(home, webhook);
            if (until.isPresent()) {
                try {
                    deliverTo(home, webhook);
                } finally {
                    webhooks.letGo(home, webhook, until.get());
                }
                return true;
            }
        }
        return false;
    }

    private void deliverTo(TenantHome home, long webhook) {
        webhooks.find(home, webhook)
                .ifPresent(found -> deliveries.firstDue(home, webhook).ifPresent(first -> deliver(home, found, first)));
    }

    private void deliver(TenantHome home, Webhook webhook, Delivery delivery) {
        var attempt = client.post(webhook.content().target(), webhook.secret(), delivery);
        var now = clock.instant();
        if (attempt.problem() == null) {
            deliveries.settle(home, delivery, SendState.SENT, attempt, now);
            webhooks.succeeded(home, webhook.id());
            return;
        }
        var next = now.plus(Pause.after(delivery.attempts()));
        // A test is for somebody who is looking.
        var isLast = delivery.event() == WebhookEvent.TEST
                || next.isAfter(delivery.wantedAt().plus(PATIENCE));
        deliveries.settle(home, delivery, isLast ? SendState.GIVEN_UP : SendState.WAITING, attempt, next);
        if (delivery.event() != WebhookEvent.TEST) {
            failed(home, webhook);
        }
    }

    /** What somebody changed since it was tried has not failed. */
    private void failed(TenantHome home, Webhook webhook) {
        home.transactions().executeWithoutResult(_ -> {
            var isSame = webhooks.failed(home, webhook, clock.instant().plus(Pause.after(webhook.failures())));
            if (isSame
                    && webhook.failures() + 1 >= MOST_FAILURES
                    && webhook.content().on()) {
                giveUp(home, webhook);
            }
        });
    }

    private void giveUp(TenantHome home, Webhook webhook) {
        webhooks.giveUp(home, webhook);
        deliveries.drop(home, webhook.id());
        audit.record(Act.bySystem(home.tenant(), "webhook.given-up")
                .on("webhook", webhook.content().name())
                .from(webhook.content().audited(webhook.secret()))
                .to(webhook.content().off().audited(webhook.secret())));
    }

    /** Before the client is closed, so that what is on its way is no failure. */
    @Override
    public void close() {
        couriers.close();
    }
}
