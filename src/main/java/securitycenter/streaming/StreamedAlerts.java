package securitycenter.streaming;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.AlertShape;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;
import securitycenter.streaming.Streamed.Row;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The alerts that a stream tells of, row by row and in any order. What has come of an alert is kept, within bounds, and
 * whenever rows have come the whole alert is told anew.
 */
@Component
class StreamedAlerts {

    private static final int LONGEST_ID = 200;

    /** Of one alert; what comes later is an event and nothing else. */
    static final int MOST_EVIDENCE = 1_500;

    static final int MOST_EVIDENCE_BYTES = 4 << 20;

    /** How many alerts are told together, and how much of them. */
    private static final int STRETCH = 100;

    private static final int STRETCH_BYTES = 8 << 20;

    private static final Duration KEPT = Duration.ofDays(30);

    private static final JsonMapper JSON = new JsonMapper();

    private final Incidents incidents;
    private final Clock clock;

    StreamedAlerts(Incidents incidents, Clock clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    /** Can be repeated: what is known already changes nothing. */
    void take(TenantHome home, List<Row> rows) {
        var ofAlerts = rows.stream().filter(row -> idIn(row).isPresent()).toList();
        if (ofAlerts.isEmpty()) {
            return;
        }
        var touched = new LinkedHashSet<String>();
        home.transactions()
                .executeWithoutResult(_ -> ofAlerts.forEach(row -> {
                    var id = idIn(row).orElseThrow();
                    keep(home, id, row);
                    touched.add(id);
                }));
        tell(home, touched);
    }

    /** Throws when nothing can be kept; leaves no trace. */
    void probe(TenantHome home) {
        home.transactions().executeWithoutResult(probe -> {
            home.database()
                    .sql("insert into streamed_alert (alert_id, changed_at, rows_kept, rows_told) values (?, ?, 0, 0)")
                    .params(UUID.randomUUID().toString(), at(clock.instant()))
                    .update();
            probe.setRollbackOnly();
        });
    }

    private void tell(TenantHome home, Set<String> ids) {
        var stretch = new ArrayList<Told>();
        var bytes = 0L;
        for (var id : ids) {
            var news = told(home, id);
            if (news.isPresent()) {
                stretch.add(news.get());
                bytes += news.get().bytes();
                if (stretch.size() == STRETCH || bytes > STRETCH_BYTES) {
                    tellTogether(home, stretch);
                    stretch.clear();
                    bytes = 0;
                }
            }
        }
        tellTogether(home, stretch);
    }

    /** Cut off before it is written down that they were told, they are told once more, which changes nothing. */
    private void tellTogether(TenantHome home, List<Told> news) {
        var alerts = news.stream().flatMap(told -> alert(home, told).stream()).toList();
        if (!alerts.isEmpty()) {
            incidents.takeStreamed(home, alerts);
        }
        news.forEach(told -> home.database()
                .sql("update streamed_alert set rows_told = ? where alert_id = ?")
                .params(told.rows(), told.id())
                .update());
    }

    private static Optional<String> idIn(Row row) {
        return Set.of(StreamedTable.ALERT_INFO, StreamedTable.ALERT_EVIDENCE).contains(row.table())
                ? Optional.ofNullable(StreamedRecord.text(row.properties(), "AlertId"))
                        .map(Storable::text)
                        .filter(id -> id.length() <= LONGEST_ID)
                : Optional.empty();
    }

    private void keep(TenantHome home, String id, Row row) {
        home.database().sql("""
                        insert into streamed_alert (alert_id, changed_at, rows_kept, rows_told) values (?, ?, 0, 0)
                        on conflict do nothing""").params(id, at(clock.instant())).update();
        var changed = row.table() == StreamedTable.ALERT_INFO ? keepInfo(home, id, row) : keepEvidence(home, id, row);
        home.database()
                .sql("update streamed_alert set rows_kept = rows_kept + ?, changed_at = ? where alert_id = ?")
                .params(changed, at(clock.instant()), id)
                .update();
    }

    /** The newest counts. */
    private static int keepInfo(TenantHome home, String id, Row row) {
        return home.database()
                .sql("""
                        update streamed_alert set info = ?, info_at = ?
                        where alert_id = ? and (info_at is null or info_at < ?)""")
                .params(text(row), at(row.happenedAt()), id, at(row.happenedAt()))
                .update();
    }

    private static int keepEvidence(TenantHome home, String id, Row row) {
        var evidence = text(row);
        var bytes = evidence.getBytes(StandardCharsets.UTF_8).length;
        var hasRoom = home.database()
                .sql("""
                        select evidence_rows < ? and evidence_bytes + ? <= ?
                        from streamed_alert where alert_id = ? for update""")
                .params(MOST_EVIDENCE, bytes, MOST_EVIDENCE_BYTES, id)
                .query(Boolean.class)
                .single();
        var kept = !hasRoom
                ? 0
                : home.database()
                        .sql("""
                                insert into streamed_evidence (alert_id, fingerprint, happened_at, evidence)
                                values (?, ?, ?, ?) on conflict do nothing""")
                        .params(id, Arrival.hash(row.event().key()), at(row.happenedAt()), evidence)
                        .update();
        return kept == 0 ? 0 : home.database().sql("""
                                update streamed_alert set evidence_rows = evidence_rows + 1,
                                    evidence_bytes = evidence_bytes + ?
                                where alert_id = ?""").params(bytes, id).update();
    }

    private static String text(Row row) {
        return Storable.text(row.event().properties());
    }

    /**
     * @param rows of which it is made
     * @param bytes of its evidence
     */
    private record Told(String id, int rows, String info, long bytes) {}

    /** Empty until the row has come that says what it is about, and when nothing came since it was told last. */
    private static Optional<Told> told(TenantHome home, String id) {
        return home.database()
                .sql("""
                        select rows_kept, info, evidence_bytes from streamed_alert
                        where alert_id = ? and info is not null and rows_told < rows_kept""")
                .param(id)
                .query((row, _) -> new Told(id, row.getInt(1), row.getString(2), row.getLong(3)))
                .optional();
    }

    private Optional<Alert> alert(TenantHome home, Told told) {
        var json = AlertShape.of(told.id(), JSON.readTree(told.info()), evidence(home, told.id()));
        return AlertReader.read(json, clock.instant());
    }

    private static List<JsonNode> evidence(TenantHome home, String id) {
        return home.database().sql("""
                        select evidence from streamed_evidence where alert_id = ?
                        order by happened_at, fingerprint""").param(id).query(String.class).list().stream()
                .map(JSON::readTree)
                .toList();
    }

    /** What an alert was made of is of no more use once nothing is added to it. */
    void deleteOutdated(TenantHome home) {
        home.database()
                .sql("delete from streamed_alert where changed_at < ?")
                .param(at(clock.instant().minus(KEPT)))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
