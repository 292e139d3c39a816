package securitycenter.notifications;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;

/** What people do with webhooks, each act with its line in the audit log; the secret is in none. */
@Component
class WebhookChanges {

    private static final String KIND = "webhook";

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final EventBody bodies;
    private final SentByHand sentByHand;
    private final AuditLog audit;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    WebhookChanges(
            Webhooks webhooks,
            Deliveries deliveries,
            EventBody bodies,
            SentByHand sentByHand,
            AuditLog audit,
            ObjectProvider<Scheduler> scheduler,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.bodies = bodies;
        this.sentByHand = sentByHand;
        this.audit = audit;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** A new webhook, and its secret, which is shown this once. */
    record Added(long id, String secret) {}

    /** @throws org.springframework.dao.DuplicateKeyException when another one has the name */
    Added add(SignedInUser user, TenantHome home, Webhook.Content content) {
        var secret = webhooks.newSecret();
        var id = webhooks.add(home, content, secret);
        audit.record(Act.of(user, "webhook.added").on(KIND, content.name()).to(content.audited(secret)));
        wake(home);
        return new Added(id, secret);
    }

    /**
     * @return false when somebody else was quicker
     * @throws org.springframework.dao.DuplicateKeyException when another one has the name
     */
    boolean change(SignedInUser user, TenantHome home, Webhook before, Webhook.Content content) {
        if (before.content().equals(content)) {
            return true;
        }
        if (!webhooks.change(home, before, content, user.name())) {
            return false;
        }
        if (!content.on()) {
            deliveries.drop(home, before.id());
        }
        audit.record(Act.of(user, "webhook.changed")
                .on(KIND, before.content().name())
                .from(before.content().audited(before.secret()))
                .to(content.audited(before.secret())));
        wake(home);
        return true;
    }

    String changeSecret(SignedInUser user, TenantHome home, Webhook webhook) {
        var secret = webhooks.newSecret();
        webhooks.changeSecret(home, webhook.id(), secret);
        audit.record(Act.of(user, "webhook.secret-changed")
                .on(KIND, webhook.content().name()));
        return secret;
    }

    void delete(SignedInUser user, TenantHome home, Webhook webhook) {
        if (webhooks.delete(home, webhook.id())) {
            audit.record(Act.of(user, "webhook.deleted")
                    .on(KIND, webhook.content().name())
                    .from(webhook.content().audited(webhook.secret())));
        }
    }

    /** @return from when on it can be tried again; empty when a test is on its way */
    Optional<Instant> test(SignedInUser user, TenantHome home, Webhook webhook) {
        var again = sentByHand.spend(home, user.id(), Budget.DELIVERIES, 1);
        if (again.isPresent()) {
            return again;
        }
        var id = UUID.randomUUID();
        deliveries.add(home, webhook.id(), WebhookEvent.TEST, null, "test", id, bodies.test(home, id));
        audit.record(Act.of(user, "webhook.tested").on(KIND, webhook.content().name()));
        tryAtOnce(home, webhook);
        return Optional.empty();
    }

    /** What came of the wish to have something delivered again. */
    sealed interface Resent {

        record Begun() implements Resent {}

        record AlreadyWaiting() implements Resent {}

        /** @param from when on it can be tried again */
        record TooMuch(Instant from) implements Resent {}
    }

    Resent resend(SignedInUser user, TenantHome home, Webhook webhook, Delivery delivery) {
        var resent = requireNonNull(home.transactions().execute(all -> spendOnResending(user, home, delivery, all)));
        if (resent instanceof Resent.Begun) {
            audit.record(Act.of(user, "webhook.resent")
                    .on(KIND, webhook.content().name())
                    .to(delivery.deliveryId().toString()));
            tryAtOnce(home, webhook);
        }
        return resent;
    }

    /** What does not begin costs nothing. */
    private Resent spendOnResending(SignedInUser user, TenantHome home, Delivery delivery, TransactionStatus all) {
        var again = sentByHand.spend(home, user.id(), Budget.DELIVERIES, 1);
        if (again.isPresent()) {
            return new Resent.TooMuch(again.get());
        }
        if (!deliveries.resend(home, delivery)) {
            all.setRollbackOnly();
            return new Resent.AlreadyWaiting();
        }
        return new Resent.Begun();
    }

    private void tryAtOnce(TenantHome home, Webhook webhook) {
        webhooks.disturb(home, webhook.id());
        wake(home);
    }

    private void wake(TenantHome home) {
        NotificationJobs.wake(scheduler.getObject(), home.tenant(), clock);
    }
}
