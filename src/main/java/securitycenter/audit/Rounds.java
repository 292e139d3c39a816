package securitycenter.audit;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import securitycenter.audit.Round.Break;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;

/** The verifications of all chains: the one that is under way, and the last ones before it. */
@Component
class Rounds {

    static final int KEPT = 20;

    private static final Duration STALLED_AFTER = Duration.ofMinutes(1);

    private final JdbcClient database;
    private final AuditEntries entries;
    private final AuditLog log;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;

    Rounds(JdbcClient database, AuditEntries entries, AuditLog log, ObjectProvider<Scheduler> scheduler, Clock clock) {
        this.database = database;
        this.entries = entries;
        this.log = log;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** Hands a new round to the scheduler, or the one that is under way if it has lost its job; false for the latter. */
    @Transactional
    boolean start(SignedInUser staff) {
        var begun = begin(staff);
        begun.or(this::underWay).ifPresent(id -> {
            var jobs = scheduler.getObject();
            jobs.scheduleIfNotExists(RoundJob.ROUND.instance(String.valueOf(id)).scheduledTo(clock.instant()));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    jobs.triggerCheckForDueExecutions();
                }
            });
        });
        return begun.isPresent();
    }

    /** A new round, and the end of those that nobody needs any more. */
    @Transactional
    Optional<Long> begin(SignedInUser staff) {
        var inserted = database.sql("""
                        insert into audit_round (under_way, tenant_id, started_by, started_at, attempt, chains, checked,
                            entries, broken)
                        values (true, ?, ?, ?, 0, ?, 0, 0, 0) on conflict do nothing""")
                .params(staff.tenant().value(), requireNonNull(Text.within(256, staff.name())), now(), entries.chains())
                .update();
        if (inserted == 0) {
            return Optional.empty();
        }
        database.sql("delete from audit_round where id < (select min(id) from"
                        + " (select id from audit_round order by id desc limit " + KEPT + ") as kept)")
                .update();
        var begun = underWay();
        log.record(Act.of(staff, "audit.verification-started").on("verification", String.valueOf(begun.orElseThrow())));
        return begun;
    }

    private Optional<Long> underWay() {
        return database.sql("select id from audit_round where under_way")
                .query(Long.class)
                .optional();
    }

    /** Makes the caller the only one who may carry the round on; answers with what proves it. */
    @Transactional
    int claim(long id) {
        database.sql("update audit_round set attempt = attempt + 1 where id = ?")
                .param(id)
                .update();
        return database.sql("select coalesce(max(attempt), 0) from audit_round where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    /** How far the round is; empty when it is over, or when somebody else has claimed it. */
    Optional<Round> claimed(long id, int attempt) {
        return rounds("where id = ? and attempt = ? and under_way", id, attempt).stream()
                .findFirst();
    }

    @Transactional
    void advance(long id, int attempt, Stretch stretch) {
        var updated = database.sql("""
                        update audit_round set last_tenant = ?, checked = checked + ?, entries = entries + ?,
                            broken = broken + ?
                        where id = ? and attempt = ? and under_way""")
                .params(
                        stretch.last().value(),
                        stretch.checked(),
                        stretch.entries(),
                        stretch.breaks().size(),
                        id,
                        attempt)
                .update();
        if (updated == 1) {
            stretch.breaks()
                    .forEach(found -> database.sql(
                                    "insert into audit_round_break (round_id, tenant_id, number) values (?, ?, ?)")
                            .params(id, found.tenant().value())
                            .param(found.number())
                            .update());
        }
    }

    @Transactional
    void finish(Round round, int attempt) {
        var updated = database.sql("update audit_round set under_way = null, finished_at = ?"
                        + " where id = ? and attempt = ? and under_way")
                .params(now(), round.id(), attempt)
                .update();
        if (updated == 1) {
            log.record(Act.bySystem(round.tenant(), "audit.verification-finished")
                    .on("verification", String.valueOf(round.id()))
                    .to(round.broken() == 0 ? "unbroken" : "broken"));
        }
    }

    /** Newest first. */
    List<Round> latest() {
        return rounds("order by id desc limit ?", KEPT);
    }

    /** Those with the smallest tenants' ids. */
    List<Break> breaks(Round round, int atMost) {
        return database.sql("select tenant_id, number from audit_round_break where round_id = ?"
                        + " order by round_id, tenant_id limit ?")
                .params(round.id(), atMost)
                .query((row, index) -> new Break(
                        new TenantId(row.getObject("tenant_id", UUID.class)), row.getObject("number", Long.class)))
                .list();
    }

    /** Nobody is at work on it: the scheduler's heartbeat for it is old or missing. */
    boolean isStalled(Round round) {
        var silentSince = clock.instant().minus(STALLED_AFTER);
        return round.isUnderWay()
                && round.startedAt().isBefore(silentSince)
                && database.sql("select last_heartbeat from scheduled_tasks where task_name = ? and task_instance = ?"
                                + " and last_heartbeat > ?")
                        .params(
                                RoundJob.ROUND.getTaskName(),
                                String.valueOf(round.id()),
                                silentSince.atOffset(ZoneOffset.UTC))
                        .query(OffsetDateTime.class)
                        .list()
                        .isEmpty();
    }

    private List<Round> rounds(String which, Object... values) {
        return database.sql("select * from audit_round " + which)
                .params(values)
                .query((row, index) -> new Round(
                        row.getLong("id"),
                        new TenantId(row.getObject("tenant_id", UUID.class)),
                        row.getString("started_by"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        instant(row, "finished_at"),
                        row.getLong("chains"),
                        row.getLong("checked"),
                        row.getLong("entries"),
                        row.getLong("broken"),
                        tenant(row, "last_tenant")))
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable TenantId tenant(ResultSet row, String column) throws SQLException {
        var id = row.getObject(column, UUID.class);
        return id == null ? null : new TenantId(id);
    }
}
