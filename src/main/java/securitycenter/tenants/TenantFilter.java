package securitycenter.tenants;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * Which tenants staff want to see, as it stands in the address. What cannot be read there is as if it were absent.
 *
 * @param find the beginning of a word of the name, of the domain or of the id
 * @param state a word of {@link securitycenter.optin.ProductState}
 * @param outdated only homes that other steps built
 * @param failed only tenants with a run that waits for somebody
 */
record TenantFilter(
        @Nullable String find,
        @Nullable String state,
        @Nullable DataCenter place,
        boolean outdated,
        boolean failed) {

    static final TenantFilter NONE = new TenantFilter(null, null, null, false, false);
    static final List<String> STATES = List.of("on", "provisioning", "off", "opted-out", "removing", "not-eligible");

    /** The form of the page. */
    record Asked(
            @Nullable String find,
            @Nullable String state,
            @Nullable String place,
            @Nullable String outdated,
            @Nullable String failed) {

        static Asked of(Map<String, String> address) {
            return new Asked(
                    address.get("find"),
                    address.get("state"),
                    address.get("place"),
                    address.get("outdated"),
                    address.get("failed"));
        }

        TenantFilter filter() {
            return new TenantFilter(
                    find == null || Plain.text(find).isEmpty() ? null : find.strip(),
                    state != null && STATES.contains(state) ? state : null,
                    DataCenter.named(place).orElse(null),
                    "true".equals(outdated),
                    "true".equals(failed));
        }
    }

    /** As they stand in an address. */
    public Map<String, Object> asked() {
        var asked = new LinkedHashMap<String, Object>();
        put(asked, "find", find);
        put(asked, "state", state);
        put(asked, "place", place);
        put(asked, "outdated", outdated ? true : null);
        put(asked, "failed", failed ? true : null);
        return asked;
    }

    private static void put(Map<String, Object> asked, String name, @Nullable Object value) {
        if (value != null) {
            asked.put(name, value);
        }
    }

    public boolean hidesNothing() {
        return asked().isEmpty();
    }
}
