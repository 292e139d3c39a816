package securitycenter.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import securitycenter.alerts.IncidentStatus;
import securitycenter.feed.CurrentIncident;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.TenantHome;

/**
 * Writes down which webhooks are to be told of what has changed. How far it has looked is moved on in the same
 * transaction, so that each change is looked at once, whatever dies in between.
 */
@Component
class EventCollection {

    private static final int AT_ONCE = 200;

    /** While the log still knows what was told. */
    private static final Duration REMEMBERED = Deliveries.KEPT_FOR.minusDays(1);

    private record Cursor(long incident, Instant change, long changeOf) {}

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final EventBody bodies;
    private final IncidentNews news;
    private final Clock clock;

    EventCollection(Webhooks webhooks, Deliveries deliveries, EventBody bodies, IncidentNews news, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.bodies = bodies;
        this.news = news;
        this.clock = clock;
    }

    /** @return whether any webhook is on */
    boolean collect(TenantHome home) {
        var wanting = webhooks.on(home);
        if (wanting.isEmpty()) {
            return false;
        }
        while (Boolean.TRUE.equals(home.transactions().execute(_ -> collectSome(home, wanting)))) {
            // More may have changed.
        }
        return true;
    }

    private boolean collectSome(TenantHome home, List<Webhook> wanting) {
        var cursor = cursor(home, wanting);
        var newest = news.newest(home).incident();
        var changed = news.changedAfter(home, cursor.change(), cursor.changeOf(), AT_ONCE);
        if (changed.isEmpty()) {
            return false;
        }
        changed.forEach(incident -> wanting.stream()
                .filter(webhook -> webhook.content().filter().lets(incident.severity(), incident.sources()))
                .forEach(webhook -> tell(home, webhook, incident, incident.id() > cursor.incident())));
        var isAll = changed.size() < AT_ONCE;
        home.database()
                .sql("update notification_cursor set incident = ?, change_at = ?, change_incident = ? where id = 1")
                // Only now none of them can come later in the order of changes.
                .params(
                        isAll ? Math.max(newest, cursor.incident()) : cursor.incident(),
                        Rows.time(changed.getLast().changedAt()),
                        changed.getLast().id())
                .update();
        return !isAll;
    }

    /** Where reading goes on. What came before the oldest of the webhooks is of no use to any. */
    private static Cursor cursor(TenantHome home, List<Webhook> wanting) {
        var stored = home.database()
                .sql("""
                        select incident, change_at, change_incident from notification_cursor
                        where id = 1 for update""")
                .query((row, _) -> new Cursor(
                        row.getLong("incident"), Rows.instant(row, "change_at"), row.getLong("change_incident")))
                .single();
        var change = wanting.stream()
                .map(Webhook::afterChange)
                .min(Instant::compareTo)
                .orElseThrow();
        var incident = wanting.stream().mapToLong(Webhook::afterIncident).min().orElseThrow();
        return change.isAfter(stored.change())
                ? new Cursor(Math.max(incident, stored.incident()), change, Long.MAX_VALUE)
                : stored;
    }

    private void tell(TenantHome home, Webhook webhook, CurrentIncident incident, boolean isNew) {
        var isResolution = webhook.wants(WebhookEvent.RESOLVED)
                && isResolved(webhook, incident)
                && tell(home, webhook, WebhookEvent.RESOLVED, incident, "resolved " + incident.resolvedAt());
        var isCreation = isCreated(webhook, incident) && tell(home, webhook, WebhookEvent.CREATED, incident, "created");
        var wasThere = !isNew || incident.id() <= webhook.afterIncident();
        if (wasThere && !isCreation && !isResolution && incident.changedAt().isAfter(webhook.afterChange())) {
            tell(home, webhook, WebhookEvent.UPDATED, incident, "updated " + incident.changedAt());
        }
    }

    /** To a webhook that is not told of the lesser ones, an incident is new when it becomes severe enough. */
    private boolean isCreated(Webhook webhook, CurrentIncident incident) {
        return incident.id() > webhook.afterIncident()
                && isOnItsWay(webhook, incident.createdAt())
                && incident.createdAt().isAfter(clock.instant().minus(REMEMBERED));
    }

    private boolean isResolved(Webhook webhook, CurrentIncident incident) {
        return incident.status() == IncidentStatus.RESOLVED
                && incident.resolvedAt() != null
                && isOnItsWay(webhook, incident.resolvedAt())
                && incident.resolvedAt().isAfter(clock.instant().minus(REMEMBERED));
    }

    /** The time is Microsoft's where Microsoft made the incident. */
    private static boolean isOnItsWay(Webhook webhook, Instant moment) {
        return moment.isAfter(webhook.since().minus(MailRule.ON_ITS_WAY));
    }

    private boolean tell(
            TenantHome home, Webhook webhook, WebhookEvent event, CurrentIncident incident, String occurrence) {
        if (!webhook.wants(event)) {
            return false;
        }
        var id = UUID.randomUUID();
        return deliveries.add(
                home, webhook.id(), event, incident.id(), occurrence, id, bodies.of(home, event, id, incident));
    }
}
