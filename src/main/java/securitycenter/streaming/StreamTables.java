package securitycenter.streaming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.intake.Span;
import securitycenter.streaming.Streamed.Row;
import securitycenter.streaming.Streamed.Unreadable;

/** How each table of a tenant's stream stands. */
@Component
class StreamTables {

    /** Of tables that we do not know: whoever invents names must not fill the list. */
    private static final int MOST_UNKNOWN = 50;

    private static final String OTHERS = "*";

    /** How much a service's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofDays(1);

    /**
     * For the page.
     *
     * @param lastRecord when the newest record happened; null while none could be read
     * @param lag how long that one was on its way; null when nobody can tell
     */
    record Line(
            String table,
            State state,
            long records,
            long unreadable,
            long foreign,
            @Nullable Instant lastRecord,
            @Nullable Span lag,
            @Nullable Instant lastArrival) {}

    enum State {
        /** It never sent anything, which is no fault: somebody may have left it out. */
        NOT_ENABLED,
        RUNNING,
        LATE,
        UNKNOWN
    }

    private static class Tally {

        boolean known;
        int records;
        int unreadable;
        int foreign;

        @Nullable
        Instant last;

        void add(Arrival arrival, TenantHome home) {
            if (!arrival.isOf(home.tenant())) {
                foreign++;
                return;
            }
            switch (arrival.what()) {
                case Row row -> {
                    records++;
                    last = last == null || row.happenedAt().isAfter(last) ? row.happenedAt() : last;
                }
                case Unreadable _ -> unreadable++;
            }
        }
    }

    private final Clock clock;

    StreamTables(Clock clock) {
        this.clock = clock;
    }

    /** Within the transaction of whoever calls. */
    void count(TenantHome home, List<Arrival> arrivals) {
        var tallies = new LinkedHashMap<String, Tally>();
        for (var arrival : arrivals) {
            nameOf(arrival).ifPresent(name -> {
                var tally = tallies.computeIfAbsent(name, _ -> new Tally());
                tally.known = StreamedTable.find(name).isPresent();
                tally.add(arrival, home);
            });
        }
        tallies.forEach((name, tally) -> add(home, name, tally));
    }

    private static Optional<String> nameOf(Arrival arrival) {
        return switch (arrival.what()) {
            case Row row -> Optional.of(row.table().word());
            case Unreadable unreadable ->
                Optional.ofNullable(unreadable.table())
                        .map(name -> StreamedTable.find(name)
                                .map(StreamedTable::word)
                                .orElse(name))
                        .map(Storable::text);
        };
    }

    private void add(TenantHome home, String name, Tally tally) {
        if (update(home, name, tally) == 0) {
            var listed = tally.known || unknown(home) < MOST_UNKNOWN ? name : OTHERS;
            home.database()
                    .sql("""
                            insert into stream_table
                                (name, is_known, records, unreadable, foreign_records, last_arrival_at)
                            values (?, ?, 0, 0, 0, ?) on conflict do nothing""")
                    .params(listed, tally.known, at(clock.instant()))
                    .update();
            update(home, listed, tally);
        }
    }

    private int update(TenantHome home, String name, Tally tally) {
        return home.database()
                .sql("""
                        update stream_table set records = records + ?, unreadable = unreadable + ?,
                            foreign_records = foreign_records + ?, last_arrival_at = ?,
                            last_record_at = case
                                when last_record_at is null or last_record_at < cast(? as timestamp(6) with time zone)
                                then cast(? as timestamp(6) with time zone) else last_record_at end,
                            last_record_came_at = case
                                when last_record_at is null or last_record_at < cast(? as timestamp(6) with time zone)
                                then cast(? as timestamp(6) with time zone) else last_record_came_at end
                        where name = ?""")
                .param(tally.records)
                .param(tally.unreadable)
                .param(tally.foreign)
                .param(at(clock.instant()))
                .param(believable(tally.last))
                .param(believable(tally.last))
                .param(believable(tally.last))
                .param(tally.last == null ? null : at(clock.instant()))
                .param(name)
                .update();
    }

    private static int unknown(TenantHome home) {
        return home.database()
                .sql("select count(*) from stream_table where not is_known")
                .query(Integer.class)
                .single();
    }

    /** Null for a time that no service can mean. */
    private @Nullable OffsetDateTime believable(@Nullable Instant said) {
        return said == null || said.isAfter(clock.instant().plus(AHEAD)) || said.isBefore(Instant.EPOCH)
                ? null
                : at(said);
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    /** All that we know, and after them those that arrive though we do not. */
    List<Line> of(TenantHome home) {
        var stored = new LinkedHashMap<String, Line>();
        home.database()
                .sql("""
                        select name, is_known, records, unreadable, foreign_records, last_record_at, last_arrival_at,
                            last_record_came_at
                        from stream_table order by name""")
                .query((row, _) -> {
                    var last = instant(row.getObject(6, OffsetDateTime.class));
                    var name = row.getString(1);
                    return new Line(
                            name,
                            stateOf(name, last),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            last,
                            lag(last, instant(row.getObject(8, OffsetDateTime.class))),
                            instant(row.getObject(7, OffsetDateTime.class)));
                })
                .list()
                .forEach(line -> stored.put(line.table(), line));
        return Stream.concat(
                        Arrays.stream(StreamedTable.values()).map(table -> lineOf(table, stored)),
                        stored.values().stream().filter(line -> line.state() == State.UNKNOWN))
                .toList();
    }

    private static Line lineOf(StreamedTable table, Map<String, Line> stored) {
        return stored.getOrDefault(table.word(), new Line(table.word(), State.NOT_ENABLED, 0, 0, 0, null, null, null));
    }

    private State stateOf(String name, @Nullable Instant last) {
        return StreamedTable.find(name)
                .map(table -> last == null || last.isBefore(clock.instant().minus(table.patience()))
                        ? State.LATE
                        : State.RUNNING)
                .orElse(State.UNKNOWN);
    }

    /** A service's clock may be ahead of ours. */
    private static @Nullable Span lag(@Nullable Instant happened, @Nullable Instant came) {
        return happened == null || came == null || came.isBefore(happened)
                ? null
                : Span.of(Duration.between(happened, came));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
