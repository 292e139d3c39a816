package securitycenter.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.audit.Reach.All;
import securitycenter.audit.Reach.Nobody;

/**
 * What the page of the log shows.
 *
 * @param found how many the filter lets through
 * @param total how many there are without a filter
 * @param acts the kinds of acts to choose from
 * @param start where this page starts, absent on the first
 */
record AuditPage(
        Reach reach,
        Filter filter,
        List<SealedEntry> entries,
        Count found,
        Count total,
        List<String> acts,
        @Nullable Start start) {

    static final int LENGTH = 50;

    /** One more than fits is read, to know whether a next page is worth a link. */
    public List<SealedEntry> shown() {
        return entries.subList(0, Math.min(entries.size(), LENGTH));
    }

    public boolean ofStaff() {
        return reach.ofStaff();
    }

    /** What was given for a tenant is no id. */
    public boolean noTenant() {
        return reach instanceof Nobody;
    }

    public boolean ofAllTenants() {
        return reach instanceof All;
    }

    public List<Actor.Kind> actors() {
        return List.of(Actor.Kind.values());
    }

    public List<Outcome> outcomes() {
        return List.of(Outcome.values());
    }

    public @Nullable String address(SealedEntry sealed) {
        return sealed.address(reach);
    }

    /** Nothing of what is asked for can be hidden by a filter. */
    public boolean hidesNothing() {
        return filter.hidesNothing() && reach.asked().isEmpty();
    }

    public String path() {
        return ofStaff() ? "/support/audit" : "/audit";
    }

    public @Nullable String older() {
        return entries.size() <= LENGTH
                ? null
                : address("", Map.of("before", Start.below(shown().getLast().entry(), reach)));
    }

    public String newest() {
        return address("", Map.of());
    }

    public String csv() {
        return address("/export", Map.of("format", "csv"));
    }

    private String address(String below, Map<String, ?> more) {
        Map<String, Object> query = new LinkedHashMap<>(reach.asked());
        query.putAll(filter.asked());
        query.putAll(more);
        var address = UriComponentsBuilder.fromPath(path() + below);
        query.keySet().forEach(key -> address.queryParam(key, "{" + key + "}"));
        return address.encode().buildAndExpand(query).toUriString();
    }
}
