package securitycenter.notifications;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.TenantHome;
import securitycenter.notifications.Webhook.Content;

/** The webhooks of a home. */
@Component
class Webhooks {

    /** Each may take as long as it is allowed to, at each attempt. */
    static final int MOST = 10;

    /** After which whoever took it must have died. */
    private static final Duration LONGEST_DELIVERY = Duration.ofMinutes(1);

    private static final int SECRET_BYTES = 32;

    private final IncidentNews news;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Webhooks(IncidentNews news, Clock clock) {
        this.news = news;
        this.clock = clock;
    }

    List<Webhook> all(TenantHome home) {
        return read(home, "true", Map.of());
    }

    List<Webhook> on(TenantHome home) {
        return read(home, "is_on", Map.of());
    }

    Optional<Webhook> find(TenantHome home, long id) {
        return read(home, "id = :id", Map.of("id", id)).stream().findFirst();
    }

    private static List<Webhook> read(TenantHome home, String which, Map<String, ?> parameters) {
        return home.database()
                .sql("select * from webhook where " + which + " order by name_key")
                .params(parameters)
                .query((row, _) -> webhook(row))
                .list();
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        var content = new Content(
                row.getString("name"),
                row.getString("target"),
                row.getBoolean("is_on"),
                Rows.constants(WebhookEvent.class, row.getString("events")),
                new Filter(
                        Rows.constants(Severity.class, row.getString("severities")),
                        Rows.constants(ServiceSource.class, row.getString("sources"))));
        return new Webhook(
                row.getLong("id"),
                content,
                row.getString("secret"),
                Rows.instant(row, "since"),
                row.getLong("after_incident"),
                Rows.instant(row, "after_change"),
                row.getInt("failures"),
                Rows.instantOrNull(row, "rests_until"),
                Rows.instantOrNull(row, "given_up_at"),
                row.getInt("version"),
                LastChange.in(row));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another one has the name */
    long add(TenantHome home, Content content, String secret) {
        var newest = news.newest(home);
        return Rows.idOf(filled(home.database().sql("""
                                        insert into webhook (name, name_key, target, secret, is_on, events, severities, sources, since,
                                            after_incident, after_change, failures, version)
                                        values (:name, :key, :target, :secret, :on, :events, :severities, :sources, :since,
                                            :incident, :change, 0, 0)"""), content)
                .param("secret", secret)
                .param("since", Rows.time(now()))
                .param("incident", newest.incident())
                .param("change", Rows.time(newest.change())));
    }

    /**
     * One that is turned on again counts from now on, and its failures are forgotten.
     *
     * @return false when somebody changed it since {@code before} was read
     * @throws org.springframework.dao.DuplicateKeyException when another one has the name
     */
    boolean change(TenantHome home, Webhook before, Content content, String who) {
        var newest = news.newest(home);
        var now = now();
        var isNew = content.on() && !before.content().on();
        return filled(home.database().sql("""
                                        update webhook set name = :name, name_key = :key, target = :target, is_on = :on,
                                            events = :events, severities = :severities, sources = :sources, since = :since,
                                            after_incident = :incident, after_change = :change, failures = 0, rests_until = null,
                                            given_up_at = case when :on then null else given_up_at end,
                                            changed_by = :who, changed_at = :now, version = version + 1
                                        where id = :id and version = :version"""), content)
                        .param("since", Rows.time(isNew ? now : before.since()))
                        .param("incident", isNew ? newest.incident() : before.afterIncident())
                        .param("change", Rows.time(isNew ? newest.change() : before.afterChange()))
                        .param("who", Rows.text(LastChange.LONGEST_NAME, who))
                        .param("now", Rows.time(now))
                        .param("id", before.id())
                        .param("version", before.version())
                        .update()
                > 0;
    }

    private static StatementSpec filled(StatementSpec statement, Content content) {
        return statement
                .param("name", content.name())
                .param("key", content.name().toLowerCase(Locale.ROOT))
                .param("target", content.target())
                .param("on", content.on())
                .param("events", Rows.words(content.events()))
                .param("severities", Rows.words(content.filter().severities()))
                .param("sources", Rows.words(content.filter().sources()));
    }

    String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What failed with the former one says nothing of the new one. */
    void changeSecret(TenantHome home, long id, String secret) {
        home.database().sql("""
                        update webhook set secret = ?, failures = 0, rests_until = null, version = version + 1
                        where id = ?""").params(secret, id).update();
    }

    /** With all that was to be delivered to it. */
    boolean delete(TenantHome home, long id) {
        return Boolean.TRUE.equals(home.transactions().execute(_ -> {
            home.database()
                    .sql("delete from webhook_delivery where webhook_id = ?")
                    .param(id)
                    .update();
            return home.database()
                            .sql("delete from webhook where id = ?")
                            .param(id)
                            .update()
                    > 0;
        }));
    }

    /** @return until when it is taken; empty when somebody else is delivering to it */
    Optional<Instant> take(TenantHome home, long id) {
        var now = now();
        var until = now.plus(LONGEST_DELIVERY);
        var taken = home.database()
                .sql("update webhook set busy_until = ? where id = ? and (busy_until is null or busy_until <= ?)")
                .params(Rows.time(until), id, Rows.time(now))
                .update();
        return taken > 0 ? Optional.of(until) : Optional.empty();
    }

    /** Whoever was away for so long that another one took it leaves it to them. */
    void letGo(TenantHome home, long id, Instant takenUntil) {
        home.database()
                .sql("update webhook set busy_until = null where id = ? and busy_until = ?")
                .params(id, Rows.time(takenUntil))
                .update();
    }

    void succeeded(TenantHome home, long id) {
        home.database()
                .sql("update webhook set failures = 0, rests_until = null where id = ?")
                .param(id)
                .update();
    }

    /** @return false when somebody changed it since it was read; then nothing is counted */
    boolean failed(TenantHome home, Webhook tried, Instant restsUntil) {
        return home.database()
                        .sql("update webhook set failures = failures + 1, rests_until = ? where id = ? and version = ?")
                        .params(Rows.time(restsUntil), tried.id(), tried.version())
                        .update()
                > 0;
    }

    /** Somebody wants it tried at once. */
    void disturb(TenantHome home, long id) {
        home.database()
                .sql("update webhook set rests_until = null where id = ?")
                .param(id)
                .update();
    }

    /** In the transaction in which it failed as it is. */
    void giveUp(TenantHome home, Webhook failed) {
        home.database()
                .sql("""
                        update webhook set is_on = false, given_up_at = :now, changed_by = null, changed_at = :now,
                            version = version + 1
                        where id = :id""")
                .param("now", Rows.time(now()))
                .param("id", failed.id())
                .update();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
