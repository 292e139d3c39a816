package securitycenter.support;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;
import securitycenter.provisioning.Cause;
import securitycenter.provisioning.DataCenterChoice;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.DataCenterProposal.Reason;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Provisioning;
import securitycenter.provisioning.RunProgress;
import securitycenter.provisioning.UnderWay;

/** Begins what everybody has agreed to, in the transaction of the last who did. */
@Component
class ActionStart {

    private final Feasibility feasibility;
    private final OptIns optIns;
    private final Provisioning provisioning;
    private final Homes homes;
    private final RunProgress progress;
    private final DataCenterChoice choice;
    private final AuditLog audit;
    private final Clock clock;

    ActionStart(
            Feasibility feasibility,
            OptIns optIns,
            Provisioning provisioning,
            Homes homes,
            RunProgress progress,
            DataCenterChoice choice,
            AuditLog audit,
            Clock clock) {
        this.feasibility = feasibility;
        this.optIns = optIns;
        this.provisioning = provisioning;
        this.homes = homes;
        this.progress = progress;
        this.choice = choice;
        this.audit = audit;
        this.clock = clock;
    }

    /** Things may have changed since it was asked for; then it is not done. */
    void begin(StaffAction action) {
        var tenant = action.tenant();
        var problem = feasibility.problemWith(action.act(), tenant, action.target());
        var act = Act.byStaff(
                        action.askedBy(), tenant, "support." + action.act().word())
                .because(action.reason())
                .reference(action.reference());
        if (problem != null) {
            action.notPossible(problem, clock.instant());
            audit.record(act.because(problem).refused());
            return;
        }
        var recorded = withOldAndNew(act, action);
        action.started(done(action), clock.instant());
        audit.record(recorded);
    }

    private Act withOldAndNew(Act act, StaffAction action) {
        var before = optIns.stateOf(action.tenant()).getClass().getSimpleName();
        return switch (action.act()) {
            case LOCATION ->
                act.from(nameOf(choice.promised(action.tenant()))).to(nameOf(Optional.ofNullable(action.target())));
            case PROVISION -> act.from(before).to(ProductState.On.class.getSimpleName());
            case REPAIR -> act;
            case DEPROVISION -> act.from(before).to(ProductState.OptedOut.class.getSimpleName());
            case PURGE -> act.from(before).to("none");
            case MOVE -> act.from(placeOf(action)).to(action.target());
            case CLEAR -> act.from(action.target()).to("none");
            case CLEAN -> act.from(placeOf(action)).to("none");
        };
    }

    private static String nameOf(Optional<DataCenter> place) {
        return place.map(Enum::name).orElse("UNSTATED");
    }

    private DataCenter placeOf(StaffAction action) {
        return homes.placeOf(action.tenant()).orElseThrow().dataCenter();
    }

    /** The run; null where there is nothing to run. */
    private @Nullable Long done(StaffAction action) {
        var tenant = action.tenant();
        var staff = action.askedBy();
        var cause = Cause.ofStaff(staff.name(), action.reason(), action.reference());
        return switch (action.act()) {
            case LOCATION -> {
                choice.promise(tenant, action.target());
                yield null;
            }
            case PROVISION -> optIns.turnOnFor(tenant, staff, (Proposed) feasibility.proposalFor(tenant), cause);
            case REPAIR -> retriedOrRepaired(tenant, cause);
            case DEPROVISION -> {
                optIns.turnOffFor(tenant, staff);
                yield progress.underWay(tenant).map(UnderWay::run).orElse(null);
            }
            case PURGE -> provisioning.remove(tenant, cause).begun();
            case MOVE ->
                provisioning
                        .move(tenant, targetOf(action), action.beginsAt(), cause, reasonOf(action))
                        .begun();
            case CLEAR -> provisioning.clear(tenant, targetOf(action), cause).begun();
            case CLEAN -> provisioning.startClean(tenant, cause).begun();
        };
    }

    private long retriedOrRepaired(TenantId tenant, Cause cause) {
        var failed = progress.underWay(tenant).filter(UnderWay::failed);
        failed.ifPresent(run -> provisioning.retry(tenant, run.run()));
        return failed.map(UnderWay::run)
                .orElseGet(() -> provisioning.repair(tenant, cause).begun());
    }

    /** What is done for many tenants at once, none of them asked for. */
    private static Reason reasonOf(StaffAction action) {
        return action.isOfBulk() ? Reason.OPERATOR : Reason.REQUEST;
    }

    private static DataCenter targetOf(StaffAction action) {
        var target = action.target();
        if (target == null) {
            throw new IllegalStateException("Action " + action.id() + " goes nowhere");
        }
        return target;
    }
}
