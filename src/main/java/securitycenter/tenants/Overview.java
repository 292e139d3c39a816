package securitycenter.tenants;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import securitycenter.eligibility.Eligibility;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.Finding;
import securitycenter.eligibility.TenantNaming;
import securitycenter.eligibility.TenantProfile;
import securitycenter.help.HelpRequests;
import securitycenter.identity.People;
import securitycenter.identity.TenantChanged;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.provisioning.Failure;
import securitycenter.provisioning.Place;
import securitycenter.provisioning.Provisioning;

/**
 * Keeps one row for each tenant, so that the list can be filtered and paged however many there are. The row is written
 * in the transaction of the change itself, as its last act.
 */
@Component
class Overview {

    private static final int AT_ONCE = 500;

    private final OptIns optIns;
    private final EligibilityCheck eligibility;
    private final TenantNaming names;
    private final Provisioning provisioning;
    private final People people;
    private final HelpRequests requests;
    private final JdbcClient database;

    Overview(
            OptIns optIns,
            EligibilityCheck eligibility,
            TenantNaming names,
            Provisioning provisioning,
            People people,
            HelpRequests requests,
            JdbcClient database) {
        this.optIns = optIns;
        this.eligibility = eligibility;
        this.names = names;
        this.provisioning = provisioning;
        this.people = people;
        this.requests = requests;
        this.database = database;
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    void on(TenantChanged change) {
        refresh(change.tenant());
    }

    /** Tenants that were known before this list was, a page at a time. */
    void addMissing() {
        var page = people.tenantsAfter(new TenantId(new UUID(0, 0)), AT_ONCE);
        while (!page.isEmpty()) {
            var known = database.sql("select tenant_id from tenant_overview where tenant_id in (:page)")
                    .param("page", page.stream().map(TenantId::value).toList())
                    .query(UUID.class)
                    .set();
            page.stream().filter(tenant -> !known.contains(tenant.value())).forEach(this::refresh);
            page = people.tenantsAfter(page.getLast(), AT_ONCE);
        }
    }

    /** After an update all homes are outdated, until their run has come. */
    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void lookWhichAreOutdated() {
        database.sql("update tenant_overview set outdated = true where not outdated and set_up <> ?")
                .param(provisioning.setUp())
                .update();
    }

    @Transactional
    public void refresh(TenantId tenant) {
        var finding = eligibility.last(tenant);
        var domain = finding.map(Finding::tenant).map(TenantProfile::domain).or(() -> people.domainOf(tenant));
        var place = provisioning.placeOf(tenant);
        write(new Row(
                tenant,
                names.of(tenant),
                domain.orElse(null),
                optIns.stateOf(tenant).word(),
                finding.map(Overview::licenseIn).orElse("unknown"),
                place.map(Place::dataCenter).map(Enum::name).orElse(null),
                place.map(Place::setUp).orElse(null),
                people.lastSignInTo(tenant).orElse(null),
                requests.openOf(tenant),
                provisioning.failureOf(tenant).orElse(null)));
    }

    private record Row(
            TenantId tenant,
            String name,
            @Nullable String domain,
            String state,
            String license,
            @Nullable String dataCenter,
            @Nullable String setUp,
            @Nullable Instant lastSignIn,
            long openRequests,
            @Nullable Failure failure) {}

    private static String licenseIn(Finding finding) {
        return switch (finding.eligibility()) {
            case Eligibility.Eligible _ -> "eligible";
            case Eligibility.NotEligible _ -> "not-eligible";
            case Eligibility.ConsentMissing _ -> "consent-missing";
            case Eligibility.CouldNotCheck _ -> "unknown";
        };
    }

    private void write(Row row) {
        if (update(row) == 0) {
            insertBare(row);
            update(row);
        }
        writeTerms(row);
    }

    private int update(Row row) {
        return database.sql("""
                        update tenant_overview set sort_key = :key, name = :name, domain = :domain, state = :state,
                            license = :license, data_center = :place, set_up = :setUp, outdated = :outdated,
                            last_sign_in = :signIn, open_requests = :requests, failed = :failed, failed_step = :step,
                            failed_run = :run
                        where tenant_id = :tenant""")
                .param("key", Plain.key(row.name()))
                .param("name", cut(row.name()))
                .param("domain", row.domain() == null ? null : cut(row.domain()))
                .param("state", row.state())
                .param("license", row.license())
                .param("place", row.dataCenter())
                .param("setUp", row.setUp())
                .param("outdated", row.setUp() != null && !row.setUp().equals(provisioning.setUp()))
                .param(
                        "signIn",
                        row.lastSignIn() == null ? null : row.lastSignIn().atOffset(ZoneOffset.UTC))
                .param("requests", row.openRequests())
                .param("failed", row.failure() != null)
                .param("step", row.failure() == null ? null : row.failure().step())
                .param("run", row.failure() == null ? null : row.failure().run())
                .param("tenant", row.tenant().value())
                .update();
    }

    private void insertBare(Row row) {
        database.sql("""
                        insert into tenant_overview (tenant_id, sort_key, name, state, license, outdated, open_requests,
                            failed)
                        values (?, ?, '', '', '', false, 0, false) on conflict do nothing""").params(row.tenant().value(), Plain.key(row.name())).update();
    }

    private void writeTerms(Row row) {
        var wanted = terms(row);
        var known = database.sql("select term from tenant_term where tenant_id = ? order by term")
                .param(row.tenant().value())
                .query((found, _) -> new String(found.getBytes(1), java.nio.charset.StandardCharsets.UTF_8))
                .list();
        known.stream()
                .filter(term -> !wanted.contains(term))
                .forEach(term -> database.sql("delete from tenant_term where tenant_id = ? and term = ?")
                        .params(row.tenant().value(), Plain.key(term))
                        .update());
        wanted.stream()
                .filter(term -> !known.contains(term))
                .forEach(term -> database.sql(
                                "insert into tenant_term (term, tenant_id) values (?, ?) on conflict do nothing")
                        .params(Plain.key(term), row.tenant().value())
                        .update());
    }

    /** The name from each of its words on, the domain from each of its parts on, and the id. */
    static Collection<String> terms(Row row) {
        var terms = new LinkedHashSet<String>();
        terms.add(row.tenant().toString());
        addFromEach(" ", Plain.text(row.name()), terms);
        Optional.ofNullable(row.domain()).ifPresent(domain -> terms.add(Plain.text(domain)));
        return terms;
    }

    private static void addFromEach(String separator, String text, Collection<String> terms) {
        for (int start = 0; start >= 0 && start < text.length(); start = after(separator, text, start)) {
            terms.add(text.substring(start));
        }
    }

    private static int after(String separator, String text, int start) {
        var next = text.indexOf(separator, start);
        return next < 0 ? -1 : next + separator.length();
    }

    private static String cut(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300);
    }
}
