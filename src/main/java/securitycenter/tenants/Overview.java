package securitycenter.tenants;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;
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
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Place;
import securitycenter.provisioning.RunProgress;
import securitycenter.provisioning.Steps;

/**
 * Keeps one row for each tenant, so that the list can be filtered and paged however many there are. The row is written
 * in the transaction of the change itself, as its last act.
 */
@Component
class Overview {

    private static final Logger log = LoggerFactory.getLogger(Overview.class);

    private static final int AT_ONCE = 500;
    private static final TenantId START = new TenantId(new UUID(0, 0));

    private final OptIns optIns;
    private final EligibilityCheck eligibility;
    private final TenantNaming names;
    private final Homes homes;
    private final RunProgress progress;
    private final Steps steps;
    private final People people;
    private final HelpRequests requests;
    private final OverviewRows rows;
    private final TransactionTemplate transaction;

    Overview(
            OptIns optIns,
            EligibilityCheck eligibility,
            TenantNaming names,
            Homes homes,
            RunProgress progress,
            Steps steps,
            People people,
            HelpRequests requests,
            OverviewRows rows,
            TransactionTemplate transaction) {
        this.optIns = optIns;
        this.eligibility = eligibility;
        this.names = names;
        this.homes = homes;
        this.progress = progress;
        this.steps = steps;
        this.people = people;
        this.requests = requests;
        this.rows = rows;
        this.transaction = transaction;
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
    void on(TenantChanged change) {
        refresh(change.tenant());
    }

    /** Also those who were here before the list was, and whatever went past it: a page at a time, a tenant at a time. */
    void refreshAll() {
        for (var page = people.tenantsAfter(START, AT_ONCE);
                !page.isEmpty();
                page = people.tenantsAfter(page.getLast(), AT_ONCE)) {
            rows.missingAmong(page).forEach(this::refreshUnlessTaken);
        }
        for (var page = rows.after(START, AT_ONCE); !page.isEmpty(); page = rows.after(page.getLast(), AT_ONCE)) {
            page.forEach(this::refreshUnlessTaken);
        }
    }

    private void refreshUnlessTaken(TenantId tenant) {
        try {
            refresh(tenant);
        } catch (PessimisticLockingFailureException taken) {
            log.debug("{} is being changed, and whoever does it writes its row", tenant);
        }
    }

    /** After an update all homes are outdated, until their run has come. */
    @EventListener(ApplicationReadyEvent.class)
    void lookWhichAreOutdated() {
        rows.markOutdated(steps.version());
    }

    /**
     * The facts are read when nobody else can write the row any more: of two changes at once, the one that waits sees
     * what the other has done.
     */
    void refresh(TenantId tenant) {
        transaction.executeWithoutResult(_ -> {
            rows.lock(tenant);
            var row = factsOf(tenant);
            rows.write(row, row.setUp() != null && !row.setUp().equals(steps.version()));
        });
    }

    private OverviewRow factsOf(TenantId tenant) {
        var finding = eligibility.last(tenant);
        var domain = finding.map(Finding::tenant).map(TenantProfile::domain).or(() -> people.domainOf(tenant));
        var place = homes.placeOf(tenant);
        return new OverviewRow(
                tenant,
                names.of(tenant),
                domain.orElse(null),
                optIns.stateOf(tenant).word(),
                finding.map(Overview::licenseIn).orElse("unknown"),
                place.map(Place::dataCenter).map(Enum::name).orElse(null),
                place.map(Place::setUp).orElse(null),
                people.lastSignInTo(tenant).orElse(null),
                requests.openOf(tenant),
                progress.failureOf(tenant).orElse(null));
    }

    private static String licenseIn(Finding finding) {
        return switch (finding.eligibility()) {
            case Eligibility.Eligible _ -> "eligible";
            case Eligibility.NotEligible _ -> "not-eligible";
            case Eligibility.ConsentMissing _ -> "consent-missing";
            case Eligibility.CouldNotCheck _ -> "unknown";
        };
    }
}
