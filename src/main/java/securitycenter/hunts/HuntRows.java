package securitycenter.hunts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunt.State;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Reason;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.kql.Secrets;
import securitycenter.kql.schema.Column;

/** The table {@code hunt}. */
@Component
class HuntRows {

    private static final String SELECT = """
            select id, text, channel, asked_by, asker_name, period_from, period_until, started_at, ended_at, state, reason,
                progress, row_count, cut_off, took_ms, processor_ms, let_go
            from hunt\s""";

    private static final int LONGEST_NAME = 300;

    /** Each takes many times its size for a moment. */
    private static final int UNPACKED_AT_ONCE = 4;

    private final Semaphore unpacking = new Semaphore(UNPACKED_AT_ONCE);

    void begin(TenantHome home, UUID id, Asker asker, Question question, Instant now) {
        home.database()
                .sql("""
                        insert into hunt (id, text, channel, asked_by, asker_name, period_from, period_until, started_at,
                            state, alive_at, progress, stop_wanted, cut_off, took_ms, processor_ms)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, false, false, 0, 0)""")
                .params(
                        id,
                        Secrets.masked(question.text()),
                        asker.channel().name(),
                        asker.id(),
                        asker.name().substring(0, Math.min(asker.name().length(), LONGEST_NAME)),
                        Sql.time(question.from()),
                        Sql.time(question.until()),
                        Sql.time(now),
                        State.RUNNING.name(),
                        Sql.time(now))
                .update();
    }

    /** @return whether it shall be stopped; also when it was taken for dead, or is gone */
    boolean noteAlive(TenantHome home, UUID id, int progress, Instant now) {
        var alive = home.database()
                .sql("update hunt set alive_at = ?, progress = ? where id = ? and state = ? and not stop_wanted")
                .params(Sql.time(now), progress, id, State.RUNNING.name())
                .update();
        return alive == 0;
    }

    /** @param kept whether the outcome can be called up again */
    void end(TenantHome home, UUID id, Outcome outcome, boolean kept, Duration took, Duration processor, Instant now) {
        var state = switch (outcome) {
            case Answer _ -> State.ANSWERED;
            case Rejected _ -> State.REJECTED;
            case Stopped _ -> State.STOPPED;
        };
        var answer = outcome instanceof Answer found ? found : null;
        var reason = outcome instanceof Stopped stopped ? stopped.reason().name() : null;
        var packed = kept ? PackedOutcome.pack(outcome) : null;
        var blocks = kept && answer != null ? PackedRows.of(answer.rows()) : List.<PackedRows>of();
        var bytes = (packed == null ? 0 : packed.length)
                + blocks.stream().mapToLong(block -> block.packed().length).sum();
        home.transactions().executeWithoutResult(_ -> {
            var known = home.database()
                    .sql("""
                        update hunt set state = ?, reason = ?, ended_at = ?, row_count = ?, cut_off = ?, took_ms = ?,
                            processor_ms = ?, outcome = ?, kept_bytes = ?
                        where id = ?""")
                    .param(state.name())
                    .param(reason)
                    .param(Sql.time(now))
                    .param(answer == null ? null : answer.rows().size())
                    .param(answer != null && answer.cutOff())
                    .param(took.toMillis())
                    .param(processor.toMillis())
                    .param(packed)
                    .param(bytes)
                    .param(id)
                    .update();
            if (known > 0) {
                keep(home, id, blocks);
            }
        });
    }

    private static void keep(TenantHome home, UUID id, List<PackedRows> blocks) {
        home.batches()
                .batchUpdate(
                        "insert into hunt_block (hunt_id, first_row, packed) values (?, ?, ?)",
                        blocks.stream()
                                .map(block -> new Object[] {id, block.first(), block.packed()})
                                .toList());
    }

    /** Of all who ask, and of one of them. */
    int running(TenantHome home) {
        return home.database()
                .sql("select count(*) from hunt where state = ?")
                .param(State.RUNNING.name())
                .query(Integer.class)
                .single();
    }

    int running(TenantHome home, Asker asker) {
        return home.database()
                .sql("select count(*) from hunt where state = ? and asked_by = ?")
                .params(State.RUNNING.name(), asker.id())
                .query(Integer.class)
                .single();
    }

    void wantStopped(TenantHome home, UUID id) {
        home.database()
                .sql("update hunt set stop_wanted = true where id = ? and state = ?")
                .params(id, State.RUNNING.name())
                .update();
    }

    Optional<Hunt> find(TenantHome home, UUID id) {
        return home.database()
                .sql(SELECT + "where id = ?")
                .param(id)
                .query(HuntRows::hunt)
                .optional();
    }

