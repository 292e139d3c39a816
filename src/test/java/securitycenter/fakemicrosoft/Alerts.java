package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What the services of a tenant found, and the incidents that Microsoft made of it. An alert is seen once its time has
 * come.
 */
public final class Alerts {

    private record Change(Instant when, SampleAlert alert, Consumer<SampleAlert> change) {}

    private final Tenant tenant;
    private final Map<String, SampleAlert> alerts = new LinkedHashMap<>();
    private final Map<String, SampleIncident> incidents = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private Optional<Story> story = Optional.empty();
    private Optional<RateLimit> limit = Optional.empty();

    Alerts(Tenant tenant) {
        this.tenant = tenant;
    }

    public synchronized Alerts clock(InstantSource source) {
        clock = source;
        return this;
    }

    public synchronized Alerts add(SampleAlert... more) {
        for (var alert : more) {
            alert.settle(clock.instant());
            alerts.put(alert.id(), alert);
            join(alert);
        }
        return this;
    }

    public synchronized Alerts add(SampleIncident incident) {
        incidents.put(incident.id(), incident);
        return this;
    }

    /** {@code change(alert, it -> it.status("resolved"))}: its last update is now. */
    public synchronized Alerts change(SampleAlert alert, Consumer<SampleAlert> change) {
        apply(new Change(clock.instant(), alert, change));
        return this;
    }

    private void apply(Change change) {
        change.change().accept(change.alert());
        change.alert().touch(change.when());
        join(change.alert());
    }

    /** The same at a moment that is still to come. */
    public synchronized Alerts later(Instant when, SampleAlert alert, Consumer<SampleAlert> change) {
        changes.add(new Change(when, alert, change));
        return this;
    }

    public synchronized Alerts change(SampleIncident incident, Consumer<SampleIncident> change) {
        change.accept(incident);
        incident.touch(clock.instant(), members(visible(), incident.id()));
        return this;
    }

    /** From now on there is no such alert. */
    public synchronized Alerts remove(SampleAlert alert) {
        alerts.remove(alert.id());
        return this;
    }

    public synchronized Alerts remove(SampleIncident incident) {
        incidents.remove(incident.id());
        return this;
    }

    /** The one that Microsoft made for this id, to be changed. */
    public synchronized SampleIncident incident(String id) {
        return Optional.ofNullable(incidents.get(id)).orElseThrow();
    }

    /** The story begins as soon as somebody asks for alerts or incidents, unless it has a beginning of its own. */
    public synchronized Alerts plays(Story next) {
        story = Optional.of(next);
        return this;
    }

    /** Whoever asks for more in a minute is told when to come back. Microsoft allows 150; without this, any number. */
    public synchronized Alerts limitedTo(int requestsPerMinute) {
        limit = Optional.of(new RateLimit(requestsPerMinute, clock));
        return this;
    }

    synchronized Optional<Duration> overrun() {
        return limit.flatMap(RateLimit::take);
    }

    /** What can be seen by now; nothing before the story began, and asking does not begin it. */
    public synchronized List<SampleAlert> toldSoFar() {
        return story.isPresent() ? List.of() : visible();
    }

    private void join(SampleAlert alert) {
        alert.incident().ifPresent(id -> incidents.computeIfAbsent(id, SampleIncident::of));
    }

    private List<SampleAlert> visible() {
        story.ifPresent(next -> {
            story = Optional.empty();
            next.begin(tenant, clock.instant());
        });
        var now = clock.instant();
        var due = changes.stream().filter(change -> !change.when().isAfter(now)).toList();
        changes.removeAll(due);
        due.forEach(this::apply);
        return alerts.values().stream()
                .filter(alert -> !alert.created().isAfter(now))
                .toList();
    }

    synchronized List<Map<String, Object>> alertsInGraph() {
        return visible().stream().map(alert -> alert.json(tenant)).toList();
    }

    synchronized Optional<Map<String, Object>> alertInGraph(String id) {
        return visible().stream()
                .filter(alert -> alert.id().equals(id))
                .map(alert -> alert.json(tenant))
                .findFirst();
    }

    synchronized List<Map<String, Object>> incidentsInGraph() {
        var now = clock.instant();
        var members = visible().stream()
                .filter(alert -> alert.incident().isPresent())
                .collect(Collectors.groupingBy(alert -> alert.incident().orElseThrow()));
        var rows = new ArrayList<Map<String, Object>>();
        incidents.forEach((id, incident) -> {
            var own = members.getOrDefault(id, List.of());
            if (incident.createdWith(own).filter(began -> !began.isAfter(now)).isPresent()) {
                rows.add(incident.json(tenant, own));
            }
        });
        return rows;
    }

    synchronized Map<String, Object> withAlerts(Map<String, Object> incident) {
        var expanded = object();
        expanded.putAll(incident);
        return expanded.with(
                "alerts",
                members(visible(), (String) incident.get("id")).stream()
                        .map(alert -> alert.json(tenant))
                        .toList());
    }

    private static List<SampleAlert> members(List<SampleAlert> alerts, String incidentId) {
        return alerts.stream()
                .filter(alert -> alert.incident().filter(incidentId::equals).isPresent())
                .toList();
    }
}
