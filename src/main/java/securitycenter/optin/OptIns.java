package securitycenter.optin;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;
import securitycenter.optin.Decision.Kind;
import securitycenter.provisioning.Cause;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Place;
import securitycenter.provisioning.Provisioning;
import securitycenter.provisioning.RunKind;
import securitycenter.provisioning.RunProgress;
import securitycenter.provisioning.Start;
import securitycenter.provisioning.UnderWay;

/** Turns the product on and off for a tenant, and says whether it is on. */
@Component
public class OptIns {

    private final DecisionRepository decisions;
    private final IdentityDataRepository identityData;
    private final EligibilityCheck eligibility;
    private final Provisioning provisioning;
    private final Homes homes;
    private final RunProgress progress;
    private final OptInSettings settings;
    private final AuditLog audit;
    private final Clock clock;

    OptIns(
            DecisionRepository decisions,
            IdentityDataRepository identityData,
            EligibilityCheck eligibility,
            Provisioning provisioning,
            Homes homes,
            RunProgress progress,
            OptInSettings settings,
            AuditLog audit,
            Clock clock) {
        this.decisions = decisions;
        this.identityData = identityData;
        this.eligibility = eligibility;
        this.provisioning = provisioning;
        this.homes = homes;
        this.progress = progress;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /** Asked for on every page; reads our own database only. */
    @Transactional(readOnly = true)
    public ProductState stateOf(TenantId tenant) {
        var underWay = progress.underWay(tenant).orElse(null);
        if (underWay != null && !underWay.kind().leavesTheProductOn()) {
            return underWay.kind() == RunKind.REMOVE
                    ? new ProductState.Removing(underWay.run())
                    : new ProductState.Provisioning(underWay.run(), underWay.failed());
        }
        return homes.placeOf(tenant)
                .map(place -> stateOf(tenant, place, underWay))
                .orElseGet(() -> isEligible(tenant) ? new ProductState.Off() : new ProductState.NotEligible());
    }

    private ProductState stateOf(TenantId tenant, Place place, @Nullable UnderWay underWay) {
        if (place.open()) {
            return new ProductState.On(homes.homeIn(tenant, place), movingTo(place, underWay));
        }
        var keptUntil = place.keptUntil();
        // Without a date it is being built: that run began after it was asked for above.
        return keptUntil == null
                ? new ProductState.Provisioning(progress.latest(tenant), false)
                : new ProductState.OptedOut(keptUntil);
    }

    private ProductState.@Nullable Moving movingTo(Place place, @Nullable UnderWay underWay) {
        if (underWay == null || underWay.kind() != RunKind.MOVE || underWay.target() == null) {
            return null;
        }
        var begins = underWay.beginsAt();
        return new ProductState.Moving(
                underWay.run(),
                underWay.target(),
                begins != null && begins.isAfter(clock.instant()) ? begins : null,
                place.frozenSince(),
                underWay.failed(),
                underWay.turnedBack());
    }

    private boolean isEligible(TenantId tenant) {
        return eligibility
                .last(tenant)
                .filter(finding -> finding.eligibility() instanceof Eligible)
                .isPresent();
    }

    /** The latest decision of anybody about the tenant. */
    @Transactional(readOnly = true)
    public Optional<Decided> latestDecision(TenantId tenant) {
        return decisions.findFirstByTenantIdOrderByIdDesc(tenant.value()).map(Decision::decided);
    }

    /** Automatic mode leaves a tenant alone for ever that has opted out once. */
    @Transactional(readOnly = true)
    boolean hasEverOptedOut(TenantId tenant) {
        return decisions.existsByTenantIdAndKind(tenant.value(), Kind.OUT);
    }

    /**
     * Records the decision and starts the run. Eligibility is a parameter: whoever calls has asked Graph before this
     * transaction began.
     *
     * <p>Without a decision when nothing begins: when a run is under way already, or has turned it on meanwhile.
     */
    @Transactional
    TurnOn.Outcome turnOn(SignedInUser user, Eligible eligible, Proposed place, boolean automatic) {
        provisioning.hold(user.tenant());
        var before = stateOf(user.tenant());
        if (before instanceof ProductState.On) {
            return new TurnOn.Outcome.AlreadyUnderWay(progress.latest(user.tenant()));
        }
        return switch (provisioning.build(user.tenant(), place, Cause.of(user))) {
            case Start.Begun(var run) -> {
                decisions.save(new Decision(user, Kind.IN, automatic, clock.instant()));
                audit.record(Act.of(user, actOf(before, automatic))
                        .from(nameOf(before))
                        .to("On"));
                yield new TurnOn.Outcome.Started(run);
            }
            case Start.Occupied(var by) -> TurnOn.occupied(by);
            case Start.Overtaken _ -> new TurnOn.Outcome.Refused("settings.problem.other-run");
        };
    }

    private static String actOf(ProductState before, boolean automatic) {
        if (automatic) {
            return "product.turned-on-automatically";
        }
        return before instanceof ProductState.OptedOut ? "product.turned-on-again" : "product.turned-on";
    }

    /**
     * Support staff turn the product on for a tenant. Never against the tenant's own decision: whoever calls has made
     * sure that its latest one is no opt-out of its own.
     *
     * @return the run
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public long turnOnFor(TenantId tenant, StaffMember staff, Proposed place, Cause cause) {
        var run = provisioning.build(tenant, place, cause).begun();
        decisions.save(Decision.byStaff(tenant, staff, Kind.IN, clock.instant()));
        return run;
    }

    /**
     * Support staff turn the product off for a tenant. As at an opt-out, the data waits. What the tenant has turned off
     * itself stays its own decision, and its date.
     *
     * @return until when
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instant turnOffFor(TenantId tenant, StaffMember staff) {
        provisioning.hold(tenant);
        var keptUntil = keptUntilIfTurnedOffNow();
        if (!canBeTurnedOff(tenant)) {
            return homes.placeOf(tenant).map(Place::keptUntil).orElse(keptUntil);
        }
        decisions.save(Decision.byStaff(tenant, staff, Kind.OUT, clock.instant()));
        provisioning.close(tenant, keptUntil);
        return keptUntil;
    }

    /** Until when the data would wait. */
    public Instant keptUntilIfTurnedOffNow() {
        return clock.instant().plus(settings.retention());
    }

    /** The features go at once for everybody; the data waits. Turning off what is off changes nothing. */
    @Transactional
    void turnOff(SignedInUser user) {
        provisioning.hold(user.tenant());
        if (!canBeTurnedOff(user.tenant())) {
            return;
        }
        var before = stateOf(user.tenant());
        var keptUntil = keptUntilIfTurnedOffNow();
        decisions.save(new Decision(user, Kind.OUT, false, clock.instant()));
        provisioning.close(user.tenant(), keptUntil);
        audit.record(Act.of(user, "product.turned-off")
                .from(nameOf(before))
                .to("OptedOut")
                .on("retention", atSecond(keptUntil)));
    }

    private boolean canBeTurnedOff(TenantId tenant) {
        return switch (stateOf(tenant)) {
            case ProductState.On _ -> true;
            case ProductState.Provisioning _ ->
                homes.placeOf(tenant).filter(Place::closed).isEmpty();
            case ProductState.NotEligible _, ProductState.Off _, ProductState.OptedOut _, ProductState.Removing _ ->
                false;
        };
    }

    private static String atSecond(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The second decision: the data of a tenant that has opted out is deleted now. */
    @Transactional
    Start deleteNow(SignedInUser user) {
        var start = provisioning.remove(user.tenant(), Cause.of(user));
        if (start instanceof Start.Begun) {
            audit.record(Act.of(user, "data.deletion-started"));
        }
        return start;
    }

    /** Starts the deletion of data that has waited until its date. */
    @Transactional
    void deleteOverdue(TenantId tenant) {
        provisioning.hold(tenant);
        if (stateOf(tenant) instanceof ProductState.OptedOut(var keptUntil)
                && !keptUntil.isAfter(clock.instant())
                && provisioning.remove(tenant, Cause.NOBODY) instanceof Start.Begun) {
            audit.record(Act.bySystem(tenant, "data.deletion-started").on("retention", atSecond(keptUntil)));
        }
    }

    /** Whether identity data may be taken in. */
    @Transactional(readOnly = true)
    public boolean takesIdentityData(TenantId tenant) {
        return identityData
                .findByTenantId(tenant.value())
                .map(IdentityData::integrated)
                .orElse(false);
    }

    /** A person of the tenant decides it. */
    @Transactional
    public void takeIdentityData(SignedInUser user, boolean integrated) {
        var before = takesIdentityData(user.tenant());
        if (before != integrated) {
            identityData.save(new IdentityData(user.tenant(), integrated));
            audit.record(Act.of(user, "identity-data.changed").from(before).to(integrated));
        }
    }

    /** A turning off or a deletion that was asked for and not done. */
    @Transactional
    void refused(SignedInUser user, String what, String problem) {
        audit.record(Act.of(user, what).refused().because(problem));
    }

    private static String nameOf(ProductState state) {
        return state.getClass().getSimpleName();
    }
}
