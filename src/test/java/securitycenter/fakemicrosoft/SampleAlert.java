package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.date;
import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An alert in the shape of Graph, with all its documented fields: {@code SampleAlert.endpoint("Title").severity("high")
 * .device("wks-14").user("Maren Vos")}. Once it is with a tenant, {@link Alerts#change} changes it.
 */
public final class SampleAlert {

    private static final String SITE = "https://security.microsoft.com";

    private final Optional<ServiceSource> source;
    private final String prefix;
    private final Map<String, Object> fields;
    private final Map<String, Object> raw = new LinkedHashMap<>();
    private final List<String> omitted = new ArrayList<>();
    private final List<SampleEvidence> evidence = new ArrayList<>();
    private final List<Map<String, Object>> comments = new ArrayList<>();
    private String providerAlertId;
    private String incidentId;
    private Instant created;
    private Instant updated;
    private Instant resolved;
    private Instant firstActivity;
    private Instant lastActivity;
    private Map<String, Object> rendered;

    private SampleAlert(ServiceSource source, String title) {
        this(Optional.of(source), source.prefix, source.graphName, source.detectionSource, source.productName, title);
        identify(UUID.randomUUID(), Instant.now());
    }

    private SampleAlert(
            Optional<ServiceSource> source,
            String prefix,
            String graphName,
            String detectionSource,
            String productName,
            String title) {
        this.source = source;
        this.prefix = prefix;
        providerAlertId = UUID.randomUUID().toString();
        fields = object().with("status", "new")
                .with("severity", "medium")
                .with("classification", null)
                .with("determination", null)
                .with("serviceSource", graphName)
                .with("detectionSource", detectionSource)
                .with("productName", productName)
                .with("detectorId", UUID.nameUUIDFromBytes(title.getBytes()).toString())
                .with("title", title)
                .with("description", title + ".")
                .with("recommendedActions", "Find out whether this was expected.\nIf not, contain what is affected.")
                .with("category", "SuspiciousActivity")
                .with("categories", List.of("SuspiciousActivity"))
                .with("assignedTo", null)
                .with("actorDisplayName", null)
                .with("threatDisplayName", null)
                .with("threatFamilyName", null)
                .with("mitreTechniques", List.of())
                .with("investigationState", "unsupportedAlertType")
                .with("alertPolicyId", null)
                .with("systemTags", List.of())
                .with("additionalData", null)
                .with("customDetails", object());
    }

    public static SampleAlert endpoint(String title) {
        return new SampleAlert(ServiceSource.ENDPOINT, title);
    }

    public static SampleAlert identity(String title) {
        return new SampleAlert(ServiceSource.IDENTITY, title);
    }

    public static SampleAlert cloudApps(String title) {
        return new SampleAlert(ServiceSource.CLOUD_APPS, title);
    }

    public static SampleAlert office365(String title) {
        return new SampleAlert(ServiceSource.OFFICE_365, title);
    }

    /** From a service that the product does not read, or that is gated: {@code other("sn", "microsoftSentinel", …)}. */
    public static SampleAlert other(String prefix, String serviceSource, String title) {
        return new SampleAlert(Optional.empty(), prefix, serviceSource, serviceSource, serviceSource, title);
    }

    /** An id that can be the same each time, in the form of its service. */
    SampleAlert identify(UUID id, Instant when) {
        providerAlertId = source.map(known -> known.providerAlertId(id, when)).orElse(id.toString());
        return this;
    }

    public String id() {
        return prefix + providerAlertId;
    }

    public SampleAlert severity(String word) {
        return field("severity", word);
    }

    /** new, inProgress or resolved. */
    public synchronized SampleAlert status(String word) {
        resolved = null;
        return field("status", word);
    }

    public synchronized SampleAlert resolved(Instant when, String classification, String determination) {
        status("resolved").field("classification", classification).field("determination", determination);
        resolved = when;
        return this;
    }

    public SampleAlert description(String text) {
        return field("description", text);
    }

    /** As Graph writes it: InitialAccess, Execution, LateralMovement and so on. */
    public SampleAlert category(String word) {
        return field("category", word).field("categories", List.of(word));
    }

    public SampleAlert techniques(String... mitre) {
        return field("mitreTechniques", List.of(mitre));
    }

    public SampleAlert threat(String displayName, String familyName) {
        return field("threatDisplayName", displayName).field("threatFamilyName", familyName);
    }

    public SampleAlert assignedTo(String userPrincipalName) {
        return field("assignedTo", userPrincipalName);
    }

    public SampleAlert investigation(String state) {
        return field("investigationState", state);
    }

    public synchronized SampleAlert comment(String text, String by, Instant when) {
        rendered = null;
        comments.add(object().with("@odata.type", "#microsoft.graph.security.alertComment")
                .with("comment", text)
                .with("createdByDisplayName", by)
                .with("createdDateTime", when.toString()));
        return this;
    }

    /** Microsoft put it into this incident, which comes into being by that. Null where it put it into none. */
    public synchronized SampleAlert incident(String id) {
        rendered = null;
        incidentId = id;
        return this;
    }

    /** Nobody sees the alert before. */
    public synchronized SampleAlert created(Instant when) {
        rendered = null;
        created = when;
        return this;
    }

    public synchronized SampleAlert updated(Instant when) {
        rendered = null;
        updated = when;
        return this;
    }

    public synchronized SampleAlert activity(Instant first, Instant last) {
        rendered = null;
        firstActivity = first;
        lastActivity = last;
        return this;
    }

    public synchronized SampleAlert evidence(SampleEvidence... more) {
        rendered = null;
        evidence.addAll(List.of(more));
        return this;
    }

    public SampleAlert device(String hostName) {
        return evidence(SampleEvidence.device(hostName));
    }

    public SampleAlert user(String name) {
        return evidence(SampleEvidence.user(name));
    }

    public SampleAlert mailbox(String owner) {
        return evidence(SampleEvidence.mailbox(owner));
    }

    public SampleAlert file(String fileName, String filePath) {
        return evidence(SampleEvidence.file(fileName, filePath));
    }

    public SampleAlert process(String imageName, String commandLine, long processId) {
        return evidence(SampleEvidence.process(imageName, commandLine, processId));
    }

    public SampleAlert ip(String address) {
        return evidence(SampleEvidence.ip(address, null));
    }

    public SampleAlert url(String url) {
        return evidence(SampleEvidence.url(url));
    }

    /** Any field, whatever Graph would say to it. */
    public synchronized SampleAlert field(String name, Object value) {
        rendered = null;
        (fields.containsKey(name) ? fields : raw).put(name, value);
        return this;
    }

    /** The answer leaves this field out. */
    public synchronized SampleAlert without(String field) {
        rendered = null;
        omitted.add(field);
        return this;
    }

    boolean isFromAnyOf(Set<ServiceSource> sources) {
        return source.filter(sources::contains).isPresent();
    }

    synchronized void settle(Instant now) {
        created = created == null ? now : created;
        updated = updated == null ? created : updated;
    }

    /** An alert never changes without its last update moving on. */
    synchronized void touch(Instant now) {
        updated(now.isAfter(updated) ? now : updated.plusMillis(1));
    }

    synchronized Instant created() {
        return created;
    }

    synchronized Instant updated() {
        return updated;
    }

    synchronized Optional<String> incident() {
        return Optional.ofNullable(incidentId);
    }

    synchronized String severity() {
        return String.valueOf(fields.get("severity"));
    }

    synchronized String title() {
        return String.valueOf(fields.get("title"));
    }

    synchronized Map<String, Object> json(Tenant tenant) {
        if (rendered == null) {
            rendered = render(tenant);
        }
        return rendered;
    }

    private Map<String, Object> render(Tenant tenant) {
        var json = object().with("id", id())
                .with("providerAlertId", providerAlertId)
                .with("incidentId", incidentId)
                .with("tenantId", tenant.id().toString());
        json.putAll(fields);
        json.with("alertWebUrl", webUrl("alerts", id(), tenant))
                .with("incidentWebUrl", incidentId == null ? null : webUrl("incidents", incidentId, tenant))
                .with("createdDateTime", date(created))
                .with("lastUpdateDateTime", date(updated))
                .with("resolvedDateTime", date(resolved))
                .with("firstActivityDateTime", date(firstActivity == null ? created : firstActivity))
                .with("lastActivityDateTime", date(lastActivity == null ? created : lastActivity))
                .with("comments", List.copyOf(comments))
                .with(
                        "evidence",
                        evidence.stream()
                                .map(each -> each.json(tenant, created))
                                .toList());
        json.putAll(raw);
        omitted.forEach(json::remove);
        return json;
    }

    static String webUrl(String kind, String id, Tenant tenant) {
        return "%s/%s/%s?tid=%s".formatted(SITE, kind, id, tenant.id());
    }
}
