package securitycenter.incidents;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.SourceIncident;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** The incidents of a tenant, and the alerts that make them up. */
@Component
public class Incidents {

    private final CorrelationSettings settings;
    private final Clock clock;

    Incidents(CorrelationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What came of a batch.
     *
     * @param alerts that were new
     * @param updated alerts that the source changed
     * @param incidents that were made
     * @param merged incidents that became part of another
     */
    public record Taken(int alerts, int updated, int incidents, int merged) {}

    /**
     * Stores alerts and puts each into an incident, all in one transaction. The same alert twice changes nothing, nor does
     * one that is older than what is stored.
     */
    public Taken take(TenantHome home, List<Alert> alerts) {
        return take(home, alerts, Teller.GRAPH);
    }

    /** The same for alerts put together from streamed rows. Graph's word about an alert counts more, whichever is first. */
    public Taken takeStreamed(TenantHome home, List<Alert> alerts) {
        return take(home, alerts, Teller.STREAM);
    }

    private Taken take(TenantHome home, List<Alert> alerts, Teller teller) {
        return requireNonNull(home.transactions()
                .execute(_ -> new Batch(home, settings, teller, Turn.take(home, clock)).take(alerts)));
    }

    /** Takes over what Microsoft says of its own incidents, but nothing that a person decided here. */
    public Taken takeIncidents(TenantHome home, List<SourceIncident> incidents) {
        return requireNonNull(home.transactions()
                .execute(
                        _ -> new Batch(home, settings, Teller.GRAPH, Turn.take(home, clock)).takeIncidents(incidents)));
    }

    /**
     * Takes alerts that a person made into the incident that they chose, which may have become part of another by now.
     *
     * @param incident null for a new one
     */
    public Regrouped link(TenantHome home, Analyst who, List<Alert> alerts, @Nullable Long incident, String reason) {
        return requireNonNull(home.transactions().execute(_ -> {
            var turn = Turn.take(home, clock);
            var log = new ActivityLog(home, who, turn.now());
            // Whoever got no answer asks again, and finds it done.
            var done = incidentOf(home, alerts);
            if (done.isPresent()) {
                return new Regrouped.Done(done.get());
            }
            var target = incident == null ? null : Standing.of(home, incident);
            if (target != null && target.obstacle() != null) {
                return new Regrouped.Refused(Set.of(target.obstacle()));
            }
            var batch = new Batch(home, settings, Teller.GRAPH, turn);
            var linked = batch.link(alerts, target == null ? null : target.incident());
            var titles = alerts.stream().map(Alert::title).distinct().collect(Collectors.joining("; "));
            log.put(linked, "linked", null, titles, reason);
            return new Regrouped.Done(linked);
        }));
    }

    private static Optional<Long> incidentOf(TenantHome home, List<Alert> alerts) {
        return home.database()
                .sql("select incident_id from alert where source_id = any(?) limit 1")
                .param(Sql.texts(alerts.stream().map(Alert::id).toList()))
                .query(Long.class)
                .optional();
    }

    /**
     * Whether alerts may be put into an incident.
     *
     * @param incident itself, or what it became part of
     */
    private record Standing(long incident, Regrouped.@Nullable Obstacle obstacle) {

        static Standing of(TenantHome home, long incident) {
            return home.database()
                    .sql("select coalesce(redirect_to, id), is_open from incident where id = ?")
                    .param(incident)
                    .query((row, _) -> {
                        var current = row.getLong(1);
                        return current != incident
                                ? of(home, current)
                                : new Standing(current, row.getBoolean(2) ? null : Regrouped.Obstacle.NOT_OPEN);
                    })
                    .optional()
                    .orElse(new Standing(incident, Regrouped.Obstacle.MISSING));
        }
    }

    /** Changes what is named, whatever others changed meanwhile. All of it or nothing. */
    public Changed change(TenantHome home, Analyst who, long incident, IncidentChange change) {
        return change(home, who, incident, change, TagChange.NONE, null);
    }

    /**
     * Changes what is named, unless somebody changed the same since. What has no classification is not resolved.
     *
     * @param seen the version that the person had before them
     */
    public Changed changeSince(TenantHome home, Analyst who, long incident, IncidentChange change, int seen) {
        return changeSince(home, who, incident, change, TagChange.NONE, seen);
    }

    /**
     * The same, with tags that join those that are there or go from them, whoever else changed tags since.
     *
     * @param seen the version that the person had before them
     */
    public Changed changeSince(
            TenantHome home, Analyst who, long incident, IncidentChange change, TagChange tags, int seen) {
        return change(home, who, incident, change, tags, seen);
    }

    /** What others, people or not, made different about an incident since it had this version. */
    public List<FieldChange> changesOfOthers(TenantHome home, Analyst who, long incident, int version) {
        return FieldChange.ofOthers(ActivityLog.changesSince(home, incident, version), who);
    }

    private Changed change(
            TenantHome home,
            Analyst who,
            long incident,
            IncidentChange change,
            TagChange tags,
            @Nullable Integer seen) {
        return requireNonNull(home.transactions()
                .execute(_ -> new Changes(home, who, Turn.take(home, clock).now(), incident).make(change, tags, seen)));
    }

    /** Changes what is named about one alert, however it stands. */
    public Changed changeAlert(TenantHome home, Analyst who, long alert, AlertChange change) {
        return makeOfAlert(home, who, alert, change, null);
    }

    /**
     * Changes what is named about one alert, unless the same stands otherwise by now.
     *
     * @param seen how it stood before the person's eyes
     */
    public Changed changeAlertSince(TenantHome home, Analyst who, long alert, AlertChange change, AlertChange seen) {
        return makeOfAlert(home, who, alert, change, seen);
    }

    /** Which of these fields of an alert others made as they are. */
    public List<FieldChange> alertChangesOfOthers(TenantHome home, Analyst who, long alert, List<String> fields) {
        return AlertStanding.find(home, alert)
                .map(present -> FieldChange.ofOthers(present.last(home, fields), who))
                .orElse(List.of());
    }

    private Changed makeOfAlert(
            TenantHome home, Analyst who, long alert, AlertChange change, @Nullable AlertChange seen) {
        return requireNonNull(home.transactions()
                .execute(_ -> new AlertChanges(
                                home, settings, who, Turn.take(home, clock).now(), alert)
                        .make(change, seen)));
    }
}
