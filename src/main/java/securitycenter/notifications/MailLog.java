package securitycenter.notifications;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** Every mail that rules have caused in a home, those that wait included. Each is written down before it is tried. */
@Component
class MailLog {

    /** Where there is no incident to go with. */
    private static final Duration TESTS_KEPT_FOR = Duration.ofDays(30);

    private final Clock clock;

    MailLog(Clock clock) {
        this.clock = clock;
    }

    /** Those of which the rule has told somebody, or is about to. */
    Set<Long> told(TenantHome home, MailRule rule, Collection<Long> incidents) {
        return home.database()
                .sql("""
                        select distinct incident_id from unnest(?) asked (incident) join mail_sent
                            on rule_id = ? and incident_id = asked.incident and state <> 'DROPPED'""")
                .params(Rows.numbers(incidents), rule.id())
                .query(Long.class)
                .set();
    }

    /** Those that the rule has mentioned, or is about to, whichever incident they were in. */
    Set<Long> toldAlerts(TenantHome home, MailRule rule, Collection<Long> alerts) {
        return home.database()
                .sql("""
                        select distinct t.alert_id from unnest(?) asked (alert)
                            join mail_told t on t.rule_id = ? and t.alert_id = asked.alert
                            join mail_sent m on m.rule_id = t.rule_id and m.incident_id = t.incident_id
                                and m.state <> 'DROPPED' and t.alert_id = any(m.alerts)""")
                .params(Rows.numbers(alerts), rule.id())
                .query(Long.class)
                .set();
    }

    /** The newest mail to each person about the incident because of the rule. */
    Map<String, SentMail> latest(TenantHome home, MailRule rule, long incident) {
        var latest = new HashMap<String, SentMail>();
        home.database()
                .sql("""
                        select * from mail_sent where id in (
                            select max(id) from mail_sent where rule_id = ? and incident_id = ? group by recipient)""")
                .params(rule.id(), incident)
                .query((row, _) -> mail(row))
                .list()
                .forEach(mail -> latest.put(mail.recipient(), mail));
        return latest;
    }

    void add(
            TenantHome home,
            MailRule rule,
            @Nullable Long incident,
            String recipient,
            Collection<Long> alerts,
            Instant due) {
        home.database()
                .sql("""
                        insert into mail_sent (message_id, rule_id, rule_name, incident_id, recipient, alerts, state,
                            created_at, due_at, attempts)
                        values (:message, :rule, :ruleName, :incident, :recipient, :alerts, 'WAITING', :now, :due, 0)""")
                .param("message", UUID.randomUUID())
                .param("rule", rule.id())
                .param("ruleName", rule.content().name())
                .param("incident", incident)
                .param("recipient", recipient)
                .param("alerts", Rows.numbers(alerts))
                .param("now", Rows.time(now()))
                .param("due", Rows.time(due))
                .update();
    }

    /** Puts more alerts into a mail that has not left yet. */
    void append(TenantHome home, SentMail waiting, Collection<Long> alerts) {
        home.database()
                .sql("update mail_sent set alerts = alerts || ? where id = ?")
                .params(Rows.numbers(alerts), waiting.id())
                .update();
    }

    /** In which incident the rule mentions them, so that they are known when they come to another. */
    void remember(TenantHome home, MailRule rule, long incident, Collection<Long> alerts) {
        home.database()
                .sql("""
                        insert into mail_told (rule_id, alert_id, incident_id)
                        select cast(:rule as bigint), asked.alert, cast(:incident as bigint) from unnest(:alerts) asked (alert)
                        where not exists (select 1 from mail_told
                            where rule_id = :rule and alert_id = asked.alert and incident_id = :incident)""")
                .param("rule", rule.id())
                .param("incident", incident)
                .param("alerts", Rows.numbers(alerts))
                .update();
    }

    /** The mails whose time has come, the first first. */
    List<SentMail> due(TenantHome home, int atMost) {
        return home.database()
                .sql("select * from mail_sent where state = 'WAITING' and due_at <= ? order by due_at, id limit ?")
                .params(Rows.time(now()), atMost)
                .query((row, _) -> mail(row))
                .list();
    }

    boolean isAnyWaiting(TenantHome home) {
        return home.database()
                .sql("select 1 from mail_sent where state = 'WAITING' limit 1")
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** A test that is still on its way, or was tried just now. */
    Optional<SentMail> testSince(TenantHome home, long rule, Instant moment) {
        return home.database()
                .sql("""
                        select * from mail_sent where rule_id = ? and incident_id is null and created_at > ?
                        order by id desc limit 1""")
                .params(rule, Rows.time(moment))
                .query((row, _) -> mail(row))
                .optional();
    }

    /** It was tried, or needs no trying any more. */
    void settle(TenantHome home, SentMail mail, SendState state, int attempts, @Nullable String problem) {
        home.database()
                .sql("update mail_sent set state = ?, attempts = ?, tried_at = ?, problem = ? where id = ?")
                .param(1, state.name())
                .param(2, attempts)
                .param(3, attempts == mail.attempts() ? Rows.timeOrNull(mail.triedAt()) : Rows.time(now()))
                .param(4, problem == null ? null : Rows.text(500, problem))
                .param(5, mail.id())
                .update();
    }

    void postpone(TenantHome home, SentMail mail, Instant until, String problem) {
        settle(home, mail, SendState.WAITING, mail.attempts() + 1, problem);
        home.database()
                .sql("update mail_sent set due_at = ? where id = ?")
                .params(Rows.time(until), mail.id())
                .update();
    }

    /** A page, the newest first. */
    List<SentMail> before(TenantHome home, long id, int atMost) {
        return home.database()
                .sql("select * from mail_sent where id < ? order by id desc limit ?")
                .params(id, atMost)
                .query((row, _) -> mail(row))
                .list();
    }

    /** Deletes what is told of incidents that are not kept any more. */
    void forget(TenantHome home) {
        home.database()
                .sql("delete from mail_told where incident_id not in (select id from incident)")
                .update();
        home.database().sql("""
                        delete from mail_sent where state <> 'WAITING' and incident_id is not null
                            and incident_id not in (select id from incident)""").update();
        home.database()
                .sql("delete from mail_sent where state <> 'WAITING' and incident_id is null and created_at < ?")
                .param(Rows.time(now().minus(TESTS_KEPT_FOR)))
                .update();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static SentMail mail(ResultSet row) throws SQLException {
        return new SentMail(
                row.getLong("id"),
                row.getObject("message_id", UUID.class),
                row.getLong("rule_id"),
                row.getString("rule_name"),
                row.getObject("incident_id", Long.class),
                row.getString("recipient"),
                Rows.numbers(row, "alerts"),
                SendState.valueOf(row.getString("state")),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "due_at"),
                row.getInt("attempts"),
                Rows.instantOrNull(row, "tried_at"),
                row.getString("problem"));
    }
}
