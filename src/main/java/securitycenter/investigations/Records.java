package securitycenter.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.modulith.NamedInterface;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Investigation.Trigger;
import securitycenter.response.Decider;

/** The table of investigations. */
@NamedInterface("tables")
public final class Records {

    private final TenantHome home;

    public Records(TenantHome home) {
        this.home = home;
    }

    private long nextNumber() {
        var number = home.database()
                .sql("select next_number from investigation_course where id = 1 for update")
                .query(Long.class)
                .single();
        home.database()
                .sql("update investigation_course set next_number = ? where id = 1")
                .param(number + 1)
                .update();
        return number;
    }

    public List<Long> due(Instant now, int most) {
        return home.database()
                .sql("select number from investigation where next_at <= ? order by next_at, number limit ?")
                .params(Sql.time(now), most)
                .query(Long.class)
                .list();
    }

    /** The number that the next one gets. */
    long unused() {
        return home.database()
                .sql("select next_number from investigation_course where id = 1")
                .query(Long.class)
                .single();
    }

    public Optional<Investigation> find(long number) {
        return select("where number = ?").param(number).query(Records::read).optional();
    }

    /** Nobody else changes it until the transaction ends. */
    public Optional<Investigation> hold(long number) {
        return select("where number = ? for update")
                .param(number)
                .query(Records::read)
                .optional();
    }

