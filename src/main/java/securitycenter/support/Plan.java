package securitycenter.support;

import static securitycenter.support.PlanLine.Change.CHANGE;
import static securitycenter.support.PlanLine.Change.CREATE;
import static securitycenter.support.PlanLine.Change.LEAVE;
import static securitycenter.support.PlanLine.Change.REMOVE;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.PlannedStep;
import securitycenter.provisioning.ProvisioningStep.Part;
import securitycenter.provisioning.Residency;
import securitycenter.provisioning.RunProgress;
import securitycenter.provisioning.Steps;

/** What an act would create, change, remove and leave, from the steps themselves and the home as it is. */
@Component
class Plan {

    private final Homes homes;
    private final RunProgress progress;
    private final Steps steps;
    private final Feasibility feasibility;
    private final OptIns optIns;

    Plan(Homes homes, RunProgress progress, Steps steps, Feasibility feasibility, OptIns optIns) {
        this.homes = homes;
        this.progress = progress;
        this.steps = steps;
        this.feasibility = feasibility;
        this.optIns = optIns;
    }

    /** For an act that can be done. */
    List<PlanLine> of(StaffAct act, TenantId tenant, @Nullable DataCenter target) {
        return switch (act) {
            case LOCATION -> location(target);
            case PROVISION -> provision(tenant);
            case REPAIR -> repair(tenant);
            case DEPROVISION -> deprovision(tenant);
            case PURGE -> purge(tenant);
            case MOVE -> move(tenant, target);
            case CLEAR -> clear(tenant, target);
            case CLEAN -> clean(tenant);
        };
    }

    private static List<PlanLine> location(@Nullable DataCenter target) {
        return List.of(
                target == null
                        ? new PlanLine(CHANGE, "support.plan.location-by-the-rules")
                        : new PlanLine(CHANGE, "support.plan.location", target),
                new PlanLine(LEAVE, "support.plan.nothing-built"));
    }

    private List<PlanLine> provision(TenantId tenant) {
        var place = ((Proposed) feasibility.proposalFor(tenant)).place();
        return lines(
                steps(tenant, place).map(step -> step.built() ? stays(step, place) : creates(step, place)),
                Stream.of(new PlanLine(CHANGE, "support.plan.on"), new PlanLine(LEAVE, "support.plan.services")));
    }

    private List<PlanLine> repair(TenantId tenant) {
        var place = placeOf(tenant);
        return lines(
                steps(tenant, place)
                        .filter(step -> step.part() != Part.CONDITION)
                        .map(step -> switch (step.part()) {
                            case CONDITION, PLACE -> step.built() ? stays(step, place) : creates(step, place);
                            case CONTENT, DOOR -> new PlanLine(CHANGE, "step." + step.step() + ".creates", place);
                        }),
                Stream.of(new PlanLine(LEAVE, "support.plan.all-data")));
    }

    private List<PlanLine> deprovision(TenantId tenant) {
        return lines(
                progress.underWay(tenant).stream().map(_ -> new PlanLine(CHANGE, "support.plan.calls-off")),
                Stream.of(
                        new PlanLine(CHANGE, "support.plan.off"),
                        new PlanLine(REMOVE, "support.plan.features"),
                        new PlanLine(LEAVE, "support.plan.data-waits", null, optIns.keptUntilIfTurnedOffNow()),
                        new PlanLine(LEAVE, "support.plan.services")));
    }

    private List<PlanLine> purge(TenantId tenant) {
        return lines(takenAwayEverywhere(tenant), Stream.of(new PlanLine(LEAVE, "support.plan.audit")));
    }

    private List<PlanLine> move(TenantId tenant, @Nullable DataCenter target) {
        if (target == null) {
            return List.of();
        }
        var place = placeOf(tenant);
        return lines(
                places(tenant, target).map(step -> creates(step, target)),
                Stream.of(
                        new PlanLine(CHANGE, "support.plan.read-only"),
                        new PlanLine(CREATE, "support.plan.copy", target),
                        new PlanLine(CHANGE, "support.plan.lives-in", target),
                        new PlanLine(LEAVE, "support.plan.former-home", place, homes.formerHomeKeptUntil())));
    }

    private List<PlanLine> clear(TenantId tenant, @Nullable DataCenter target) {
        return target == null
                ? List.of()
                : lines(
                        places(tenant, target).map(step -> takesAway(step, target)),
                        Stream.of(new PlanLine(LEAVE, "support.plan.present-home", placeOf(tenant))));
    }

    private List<PlanLine> clean(TenantId tenant) {
        var place = placeOf(tenant);
        return lines(
                takenAwayEverywhere(tenant),
                places(tenant, place).map(step -> creates(step, place)),
                Stream.of(new PlanLine(LEAVE, "support.plan.audit")));
    }

    private Stream<PlanLine> takenAwayEverywhere(TenantId tenant) {
        return homes.residencyOf(tenant).stream()
                .filter(past -> past.goneAt() == null)
                .map(Residency::dataCenter)
                .flatMap(place -> places(tenant, place).map(step -> takesAway(step, place)));
    }

    private Stream<PlannedStep> steps(TenantId tenant, DataCenter place) {
        return steps.dryRun(tenant, place).stream();
    }

    private Stream<PlannedStep> places(TenantId tenant, DataCenter place) {
        return steps(tenant, place).filter(step -> step.part() == Part.PLACE);
    }

    private static PlanLine creates(PlannedStep step, DataCenter place) {
        return new PlanLine(CREATE, "step." + step.step() + ".creates", place);
    }

    private static PlanLine takesAway(PlannedStep step, DataCenter place) {
        return new PlanLine(REMOVE, "step." + step.step() + ".removes", place);
    }

    private static PlanLine stays(PlannedStep step, DataCenter place) {
        return new PlanLine(LEAVE, "step." + step.step() + ".creates", place);
    }

    private DataCenter placeOf(TenantId tenant) {
        return homes.placeOf(tenant).orElseThrow().dataCenter();
    }

    @SafeVarargs
    private static List<PlanLine> lines(Stream<PlanLine>... parts) {
        return Stream.of(parts).flatMap(part -> part).toList();
    }
}
