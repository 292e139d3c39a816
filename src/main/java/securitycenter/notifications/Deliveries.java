package securitycenter.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** Everything that webhooks of a home were told or are to be told. Each is written down before it is tried. */
@Component
class Deliveries {

    static final Duration KEPT_FOR = Duration.ofDays(30);

    private static final int LONGEST_ANSWER = 1_024;

    /** A test is tried although its webhook is off. */
    private static final String DUE = """
            d.webhook_id = w.id and d.state = 'WAITING' and d.due_at <= :now and (w.is_on or d.event = 'TEST')
                and (w.rests_until is null or w.rests_until <= :now)""";

    private final Clock clock;

    Deliveries(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param occurrence what of the incident it tells
     * @return false when the webhook was told of it before
     */
    boolean add(
            TenantHome home,
            long webhook,
            WebhookEvent event,
            @Nullable Long incident,
            String occurrence,
            UUID deliveryId,
            String body) {
        return home.database()
                        .sql("""
                        insert into webhook_delivery (delivery_id, webhook_id, event, incident_id, occurrence, body, state,
                            created_at, wanted_at, due_at, attempts)
                        values (:delivery, :webhook, :event, :incident, :occurrence, :body, 'WAITING', :now, :now, :now, 0)
                        on conflict do nothing""")
                        .param("delivery", deliveryId)
                        .param("webhook", webhook)
                        .param("event", event.name())
                        .param("incident", incident)
                        .param("occurrence", occurrence)
                        .param("body", body)
                        .param("now", Rows.time(now()))
                        .update()
                > 0;
    }

    /** Those to whom something could be delivered now, and to whom nobody is delivering; who waits longest comes first. */
    List<Long> webhooksDue(TenantHome home) {
        return home.database()
                .sql("""
                        select id
                          from (select w.id, (select d.due_at from webhook_delivery d where %s order by d.due_at limit 1) as due
                                  from webhook w
                                 where w.busy_until is null or w.busy_until <= :now) as waiting
                         where due is not null order by due, id""".formatted(DUE))
                .param("now", Rows.time(now()))
                .query(Long.class)
                .list();
    }

    Optional<Delivery> firstDue(TenantHome home, long webhook) {
        return home.database()
                .sql("select d.* from webhook w join webhook_delivery d on " + DUE
                        + " where w.id = :webhook order by d.due_at, d.id limit 1")
                .param("now", Rows.time(now()))
                .param("webhook", webhook)
                .query((row, _) -> delivery(row))
                .optional();
    }

    boolean isAnyWaiting(TenantHome home) {
        return home.database()
                .sql("select 1 from webhook_delivery where state = 'WAITING' limit 1")
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    void settle(TenantHome home, Delivery delivery, SendState state, Attempt attempt, Instant due) {
        home.database()
                .sql("""
                        update webhook_delivery set state = ?, due_at = ?, attempts = attempts + 1, tried_at = ?,
                            status_code = ?, millis = ?, answer = ?, problem = ?
                        where id = ?""")
                .param(1, state.name())
                .param(2, Rows.time(due))
                .param(3, Rows.time(now()))
                .param(4, attempt.status())
                .param(5, attempt.millis())
                .param(6, attempt.answer() == null ? null : Rows.text(LONGEST_ANSWER, attempt.answer()))
                .param(7, attempt.problem() == null ? null : attempt.problem().name())
                .param(8, delivery.id())
                .update();
    }

    int waiting(TenantHome home, long webhook) {
        return home.database()
                .sql("select count(*) from webhook_delivery where webhook_id = ? and state = 'WAITING'")
                .param(webhook)
                .query(Integer.class)
                .single();
    }

    /** @return false when it is waiting already */
    boolean resend(TenantHome home, Delivery delivery) {
        return home.database()
                        .sql("""
                        update webhook_delivery set state = 'WAITING', wanted_at = ?, due_at = ?, attempts = 0
                        where id = ? and state <> 'WAITING'""")
                        .params(Rows.time(now()), Rows.time(now()), delivery.id())
                        .update()
                > 0;
    }

    /** Its webhook is off. */
    void drop(TenantHome home, long webhook) {
        home.database()
                .sql("update webhook_delivery set state = 'DROPPED' where webhook_id = ? and state = 'WAITING'")
                .param(webhook)
                .update();
    }

    Optional<Delivery> find(TenantHome home, long webhook, long id) {
        return home.database()
                .sql("select * from webhook_delivery where webhook_id = ? and id = ?")
                .params(webhook, id)
                .query((row, _) -> delivery(row))
                .optional();
    }

    /** A page, the newest first. */
    List<Delivery> before(TenantHome home, long webhook, long id, int atMost) {
        return home.database()
                .sql("select * from webhook_delivery where webhook_id = ? and id < ? order by id desc limit ?")
                .params(webhook, id, atMost)
                .query((row, _) -> delivery(row))
                .list();
    }

    void forget(TenantHome home) {
        home.database()
                .sql("delete from webhook_delivery where state <> 'WAITING' and wanted_at < ?")
                .param(Rows.time(now().minus(KEPT_FOR)))
                .update();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        var problem = row.getString("problem");
        return new Delivery(
                row.getLong("id"),
                row.getObject("delivery_id", UUID.class),
                row.getLong("webhook_id"),
                WebhookEvent.valueOf(row.getString("event")),
                row.getObject("incident_id", Long.class),
                row.getString("body"),
                SendState.valueOf(row.getString("state")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "wanted_at"),
                Rows.instant(row, "due_at"),
                row.getInt("attempts"),
                Rows.instantOrNull(row, "tried_at"),
                row.getObject("status_code", Integer.class),
                row.getObject("millis", Integer.class),
                row.getString("answer"),
                problem == null ? null : DeliveryProblem.valueOf(problem));
    }
}
