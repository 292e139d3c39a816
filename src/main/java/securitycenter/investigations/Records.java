package securitycenter.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.alerts.Text;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Investigation.Trigger;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.response.ActionStanding;
import securitycenter.response.ActionState;
import securitycenter.response.Decider;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of investigations, their alerts and their logs. */
final class Records {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final int LONGEST_VALUE = 300;

    private final TenantHome home;

    Records(TenantHome home) {
        this.home = home;
    }

    /**
     * How far all was looked at.
     *
     * @param alert the last one that was looked at
     * @param actionsAt until when changes of actions were looked at
     */
    record Course(long alert, Instant actionsAt) {}

    record Candidate(long alert, Instant seenAt) {}

    Course course() {
        return home.database()
                .sql("select alert, actions_at from investigation_course where id = 1 for update")
                .query((row, _) -> new Course(row.getLong(1), Sql.instant(row, "actions_at")))
                .single();
    }

    void lookedAt(long alert) {
        home.database()
                .sql("update investigation_course set alert = ? where id = 1")
                .param(alert)
                .update();
    }

    void lookedAtActions(Instant until) {
        home.database()
                .sql("update investigation_course set actions_at = ? where id = 1")
                .param(Sql.time(until))
                .update();
    }

    /** Writes where each stands by now, and has whoever waits for one look at it. */
    void actionsChanged(List<ActionStanding> changed, Instant now) {
        var ids = changed.stream().map(ActionStanding::id).toList();
        var known = new HashMap<UUID, ActionState>();
        var waiting = new HashSet<Long>();
        var states = changed.stream().collect(Collectors.toMap(ActionStanding::id, ActionStanding::state));
        home.database()
                .sql("select investigation, action, action_state from investigation_sighting where action = any(?)")
                .param(Sql.uuids(ids))
                .query(row -> {
                    var action = row.getObject("action", UUID.class);
                    var state = states.get(action);
                    if (state != null && !state.name().equals(row.getString("action_state"))) {
                        known.put(action, state);
                        waiting.add(row.getLong("investigation"));
                    }
                });
        var rows = new ArrayList<Object[]>();
        known.forEach((action, state) -> rows.add(new Object[] {state.name(), action}));
        Sql.write(home, "update investigation_sighting set action_state = ? where action = ?", rows);
        home.database().sql("""
                        update investigation set next_at = ?
                        where number = any(?) and stage = 'WATCH' and cancelled_id is null""").params(Sql.time(now), Sql.numbers(waiting)).update();
    }

