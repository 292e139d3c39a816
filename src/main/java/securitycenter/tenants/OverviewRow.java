package securitycenter.tenants;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Failure;

/** What the list is to say of a tenant. */
record OverviewRow(
        TenantId tenant,
        String name,
        @Nullable String domain,
        String state,
        String license,
        @Nullable String dataCenter,
        @Nullable String setUp,
        @Nullable Instant lastSignIn,
        long openRequests,
        @Nullable Failure failure) {

    /** By the beginning of these it is found: the name from each of its words on, the whole domain, and the id. */
    Collection<String> terms() {
        var terms = new LinkedHashSet<String>();
        terms.add(tenant.toString());
        var plain = Plain.text(name);
        for (int start = 0; start < plain.length(); start = nextWord(plain, start)) {
            terms.add(plain.substring(start));
        }
        if (domain != null) {
            terms.add(Plain.text(domain));
        }
        return terms;
    }

    private static int nextWord(String plain, int start) {
        var blank = plain.indexOf(' ', start);
        return blank < 0 ? plain.length() : blank + 1;
    }
}
