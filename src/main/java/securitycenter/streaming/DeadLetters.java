package securitycenter.streaming;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.streaming.Streamed.Unreadable;

/** What a tenant's stream told and nobody could read, for its administrators. */
@Component
class DeadLetters {

    /** How long what we do not know yet is kept, and how much of it. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final int MOST_UNKNOWN = 1_000;

    /** Characters that are shown. */
    static final int SHOWN = 20_000;

    /**
     * One of them.
     *
     * @param raw its text; for lists only the beginning
     * @param isCut only the beginning was kept, so that it cannot be replayed
     */
    record DeadLetter(
            long id,
            String source,
            long offset,
            Instant cameAt,
            Flaw flaw,
            @Nullable String detail,
            @Nullable String table,
            String raw,
            boolean isCut,
            int attempts) {

        public boolean canBeReplayed() {
            return !isCut;
        }

        List<Arrival> readAgain() {
            return StreamedRecord.read(raw.getBytes(StandardCharsets.UTF_8)).stream()
                    .map(what -> new Arrival(source, offset, what))
                    .toList();
        }
    }

    private final Clock clock;

    DeadLetters(Clock clock) {
        this.clock = clock;
    }

    /** Within the transaction of whoever calls. What is kept already is not kept twice. */
    void keep(TenantHome home, List<Arrival> unreadable) {
        if (unreadable.isEmpty()) {
            return;
        }
        var room = MOST_UNKNOWN - unknown(home);
        for (var arrival : unreadable) {
            var what = (Unreadable) arrival.what();
            if (what.flaw() != Flaw.UNKNOWN_TABLE || room-- > 0) {
                keep(home, arrival, what);
            }
        }
    }

    private static int unknown(TenantHome home) {
        return home.database()
                .sql("select count(*) from dead_letter where kept_until is not null")
                .query(Integer.class)
                .single();
    }

    private void keep(TenantHome home, Arrival arrival, Unreadable what) {
        var now = clock.instant();
        home.database()
                .sql("""
                        insert into dead_letter (fingerprint, source, source_offset, came_at, reason, detail, table_name,
                            raw, is_cut, attempts, kept_until)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?) on conflict do nothing""")
                .param(arrival.fingerprint())
                .param(Storable.text(500, arrival.source()))
                .param(arrival.offset())
                .param(at(now))
                .param(what.flaw().name())
                .param(what.detail() == null ? null : Storable.text(500, what.detail()))
                .param(what.table() == null ? null : Storable.text(100, what.table()))
                .param(Storable.text(what.raw()))
                .param(what.isCut())
                .param(what.flaw() == Flaw.UNKNOWN_TABLE ? at(now.plus(A_DAY)) : null)
                .update();
    }

    /** A page, the newest first. */
    List<DeadLetter> before(TenantHome home, long id, int atMost) {
        return home.database()
                .sql("""
                        select id, source, source_offset, came_at, reason, detail, table_name, substring(raw, 1, 200),
                            is_cut, attempts
                        from dead_letter where id < ? order by id desc limit ?""")
                .params(id, atMost)
                .query((row, _) -> letter(row))
                .list();
    }

    /** The oldest after that one that can be replayed, with their whole text. */
    List<DeadLetter> replayableAfter(TenantHome home, long id, int atMost) {
        return home.database()
                .sql("""
                        select id, source, source_offset, came_at, reason, detail, table_name, raw, is_cut, attempts
                        from dead_letter where id > ? and not is_cut order by id limit ?""")
                .params(id, atMost)
                .query((row, _) -> letter(row))
                .list();
    }

    Optional<DeadLetter> find(TenantHome home, long id) {
        return home.database().sql("""
                        select id, source, source_offset, came_at, reason, detail, table_name, raw, is_cut, attempts
                        from dead_letter where id = ?""").param(id).query((row, _) -> letter(row)).optional();
    }

    int count(TenantHome home) {
        return home.database()
                .sql("select count(*) from dead_letter")
                .query(Integer.class)
                .single();
    }

    boolean delete(TenantHome home, long id) {
        return home.database()
                        .sql("delete from dead_letter where id = ?")
                        .param(id)
                        .update()
                > 0;
    }

    void failedAgain(TenantHome home, long id, Flaw flaw, @Nullable String detail) {
        home.database()
                .sql("update dead_letter set attempts = attempts + 1, reason = ?, detail = ? where id = ?")
                .param(flaw.name())
                .param(detail == null ? null : Storable.text(500, detail))
                .param(id)
                .update();
    }

    void deleteOutdated(TenantHome home) {
        home.database()
                .sql("delete from dead_letter where kept_until < ?")
                .param(at(clock.instant()))
                .update();
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong(1),
                row.getString(2),
                row.getLong(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                Flaw.valueOf(row.getString(5)),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getBoolean(9),
                row.getInt(10));
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