    /** The number that the next one gets. */
    long unused() {
        return home.database()
                .sql("select next_number from investigation_course where id = 1")
                .query(Long.class)
                .single();
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

    void addCandidates(Collection<Long> alerts, Instant now) {
        var rows = alerts.stream()
                .map(alert -> new Object[] {alert, Sql.time(now), Sql.time(now)})
                .toList();
        Sql.write(
                home,
                "insert into investigation_candidate (alert, seen_at, look_at) values (?, ?, ?)",
                new ArrayList<>(rows));
    }

    List<Candidate> candidates(Instant now, int most) {
        return home.database()
                .sql("""
                        select alert, seen_at from investigation_candidate where look_at <= ?
                        order by look_at, alert limit ?""")
                .params(Sql.time(now), most)
                .query((row, _) -> new Candidate(row.getLong(1), Sql.instant(row, "seen_at")))
                .list();
    }

    void postpone(long alert, Instant until) {
        home.database()
                .sql("update investigation_candidate set look_at = ? where alert = ?")
                .params(Sql.time(until), alert)
                .update();
    }

    void decided(long alert) {
        home.database()
                .sql("delete from investigation_candidate where alert = ?")
                .param(alert)
                .update();
    }

    /** When something is to be done next; empty where nothing is. */
    Optional<Instant> next() {
        return home.database()
                .sql("""
                        select min(at) as at from (
                            select min(next_at) as at from investigation
                            union all
                            select min(look_at) from investigation_candidate) times""")
                .query((row, _) -> Optional.ofNullable(Sql.instantOrNull(row, "at")))
                .single();
    }

    List<Long> due(Instant now, int most) {
        return home.database()
                .sql("select number from investigation where next_at <= ? order by next_at, number limit ?")
                .params(Sql.time(now), most)
                .query(Long.class)
                .list();
    }

    Optional<Investigation> find(long number) {
        return select("where number = ?").param(number).query(Records::read).optional();
    }

    /** Nobody else changes it until the transaction ends. */
    Optional<Investigation> hold(long number) {
        return select("where number = ? for update")
                .param(number)
                .query(Records::read)
                .optional();
    }

    Optional<Investigation> holdOpen(Field field, Place about) {
        return select("where open_key = ? for update")
                .param(Investigation.openKey(field, about))
                .query(Records::read)
                .optional();
    }

    /** The newest first. */
    List<Investigation> before(@Nullable Long number, Condition condition, int most) {
        var where = condition.sql() + (number == null ? "" : " and number < :before");
        var query =
                select("where " + where + " order by number desc limit :most").param("most", most);
        if (number != null) {
            query = query.param("before", number);
        }
        return condition.fill(query).query(Records::read).list();
    }

    long count(Condition condition, int most) {
        return condition
                .fill(home.database()
                        .sql("select count(*) from (select 1 from investigation where " + condition.sql()
                                + " limit :most) counted")
                        .param("most", most))
                .query(Long.class)
                .single();
    }

    /** Which of them are meant. */
    sealed interface Condition {

        record All() implements Condition {}

        record In(Collection<InvestigationState> states) implements Condition {}

        record Of(Collection<Long> incidents) implements Condition {}

        default String sql() {
            return switch (this) {
                case All _ -> "1 = 1";
                case In _ -> "state = any(:states)";
                case Of _ -> "incident = any(:incidents)";
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
    Investigation add(Field field, Place about, Trigger begun, Instant first, Instant last, Instant now) {
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

    void change(Investigation after) {
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

    boolean hasAlert(long alert) {
        return home.database()
                        .sql("select count(*) from investigation_alert where alert = ?")
                        .param(alert)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    Optional<Long> ofAlert(long alert) {
        return home.database()
                .sql("select investigation from investigation_alert where alert = ?")
                .param(alert)
                .query(Long.class)
                .optional();
    }

    int alertCount(long number, int most) {
        return home.database()
                .sql("select count(*) from (select 1 from investigation_alert where investigation = ? limit ?) counted")
                .params(number, most)
                .query(Integer.class)
                .single();
    }

    void addAlert(long number, Trigger alert, Instant now) {
        home.database()
                .sql("""
                        insert into investigation_alert (alert, investigation, alert_id, title, severity, source, incident,
                            added_at, is_taken)
                        values (?, ?, ?, ?, ?, ?, ?, ?, false)""")
                .params(
                        alert.alert(),
                        number,
                        alert.id(),
                        alert.title(),
                        alert.severity().ordinal(),
                        alert.source().name(),
                        alert.incident(),
                        Sql.time(now))
                .update();
    }

    /** That were added since it last took some. */
    List<Long> alertsToTake(long number, int most) {
        return home.database()
                .sql(
                        "select alert from investigation_alert where investigation = ? and not is_taken order by alert limit ?")
                .params(number, most)
                .query(Long.class)
                .list();
    }

    void taken(Collection<Long> alerts) {
        home.database()
                .sql("update investigation_alert set is_taken = true where alert = any(?)")
                .param(Sql.numbers(alerts))
                .update();
    }

    List<JoinedAlert> alerts(long number, long after, int most) {
        return home.database()
                .sql("select * from investigation_alert where investigation = ? and alert > ? order by alert limit ?")
                .params(number, after, most)
                .query((row, _) -> new JoinedAlert(
                        row.getLong("alert"),
                        row.getString("alert_id"),
                        row.getString("title"),
                        Severity.values()[row.getInt("severity")],
                        ServiceSource.valueOf(row.getString("source")),
                        row.getLong("incident"),
                        Sql.instant(row, "added_at")))
                .list();
    }

    /** @param began equal to {@code ended} for what takes no time */
    void log(
            long number,
            Stage stage,
            String what,
            Outcome outcome,
            Instant began,
            Instant ended,
            @Nullable Decider who,
            Object... filledWith) {
        var values = Arrays.stream(filledWith)
                .map(value -> Text.within(LONGEST_VALUE, String.valueOf(value)))
                .toList();
        home.database()
                .sql("""
                        insert into investigation_step (investigation, stage, what, filled_with, outcome, began_at, ended_at,
                            who_id, who)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(number)
                .param(stage.name())
                .param(what)
                .param(JSON.writeValueAsString(values))
                .param(outcome.name())
                .param(Sql.time(began))
                .param(Sql.time(ended))
                .param(who == null ? null : who.id())
                .param(who == null ? null : who.name())
                .update();
    }

    /** The first first. */
    List<LogEntry> steps(long number, @Nullable Stage stage, long after, int most) {
        var query = home.database()
                .sql("select * from investigation_step where investigation = :number and id > :after"
                        + (stage == null ? "" : " and stage = :stage") + " order by id limit :most")
                .param("number", number)
                .param("after", after)
                .param("most", most);
        if (stage != null) {
            query = query.param("stage", stage.name());
        }
        return query.query((row, _) -> new LogEntry(
                        row.getLong("id"),
                        Stage.valueOf(row.getString("stage")),
                        row.getString("what"),
                        JSON.readValue(row.getString("filled_with"), TEXTS),
                        Outcome.valueOf(row.getString("outcome")),
                        Sql.instant(row, "began_at"),
                        Sql.instant(row, "ended_at"),
                        decider(row, "who_id", "who")))
                .list();
    }

    /** @return whether there may be more */
    boolean forget(Instant endedBefore, int most) {
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

    private static @Nullable Decider decider(ResultSet row, String id, String name) throws SQLException {
        var who = row.getObject(id, UUID.class);
        return who == null ? null : new Decider(who, row.getString(name));
    }
}
