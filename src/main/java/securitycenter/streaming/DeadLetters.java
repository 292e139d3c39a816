package securitycenter.streaming;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.streaming.Streamed.Unreadable;

/** What a tenant's stream told and nobody could read, for its administrators. */
@Component
class DeadLetters {

    /** There may be one in each row that comes. */
    private static final Set<Flaw> UNKNOWN = EnumSet.of(Flaw.UNKNOWN_TABLE, Flaw.UNKNOWN_SERVICE);

    private static final Duration KEPT = Duration.ofDays(30);

    /** How long what we do not know yet is kept, and how much of it. */
    private static final Duration A_DAY = Duration.ofDays(1);

    private static final int MOST_UNKNOWN = 1_000;

    /** Of one tenant. The oldest make room. */
    static final int MOST = 10_000;

    static final long MOST_BYTES = 64L << 20;

    /** Of one record, in characters. What is longer is cut. */
    private static final int LONGEST = 1 << 20;

    private static final int KEPT_OF_LONGER = 1 << 16;

    /** How many are replayed together. */
    private static final int STRETCH = 1_000;

    private static final long STRETCH_BYTES = 8L << 20;

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
            return StreamedRecord.read(raw.getBytes(StandardCharsets.UTF_8), table).stream()
                    .map(what -> new Arrival(source, offset, what))
                    .toList();
        }
    }

    private final Clock clock;

    DeadLetters(Clock clock) {
        this.clock = clock;
    }

    /**
     * Those that had to leave.
     *
     * @param lastAt when the last of them did
     */
    record Loss(long records, Instant lastAt) {}

    /** Within the transaction of whoever calls. What is kept already is not kept twice. */
    void keep(TenantHome home, List<Arrival> unreadable) {
        if (unreadable.isEmpty()) {
            return;
        }
        var tooMany = Math.max(0, unreadable.size() - MOST);
        var room = MOST_UNKNOWN - unknown(home);
        for (var arrival : unreadable.subList(tooMany, unreadable.size())) {
            var what = (Unreadable) arrival.what();
            if (!UNKNOWN.contains(what.flaw()) || room-- > 0) {
                keep(home, arrival, what);
            }
        }
        noteLoss(home, tooMany + makeRoom(home));
    }

    private static int unknown(TenantHome home) {
        return home.database()
                .sql("select count(*) from dead_letter where reason in (:unknown)")
                .param("unknown", UNKNOWN.stream().map(Enum::name).toList())
                .query(Integer.class)
                .single();
    }

    private void keep(TenantHome home, Arrival arrival, Unreadable what) {
        var now = clock.instant();
        var tooLong = what.raw().length() > LONGEST;
        var raw = tooLong ? Storable.text(KEPT_OF_LONGER, what.raw()) : Storable.text(what.raw());
        home.database()
                .sql("""
                        insert into dead_letter (fingerprint, source, source_offset, came_at, reason, detail, table_name,
                            raw, bytes, is_cut, attempts, kept_until)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?) on conflict do nothing""")
                .param(arrival.fingerprint())
                .param(Storable.text(500, arrival.source()))
                .param(arrival.offset())
                .param(at(now))
                .param(what.flaw().name())
                .param(what.detail() == null ? null : Storable.text(500, what.detail()))
                .param(what.table() == null ? null : Storable.text(100, what.table()))
                .param(raw)
                .param(raw.getBytes(StandardCharsets.UTF_8).length)
                .param(what.isCut() || tooLong)
                .param(at(now.plus(what.flaw() == Flaw.UNKNOWN_TABLE ? A_DAY : KEPT)))
                .update();
    }

    /** @return how many had to leave */
    private static int makeRoom(TenantHome home) {
        return home.database().sql("""
                        delete from dead_letter where id <= (
                            select max(id) from (
                                select id, row_number() over (order by id desc) as place,
                                    sum(bytes) over (order by id desc) as held
                                from dead_letter) newest_first
                            where place > ? or held > ?)""").params(MOST, MOST_BYTES).update();
    }

    private void noteLoss(TenantHome home, int records) {
        if (records > 0
                && home.database()
                                .sql("update dead_letter_loss set records = records + ?, last_at = ?")
                                .params(records, at(clock.instant()))
                                .update()
                        == 0) {
            home.database()
                    .sql("insert into dead_letter_loss (records, last_at) values (?, ?)")
                    .params(records, at(clock.instant()))
                    .update();
        }
    }

    /** Empty as long as there was room for all. */
    Optional<Loss> loss(TenantHome home) {
        return home.database()
                .sql("select records, last_at from dead_letter_loss")
                .query((row, _) -> new Loss(
                        row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
                .optional();
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

    /** The oldest after that one that can be replayed, with their whole text: as many as memory takes well. */
    List<DeadLetter> replayableAfter(TenantHome home, long id) {
        return home.database()
                .sql("""
                        select id, source, source_offset, came_at, reason, detail, table_name, raw, is_cut, attempts
                        from dead_letter where not is_cut and id in (
                            select id from (
                                select id, row_number() over (order by id) as place,
                                    sum(bytes) over (order by id) - bytes as ahead
                                from dead_letter where id > ? and not is_cut) oldest_first
                            where place <= ? and ahead < ?)
                        order by id""")
                .params(id, STRETCH, STRETCH_BYTES)
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
