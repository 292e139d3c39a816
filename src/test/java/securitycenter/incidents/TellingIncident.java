package securitycenter.incidents;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.IncidentReader;
import securitycenter.alerts.SourceIncident;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An incident of Microsoft's in Graph's shape, as tests need it; nobody has worked on it. */
public final class TellingIncident {

    private final ObjectNode body = new JsonMapper().createObjectNode();

    private TellingIncident(String id, Instant updated) {
        body.put("id", id)
                .put("displayName", "Microsoft's name")
                .put("status", "active")
                .put("severity", "high")
                .put("createdDateTime", "2026-11-02T09:00:00Z")
                .put("lastUpdateDateTime", updated.toString());
    }

    public static TellingIncident of(String id, Instant updated) {
        return new TellingIncident(id, updated);
    }

    TellingIncident with(String field, @Nullable String value) {
        body.put(field, value);
        return this;
    }

    TellingIncident comment(String author, Instant at, String text) {
        body.withArray("comments")
                .addObject()
                .put("comment", text)
                .put("createdByDisplayName", author)
                .put("createdDateTime", at.toString());
        return this;
    }

    TellingIncident tags(String... tags) {
        return all("customTags", tags);
    }

    TellingIncident systemTags(String... tags) {
        return all("systemTags", tags);
    }

    private TellingIncident all(String field, String... values) {
        var array = body.putArray(field);
        for (var value : values) {
            array.add(value);
        }
        return this;
    }

    public TellingIncident becamePartOf(String target) {
        return with("status", "redirected").with("redirectIncidentId", target);
    }

    public SourceIncident told() {
        return IncidentReader.read(body, Instant.parse("2026-11-20T00:00:00Z")).orElseThrow();
    }
}
