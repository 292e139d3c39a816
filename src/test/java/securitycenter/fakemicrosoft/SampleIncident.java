package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An incident that Microsoft made. What is not said here follows from its alerts, as it does there. */
public final class SampleIncident {

    private static final List<String> SEVERITIES = List.of("unknown", "informational", "low", "medium", "high");

    private final String id;
    private final Map<String, Object> fields = object().with("status", "active")
            .with("redirectIncidentId", null)
            .with("displayName", null)
            .with("description", null)
            .with("summary", null)
            .with("severity", null)
            .with("classification", "unknown")
            .with("determination", "unknown")
            .with("assignedTo", null)
            .with("lastModifiedBy", null)
            .with("resolvingComment", null)
            .with("priorityScore", null)
            .with("customTags", List.of())
            .with("systemTags", List.of());
    private final List<Map<String, Object>> comments = new ArrayList<>();
    private Instant created;
    private Instant updated;

    private SampleIncident(String id) {
        this.id = id;
    }

    /** @param id a number, as text */
    public static SampleIncident of(String id) {
        return new SampleIncident(id);
    }

    public static SampleIncident of(String id, String name) {
        return of(id).field("displayName", name);
    }

    public String id() {
        return id;
    }

    /** active, inProgress, resolved, redirected; awaitingAction is gated. */
    public SampleIncident status(String word) {
        return field("status", word);
    }

    public SampleIncident severity(String word) {
        return field("severity", word);
    }

    public SampleIncident assignedTo(String userPrincipalName) {
        return field("assignedTo", userPrincipalName).field("lastModifiedBy", userPrincipalName);
    }

    public SampleIncident classified(String classification, String determination) {
        return field("classification", classification).field("determination", determination);
    }

    public SampleIncident resolved(String classification, String determination) {
        return status("resolved").classified(classification, determination);
    }

    public SampleIncident tags(String... custom) {
        return field("customTags", List.of(custom));
    }

    /** Merged into another one. Its alerts have to be told separately, as Microsoft does. */
    public SampleIncident redirectedTo(String other) {
        return status("redirected").field("redirectIncidentId", other).field("systemTags", List.of("Redirected"));
    }

    public synchronized SampleIncident comment(String text, String by, Instant when) {
        comments.add(object().with("comment", text)
                .with("createdByDisplayName", by)
                .with("createdDateTime", when.toString()));
        return this;
    }

    public synchronized SampleIncident created(Instant when) {
        created = when;
        return this;
    }

    public synchronized SampleIncident updated(Instant when) {
        updated = when;
        return this;
    }

    /** Any field, whatever Graph would say to it. */
    public synchronized SampleIncident field(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** An incident never changes without its last update moving on. */
    synchronized void touch(Instant now, List<SampleAlert> alerts) {
        updated = lastUpdate(alerts)
                .filter(before -> !now.isAfter(before))
                .map(before -> before.plusMillis(1))
                .orElse(now);
    }

    private Optional<Instant> lastUpdate(List<SampleAlert> alerts) {
        var ofAlerts = alerts.stream().map(SampleAlert::updated);
        return Stream.concat(Stream.ofNullable(updated), ofAlerts).max(Comparator.naturalOrder());
    }

    /** Empty before its first alert, unless it was given a date of its own. */
    synchronized Optional<Instant> createdWith(List<SampleAlert> alerts) {
        return Optional.ofNullable(created)
                .or(() -> alerts.stream().map(SampleAlert::created).min(Comparator.naturalOrder()));
    }

    synchronized Map<String, Object> json(Tenant tenant, List<SampleAlert> alerts) {
        var began = createdWith(alerts).orElseThrow();
        var json = object().with("id", id).with("tenantId", tenant.id().toString());
        json.putAll(fields);
        json.computeIfAbsent("displayName", name -> name(alerts));
        json.computeIfAbsent("severity", name -> highest(alerts));
        return json.with("incidentWebUrl", SampleAlert.webUrl("incidents", id, tenant))
                .with("createdDateTime", began.toString())
                .with("lastUpdateDateTime", lastUpdate(alerts).orElse(began).toString())
                .with("comments", List.copyOf(comments));
    }

    private static String name(List<SampleAlert> alerts) {
        return switch (alerts.size()) {
            case 0 -> "Incident without alerts";
            case 1 -> alerts.getFirst().title();
            default -> "Multi-stage incident: " + alerts.getFirst().title();
        };
    }

    private static String highest(List<SampleAlert> alerts) {
        return alerts.stream()
                .map(SampleAlert::severity)
                .max(Comparator.comparingInt(SEVERITIES::indexOf))
                .orElse("informational");
    }
}
