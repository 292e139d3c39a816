package securitycenter.support;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.Finding;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.provisioning.DataCenterChoice;
import securitycenter.provisioning.DataCenterProposal;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.MoveProspect;
import securitycenter.provisioning.Place;
import securitycenter.provisioning.Residency;
import securitycenter.provisioning.RunKind;
import securitycenter.provisioning.RunProgress;
import securitycenter.provisioning.UnderWay;

/** Whether something can be done to a tenant as it stands. */
@Component
class Feasibility {

    private final Homes homes;
    private final RunProgress progress;
    private final DataCenterChoice choice;
    private final DataCenters dataCenters;
    private final OptIns optIns;
    private final EligibilityCheck eligibility;

    Feasibility(
            Homes homes,
            RunProgress progress,
            DataCenterChoice choice,
            DataCenters dataCenters,
            OptIns optIns,
            EligibilityCheck eligibility) {
        this.homes = homes;
        this.progress = progress;
        this.choice = choice;
        this.dataCenters = dataCenters;
        this.optIns = optIns;
        this.eligibility = eligibility;
    }

    /** Key of the sentence that says why not, as far as our own records tell; null when it can be done. */
    @Nullable
    String problemWith(StaffAct act, TenantId tenant, @Nullable DataCenter target) {
        var underWay = progress.underWay(tenant).orElse(null);
        if (underWay != null && !canBeDoneDuring(underWay, act)) {
            return "support.problem.under-way";
        }
        var place = homes.placeOf(tenant).orElse(null);
        return switch (act) {
            case LOCATION -> problemWithLocation(place, target);
            case PROVISION -> problemWithProvisioning(tenant, place);
            case REPAIR -> underWay != null || isOpen(place) ? null : "support.problem.not-on";
            case DEPROVISION -> isOpen(place) || isBeingBuilt(underWay) ? null : "support.problem.not-on";
            case CLEAN -> isOpen(place) ? null : "support.problem.not-on";
            case PURGE -> place != null && place.keptUntil() != null ? null : "support.problem.nothing-waits";
            case MOVE ->
                target == null
                        ? "support.problem.location-not-offered"
                        : problemOf(homes.recordedProspectOf(tenant, target));
            case CLEAR ->
                target != null && homes.hasFormerHome(tenant, target) ? null : "support.problem.no-former-home";
        };
    }

    /** A failed run is what repairing is for; turning off calls off what can be called off. */
    private static boolean canBeDoneDuring(UnderWay underWay, StaffAct act) {
        return switch (act) {
            case REPAIR -> underWay.failed();
            case DEPROVISION ->
                underWay.kind() == RunKind.BUILD
                        || underWay.kind() == RunKind.REPAIR
                        || underWay.kind() == RunKind.MOVE;
            case LOCATION, PROVISION, PURGE, MOVE, CLEAR, CLEAN -> false;
        };
    }

    private @Nullable String problemWithLocation(@Nullable Place place, @Nullable DataCenter target) {
        if (place != null) {
            return "support.problem.has-home";
        }
        return target == null || dataCenters.onOffer().contains(target) ? null : "support.problem.location-not-offered";
    }

    private @Nullable String problemWithProvisioning(TenantId tenant, @Nullable Place place) {
        if (isOpen(place)) {
            return "support.problem.on-already";
        }
        // The tenant's own decision is never reversed from here.
        if (optIns.latestDecision(tenant)
                .filter(decision -> !decision.in() && !decision.byStaff())
                .isPresent()) {
            return "support.problem.opted-out";
        }
        var finding = finding(tenant);
        if (finding == null || !(finding.eligibility() instanceof Eligible)) {
            return "support.problem.not-eligible";
        }
        return switch (proposalFor(tenant)) {
            case DataCenterProposal.Proposed _ -> null;
            case DataCenterProposal.NotOffered _ -> "support.problem.location-not-offered";
            case DataCenterProposal.Undetermined _ -> "support.problem.location-unknown";
        };
    }

    /** As {@link #problemWith}, and what only a look at the data center can tell; not for use in a transaction. */
    @Nullable
    String problemOnSite(StaffAct act, TenantId tenant, @Nullable DataCenter target) {
        var problem = problemWith(act, tenant, target);
        if (problem != null) {
            return problem;
        }
        if (!placesLookedAt(act, tenant, target).allMatch(dataCenters::answers)) {
            return "step.problem.unreachable";
        }
        return act == StaffAct.MOVE && target != null ? problemOf(homes.prospectOf(tenant, target)) : null;
    }

    /** The dry run looks at the homes there. */
    private Stream<DataCenter> placesLookedAt(StaffAct act, TenantId tenant, @Nullable DataCenter target) {
        return switch (act) {
            case LOCATION, DEPROVISION -> Stream.empty();
            case PROVISION ->
                proposalFor(tenant) instanceof DataCenterProposal.Proposed(var place, var _)
                        ? Stream.of(place)
                        : Stream.empty();
            case REPAIR, MOVE, CLEAR ->
                Stream.concat(homes.placeOf(tenant).map(Place::dataCenter).stream(), Stream.ofNullable(target));
            case PURGE, CLEAN ->
                homes.residencyOf(tenant).stream()
                        .filter(past -> past.goneAt() == null)
                        .map(Residency::dataCenter);
        };
    }

    private static @Nullable String problemOf(MoveProspect prospect) {
        return switch (prospect) {
            case POSSIBLE -> null;
            case NO_OPEN_HOME -> "support.problem.not-on";
            case NOT_OFFERED -> "support.problem.location-not-offered";
            case THERE_ALREADY -> "support.problem.there-already";
            case FORMER_HOME_THERE -> "support.problem.former-home-there";
            case FULL -> "step.problem.full";
            case UNREACHABLE -> "step.problem.unreachable";
            case OTHER_DATABASE -> "step.problem.other-database";
        };
    }

    /** Where a home would be built; for a tenant that has one, where it is. */
    DataCenterProposal proposalFor(TenantId tenant) {
        var place = homes.placeOf(tenant);
        if (place.isPresent()) {
            return new DataCenterProposal.Proposed(
                    place.get().dataCenter(), place.get().reason());
        }
        var finding = finding(tenant);
        var profile = finding == null ? null : finding.tenant();
        return choice.propose(
                tenant,
                finding != null
                        && finding.eligibility() instanceof Eligible(var entitlement)
                        && entitlement.covers(SupportedService.ENDPOINT),
                profile == null ? null : profile.country(),
                profile == null ? null : profile.regionScope());
    }

    private @Nullable Finding finding(TenantId tenant) {
        return eligibility.last(tenant).orElse(null);
    }

    private static boolean isBeingBuilt(@Nullable UnderWay run) {
        return run != null && run.kind() == RunKind.BUILD && !run.turnedBack();
    }

    private static boolean isOpen(@Nullable Place place) {
        return place != null && place.open();
    }
}