    Optional<Outcome> outcome(TenantHome home, UUID id) {
        return home.database()
                .sql("select outcome from hunt where id = ? and outcome is not null")
                .param(id)
                .query((row, _) -> PackedOutcome.unpack(
                        row.getBytes(1), (columns, size) -> new KeptRows(home, id, columns, size, this)))
                .optional();
    }

    /** The one that holds the row. */
    PackedRows block(TenantHome home, UUID id, int row) {
        return home.database()
                .sql("""
                        select first_row, packed from hunt_block where hunt_id = ? and first_row <= ?
                        order by first_row desc limit 1""")
                .params(id, row)
                .query((found, _) -> new PackedRows(found.getInt(1), found.getBytes(2)))
                .optional()
                .orElseThrow(() -> new AnswerGone(id));
    }

    List<List<@Nullable Object>> unpacked(PackedRows block, List<Column> columns) {
        unpacking.acquireUninterruptibly();
        try {
            return block.unpacked(columns);
        } finally {
            unpacking.release();
        }
    }

    List<Hunt> latestOf(TenantHome home, String asker, Instant since, int most) {
        return home.database()
                .sql(SELECT + "where asked_by = ? and started_at >= ? order by started_at desc, id limit ?")
                .params(asker, Sql.time(since), most)
                .query(HuntRows::hunt)
                .list();
    }

    List<Hunt> since(TenantHome home, Instant since, int most) {
        return home.database()
                .sql(SELECT + "where started_at >= ? order by started_at desc, id limit ?")
                .params(Sql.time(since), most)
                .query(HuntRows::hunt)
                .list();
    }

    /** Whoever ran them has said nothing for too long. */
    void endThoseLeft(TenantHome home, Instant silentSince, Instant now) {
        home.database()
                .sql("""
                        update hunt set state = ?, reason = ?, ended_at = ?, outcome = ? where state = ? and alive_at < ?""")
                .params(
                        State.STOPPED.name(),
                        Reason.INTERRUPTED.name(),
                        Sql.time(now),
                        PackedOutcome.pack(new Stopped(Reason.INTERRUPTED, null)),
                        State.RUNNING.name(),
                        Sql.time(silentSince))
                .update();
    }

    void forget(TenantHome home, Instant answersBefore, Instant queriesBefore) {
        home.transactions().executeWithoutResult(_ -> {
            home.database()
                    .sql("delete from hunt_block where hunt_id in (select id from hunt where ended_at < ?)")
                    .param(Sql.time(answersBefore))
                    .update();
            home.database()
                    .sql("update hunt set outcome = null, kept_bytes = 0 where outcome is not null and ended_at < ?")
                    .param(Sql.time(answersBefore))
                    .update();
        });
        home.database()
                .sql("delete from hunt where ended_at < ?")
                .param(Sql.time(queriesBefore))
                .update();
    }

    /** The oldest first, until no more is kept than that. */
    void letGo(TenantHome home, long mostBytes) {
        home.transactions().executeWithoutResult(_ -> {
            var tooOld = home.database()
                    .sql("""
                            select id from
                                (select id, sum(kept_bytes) over (order by ended_at desc, id) as so_far
                                 from hunt where kept_bytes > 0 and state = ?) kept
                            where so_far > ?""")
                    .params(State.ANSWERED.name(), mostBytes)
                    .query(UUID.class)
                    .list();
            tooOld.forEach(id -> {
                home.database()
                        .sql("delete from hunt_block where hunt_id = ?")
                        .param(id)
                        .update();
                home.database()
                        .sql("update hunt set outcome = null, kept_bytes = 0, let_go = true where id = ?")
                        .param(id)
                        .update();
            });
        });
    }

    private static Hunt hunt(ResultSet row, int number) throws SQLException {
        var reason = row.getString("reason");
        @Nullable Integer rows = row.getInt("row_count");
        if (row.wasNull()) {
            rows = null;
        }
        return new Hunt(
                row.getObject("id", UUID.class),
                row.getString("text"),
                new Asker(
                        Channel.valueOf(row.getString("channel")),
                        row.getString("asked_by"),
                        row.getString("asker_name")),
                Sql.instant(row, "period_from"),
                Sql.instant(row, "period_until"),
                Sql.instant(row, "started_at"),
                Sql.instantOrNull(row, "ended_at"),
                State.valueOf(row.getString("state")),
                reason == null ? null : Reason.valueOf(reason),
                row.getInt("progress"),
                rows,
                row.getBoolean("cut_off"),
                Duration.ofMillis(row.getLong("took_ms")),
                Duration.ofMillis(row.getLong("processor_ms")),
                row.getBoolean("let_go"));
    }
}