    /** The oldest that is open and about one of these, or else that has one of them from an alert. */
    public Optional<Investigation> holdOpen(Field field, Collection<Place> places) {
        var about = places.stream()
                .map(place -> Investigation.openKey(field, place))
                .toList();
        return home.database()
                .sql("select min(number) from investigation where open_key = any(?)")
                .param(Sql.texts(about))
                .query((row, _) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single()
                .or(() -> openWith(field, places))
                .flatMap(this::hold)
                .filter(Investigation::isOpen);
    }

    /** Mail of one attack comes to many; a device is looked around for itself. */
    private Optional<Long> openWith(Field field, Collection<Place> places) {
        if (field != Field.MAIL) {
            return Optional.empty();
        }
        return home.database()
                .sql("""
                        select min(i.number) from investigation_asset a join investigation i on i.number = a.investigation
                        where a.asset_key = any(?) and a.kind = 'MAILBOX' and a.origin = 'ALERT' and i.field = 'MAIL'
                            and i.open_key is not null""")
                .param(Sql.texts(places.stream()
                        .filter(place -> place.kind() == EvidenceKind.MAILBOX)
                        .map(Place::key)
                        .toList()))
                .query((row, _) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single();
    }

    /** The newest first. */
    public List<Investigation> before(@Nullable Long number, Condition condition, int most) {
        var where = condition.sql() + (number == null ? "" : " and number < :before");
        var query =
                select("where " + where + " order by number desc limit :most").param("most", most);
        if (number != null) {
            query = query.param("before", number);
        }
        return condition.fill(query).query(Records::read).list();
    }

    public long count(Condition condition, int most) {
        return condition
                .fill(home.database()
                        .sql("select count(*) from (select 1 from investigation where " + condition.sql()
                                + " limit :most) counted")
                        .param("most", most))
                .query(Long.class)
                .single();
    }

    /** Which of them are meant. */
    public sealed interface Condition {

        record All() implements Condition {}

        record In(Collection<InvestigationState> states) implements Condition {}

        record Of(Collection<Long> incidents) implements Condition {}

        default String sql() {
            return switch (this) {
                case All _ -> "1 = 1";
                case In _ -> "state = any(:states)";
                case Of _ ->
                    "number in (select investigation from investigation_alert where incident = any(:incidents))";
            };
        }

        default StatementSpec fill(StatementSpec query) {
            return switch (this) {
                case All _ -> query;
                case In(var states) ->
                    query.param(
                            "states",
                            Sql.texts(states.stream()
                                    .map(InvestigationState::name)
                                    .toList()));
                case Of(var incidents) -> query.param("incidents", Sql.numbers(incidents));
            };
        }
    }

    /** @return with its number */
    public Investigation add(Field field, Place about, Trigger begun, Instant first, Instant last, Instant now) {
        var number = nextNumber();
        home.database()
                .sql("""
                        insert into investigation (number, field, state, stage, part, about_kind, about_key, about_name,
                            alert, alert_id, title, severity, category, source, incident, first_at, last_at, started_at,
                            waited_ms, next_at, is_incomplete, widening, failures, version, open_key)
                        values (:number, :field, 'QUEUED', 'TAKE', 0, :kind, :key, :name, :alert, :alertId, :title,
                            :severity, :category, :source, :incident, :first, :last, :now, 0, :now, false, 'NONE', 0, 1,
                            :openKey)""")
                .param("number", number)
                .param("field", field.name())
                .param("kind", about.kind().name())
                .param("key", about.key())
                .param("name", about.name())
                .param("alert", begun.alert())
                .param("alertId", begun.id())
                .param("title", begun.title())
                .param("severity", begun.severity().ordinal())
                .param("category", begun.category())
                .param("source", begun.source().name())
                .param("incident", begun.incident())
                .param("first", Sql.time(first))
                .param("last", Sql.time(last))
                .param("now", Sql.time(now))
                .param("openKey", Investigation.openKey(field, about))
                .update();
        return find(number).orElseThrow();
    }

    public void change(Investigation after) {
        home.database()
                .sql("""
                        update investigation set state = :state, stage = :stage, part = :part, first_at = :first,
                            last_at = :last, ended_at = :ended, waits_since = :waitsSince, waited_ms = :waited,
                            next_at = :next, is_incomplete = :incomplete, widening = :widening,
                            widening_until = :wideningUntil, cancelled_id = :cancelledId, cancelled_by = :cancelledBy,
                            cancel_reason = :cancelReason,
                            failures = :failures, version = :version,
                            open_key = case when cast(:ended as timestamp(6) with time zone) is null then open_key end
                        where number = :number""")
                .param("state", after.state().name())
                .param("stage", after.stage().name())
                .param("part", after.part())
                .param("first", Sql.time(after.firstAt()))
                .param("last", Sql.time(after.lastAt()))
                .param("ended", Sql.timeOrNull(after.endedAt()))
                .param("waitsSince", Sql.timeOrNull(after.waitsSince()))
                .param("waited", after.waited().toMillis())
                .param("next", Sql.timeOrNull(after.nextAt()))
                .param("incomplete", after.incomplete())
                .param("widening", after.widening().name())
                .param("wideningUntil", Sql.timeOrNull(after.wideningUntil()))
                .param(
                        "cancelledId",
                        after.cancelledBy() == null ? null : after.cancelledBy().id())
                .param(
                        "cancelledBy",
                        after.cancelledBy() == null ? null : after.cancelledBy().name())
                .param("cancelReason", after.cancelReason())
                .param("failures", after.failures())
                .param("version", after.version())
                .param("number", after.number())
                .update();
    }

    /** @return whether there may be more */
    public boolean forget(Instant endedBefore, int most) {
        var due = home.database()
                .sql("select number from investigation where ended_at < ? order by ended_at, number limit ?")
                .params(Sql.time(endedBefore), most)
                .query(Long.class)
                .list();
        if (due.isEmpty()) {
            return false;
        }
        // Links and sightings first: what they refer to goes with them in any order, but slowly.
        for (var part : List.of(
                "investigation_link where entity in (select id from investigation_entity where investigation = any(?))",
                "investigation_sighting where investigation = any(?)",
                "investigation_entity where investigation = any(?)",
                "investigation_asset where investigation = any(?)",
                "investigation_step where investigation = any(?)",
                "investigation_alert where investigation = any(?)",
                "investigation where number = any(?)")) {
            home.database().sql("delete from " + part).param(Sql.numbers(due)).update();
        }
        return due.size() == most;
    }

    private StatementSpec select(String rest) {
        return home.database().sql("select * from investigation " + rest);
    }

    static Investigation read(ResultSet row, int number) throws SQLException {
        return new Investigation(
                row.getLong("number"),
                Field.valueOf(row.getString("field")),
                InvestigationState.valueOf(row.getString("state")),
                Stage.valueOf(row.getString("stage")),
                row.getInt("part"),
                new Place(
                        EvidenceKind.valueOf(row.getString("about_kind")),
                        row.getString("about_key"),
                        row.getString("about_name")),
                new Trigger(
                        row.getLong("alert"),
                        row.getString("alert_id"),
                        row.getString("title"),
                        Severity.values()[row.getInt("severity")],
                        row.getString("category"),
                        ServiceSource.valueOf(row.getString("source")),
                        row.getLong("incident")),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                Sql.instant(row, "started_at"),
                Sql.instantOrNull(row, "ended_at"),
                Sql.instantOrNull(row, "waits_since"),
                Duration.ofMillis(row.getLong("waited_ms")),
                Sql.instantOrNull(row, "next_at"),
                row.getBoolean("is_incomplete"),
                Widening.valueOf(row.getString("widening")),
                Sql.instantOrNull(row, "widening_until"),
                decider(row, "cancelled_id", "cancelled_by"),
                row.getString("cancel_reason"),
                row.getInt("failures"),
                row.getInt("version"));
    }

    static @Nullable Decider decider(ResultSet row, String id, String name) throws SQLException {
        var who = row.getObject(id, UUID.class);
        return who == null ? null : new Decider(who, row.getString(name));
    }
}
