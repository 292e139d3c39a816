package securitycenter.detections;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Severity;
import securitycenter.detections.DetectionRule.Content;
import securitycenter.detections.DetectionRun.Problem;
import securitycenter.detections.DetectionRun.State;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** The table {@code detection_rule}. */
@Component
class DetectionRules {

    /** Of a tenant. */
    static final int MOST = 100;

    private static final int LONGEST_NAME = 300;

    private static final String SELECT = """
            select r.*, l.id as run_id, l.started_at, l.ended_at, l.period_from, l.state, l.problem, l.detail,
                l.rows_found, l.cut_off, l.alerts, l.left_over, l.actions as run_actions, l.actions_left_out
            from detection_rule r left join detection_run l on l.id = r.last_run\s""";

    List<DetectionRule> all(TenantHome home) {
        return home.database()
                .sql(SELECT + "order by r.name_key")
                .query(DetectionRules::rule)
                .list();
    }

    Optional<DetectionRule> find(TenantHome home, long id) {
        return home.database()
                .sql(SELECT + "where r.id = ?")
                .param(id)
                .query(DetectionRules::rule)
                .optional();
    }

    int count(TenantHome home) {
        return home.database()
                .sql("select count(*) from detection_rule")
                .query(Integer.class)
                .single();
    }

    /** Those whose turn it is, who waited longest first. */
    List<DetectionRule> due(TenantHome home, Instant now) {
        return home.database()
                .sql(SELECT + "where r.next_run <= ? order by r.next_run, r.id")
                .param(Sql.time(now))
                .query(DetectionRules::rule)
                .list();
    }

    Optional<Instant> nextDue(TenantHome home) {
        return home.database()
                .sql("select next_run from detection_rule where next_run is not null order by next_run limit 1")
                .query((row, _) -> Sql.instant(row, "next_run"))
                .optional();
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another one has the name */
    long add(TenantHome home, Content content, String who, Instant now) {
        var key = new GeneratedKeyHolder();
        filled(home.database().sql("""
                        insert into detection_rule (name, name_key, text, frequency, title, severity, category, techniques,
                            description, recommended, device_column, user_column, mailbox_column, actions, device_groups,
                            is_on,
                            gave_up, changed_by, changed_at, version, next_run, failures)
                        values (:name, :key, :text, :frequency, :title, :severity, :category, :techniques, :description,
                            :recommended, :device, :user, :mailbox, :actions, :groups, true, false, :who, :now, 0, :now, 0)"""), content)
                .param("who", name(who))
                .param("now", Sql.time(now))
                .update(key, "id");
        return requireNonNull(key.getKey()).longValue();
    }

    /**
     * It runs at once, should it be on.
     *
     * @return false when somebody was quicker
     * @throws org.springframework.dao.DuplicateKeyException when another one has the name
     */
    boolean change(TenantHome home, DetectionRule before, Content content, String who, Instant now) {
        return filled(home.database().sql("""
                                        update detection_rule set name = :name, name_key = :key, text = :text, frequency = :frequency,
                                            title = :title, severity = :severity, category = :category, techniques = :techniques,
                                            description = :description, recommended = :recommended, device_column = :device,
                                            user_column = :user, mailbox_column = :mailbox, actions = :actions, device_groups = :groups,
                                            changed_by = :who, changed_at = :now, version = version + 1, covered_until = null,
                                            failures = 0, next_run = case when is_on then cast(:now as timestamp(6) with time zone) end
                                        where id = :id and version = :version"""), content)
                        .param("who", name(who))
                        .param("now", Sql.time(now))
                        .param("id", before.id())
                        .param("version", before.version())
                        .update()
                > 0;
    }

    /** It runs at once. */
    boolean turnOn(TenantHome home, long id, String who, Instant now) {
        return home.database()
                        .sql("""
                                update detection_rule set is_on = true, gave_up = false, failures = 0, next_run = :now,
                                    changed_by = :who, changed_at = :now, version = version + 1
                                where id = :id and not is_on""")
                        .param("who", name(who))
                        .param("now", Sql.time(now))
                        .param("id", id)
                        .update()
                > 0;
    }

    boolean turnOff(TenantHome home, long id, String who, Instant now) {
        return home.database()
                        .sql("""
                                update detection_rule set is_on = false, next_run = null, changed_by = :who,
                                    changed_at = :now, version = version + 1
                                where id = :id and is_on""")
                        .param("who", name(who))
                        .param("now", Sql.time(now))
                        .param("id", id)
                        .update()
                > 0;
    }

    /** It has failed again and again. */
    void giveUp(TenantHome home, long id) {
        home.database().sql("""
                        update detection_rule set is_on = false, gave_up = true, next_run = null, version = version + 1
                        where id = ?""").param(id).update();
    }

    /** The times from then on count from this run. */
    boolean runNow(TenantHome home, long id, Instant now) {
        return home.database()
                        .sql("update detection_rule set next_run = ? where id = ? and is_on")
                        .params(Sql.time(now), id)
                        .update()
                > 0;
    }

    boolean delete(TenantHome home, long id) {
        return home.database()
                        .sql("delete from detection_rule where id = ?")
                        .param(id)
                        .update()
                > 0;
    }

    /**
     * Holds the rule as it is until the transaction ends.
     *
     * @return whether it is still the same, and on
     */
    boolean hold(TenantHome home, DetectionRule rule) {
        return home.database()
                .sql("select is_on and version = ? from detection_rule where id = ? for update")
                .params(rule.version(), rule.id())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /**
     * Writes down how a run ended. Whoever wished meanwhile that the rule runs now has that wish.
     *
     * @param failures one after the other, this run among them
     * @param coveredUntil null where that is as before
     */
    void note(
            TenantHome home,
            DetectionRule rule,
            DetectionRun run,
            Instant next,
            int failures,
            @Nullable Instant coveredUntil) {
        insert(home, rule, run);
        home.database()
                .sql("""
                        update detection_rule set last_run = :run, failures = :failures,
                            next_run = case when next_run = :was then cast(:next as timestamp(6) with time zone)
                                else next_run end,
                            covered_until = coalesce(cast(:covered as timestamp(6) with time zone), covered_until)
                        where id = :id""")
                .param("run", run.id())
                .param("failures", failures)
                .param("was", Sql.timeOrNull(rule.nextRun()))
                .param("next", Sql.time(next))
                .param("covered", Sql.timeOrNull(coveredUntil))
                .param("id", rule.id())
                .update();
    }

    /** A run that is put off again for the same reason is still the same run. */
    private static void insert(TenantHome home, DetectionRule rule, DetectionRun run) {
        home.database()
                .sql("delete from detection_run where id = ?")
                .param(run.id())
                .update();
        home.database()
                .sql("""
                        insert into detection_run (id, rule_id, started_at, ended_at, period_from, state, problem, detail,
                            rows_found, cut_off, alerts, left_over, actions, actions_left_out)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(run.id())
                .param(rule.id())
                .param(Sql.time(run.startedAt()))
                .param(Sql.time(run.endedAt()))
                .param(Sql.time(run.from()))
                .param(run.state().name())
                .param(run.problem() == null ? null : run.problem().name())
                .param(run.detail())
                .param(run.rows())
                .param(run.cutOff())
                .param(run.alerts())
                .param(run.leftOver())
                .param(run.actions())
                .param(run.actionsLeftOut())
                .update();
    }

    /** The latest of them. */
    List<DetectionRun> runs(TenantHome home, long rule, int most) {
        return home.database()
                .sql("""
                        select id as run_id, started_at, ended_at, period_from, state, problem, detail, rows_found, cut_off,
                            alerts, left_over, actions as run_actions, actions_left_out
                        from detection_run where rule_id = ? order by started_at desc limit ?""")
                .params(rule, most)
                .query((row, _) -> run(row))
                .list();
    }

    private static StatementSpec filled(StatementSpec statement, Content content) {
        var alert = content.alert();
        return statement
                .param("name", content.name())
                .param("key", content.name().toLowerCase(Locale.ROOT))
                .param("text", content.text())
                .param("frequency", content.frequency().name())
                .param("title", alert.title())
                .param("severity", alert.severity().ordinal())
                .param("category", alert.category())
                .param("techniques", String.join(" ", alert.techniques()))
                .param("description", alert.description())
                .param("recommended", alert.recommended())
                .param("device", content.impacted().device())
                .param("user", content.impacted().user())
                .param("mailbox", content.impacted().mailbox())
                .param("actions", RuleActions.written(content.actions()))
                .param("groups", String.join("\n", content.deviceGroups()));
    }

    private static DetectionRule rule(ResultSet row, int number) throws SQLException {
        var alert = new AlertWords(
                row.getString("title"),
                Severity.values()[row.getInt("severity")],
                row.getString("category"),
                AlertWords.techniques(row.getString("techniques")),
                row.getString("description"),
                row.getString("recommended"));
        var content = new Content(
                row.getString("name"),
                row.getString("text"),
                Frequency.valueOf(row.getString("frequency")),
                alert,
                new Impacted(
                        row.getString("device_column"), row.getString("user_column"), row.getString("mailbox_column")),
                RuleActions.read(row.getString("actions")),
                row.getString("device_groups").lines().toList());
        return new DetectionRule(
                row.getLong("id"),
                content,
                row.getBoolean("is_on"),
                row.getBoolean("gave_up"),
                row.getString("changed_by"),
                Sql.instant(row, "changed_at"),
                row.getInt("version"),
                Sql.instantOrNull(row, "covered_until"),
                Sql.instantOrNull(row, "next_run"),
                row.getInt("failures"),
                row.getObject("run_id", UUID.class) == null ? null : run(row));
    }

    private static DetectionRun run(ResultSet row) throws SQLException {
        var problem = row.getString("problem");
        return new DetectionRun(
                row.getObject("run_id", UUID.class),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                Sql.instant(row, "period_from"),
                State.valueOf(row.getString("state")),
                problem == null ? null : Problem.valueOf(problem),
                row.getString("detail"),
                row.getInt("rows_found"),
                row.getBoolean("cut_off"),
                row.getInt("alerts"),
                row.getInt("left_over"),
                row.getInt("run_actions"),
                row.getInt("actions_left_out"));
    }

    private static String name(String who) {
        return who.substring(0, Math.min(who.length(), LONGEST_NAME));
    }

    /** How many alerts each rule made since then. */
    Map<Long, Integer> alertsSince(TenantHome home, Instant since) {
        record Made(long rule, int alerts) {}
        return home
                .database()
                .sql("select rule_id, count(*) from detection_alert where made_at >= ? group by rule_id")
                .param(Sql.time(since))
                .query((row, _) -> new Made(row.getLong(1), row.getInt(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Made::rule, Made::alerts));
    }
}
