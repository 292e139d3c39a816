package securitycenter.support;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.help.HelpRef;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;
import securitycenter.mail.Mail;
import securitycenter.provisioning.Provisioning;
import securitycenter.provisioning.RunProgress;

/** Does what staff want, as soon as everybody agrees who must. */
@Component
public class StaffActions {

    /** What became of a wish. */
    sealed interface Outcome {

        /** Done or begun, or waiting for those who must agree. */
        record Taken(StaffAction action) implements Outcome {}

        /** Another wish waits for an answer. */
        record AnotherWaits(long action) implements Outcome {}

        /** @param problem key of the sentence that says why */
        record Impossible(String problem) implements Outcome {}
    }

    private final StaffActionRepository actions;
    private final ApprovalPolicyRepository policies;
    private final Feasibility feasibility;
    private final ActionStart start;
    private final Provisioning provisioning;
    private final RunProgress progress;
    private final SupportSettings settings;
    private final Mail mail;
    private final ObjectProvider<Scheduler> scheduler;
    private final AuditLog audit;
    private final Clock clock;

    StaffActions(
            StaffActionRepository actions,
            ApprovalPolicyRepository policies,
            Feasibility feasibility,
            ActionStart start,
            Provisioning provisioning,
            RunProgress progress,
            SupportSettings settings,
            Mail mail,
            ObjectProvider<Scheduler> scheduler,
            AuditLog audit,
            Clock clock) {
        this.actions = actions;
        this.policies = policies;
        this.feasibility = feasibility;
        this.start = start;
        this.provisioning = provisioning;
        this.progress = progress;
        this.settings = settings;
        this.mail = mail;
        this.scheduler = scheduler;
        this.audit = audit;
        this.clock = clock;
    }

    /** Whether the act would need a colleague first. */
    boolean needsColleague(StaffAct act) {
        return settings.secondPerson() && act.isForTwo();
    }

    /** Whether the tenant wants to be asked. */
    @Transactional(readOnly = true)
    boolean asksTheTenant(TenantId tenant) {
        return policies.findByTenantId(tenant.value())
                .filter(ApprovalPolicy::required)
                .isPresent();
    }

    /** Does it, or lets it wait for those who must agree. */
    @Transactional
    Outcome take(StaffMember staff, TenantId tenant, Wish wish) {
        provisioning.hold(tenant);
        var waiting = waitingOf(tenant);
        if (waiting.isPresent()) {
            return new Outcome.AnotherWaits(waiting.get().id());
        }
        var problem = feasibility.problemWith(wish.act(), tenant, wish.target());
        if (problem != null) {
            refused(staff, tenant, wish.act(), problem, wish.reference());
            return new Outcome.Impossible(problem);
        }
        var action = actions.save(new StaffAction(
                tenant, wish, staff, needsColleague(wish.act()), asksTheTenant(tenant), clock.instant()));
        if (action.isWaiting()) {
            audit.record(Act.byStaff(staff, tenant, "support.asked")
                    .to("support." + action.act().word())
                    .because(action.reason())
                    .reference(action.reference()));
        }
        goOn(action);
        return new Outcome.Taken(action);
    }

    /**
     * Writes down that an act was not done.
     *
     * @param problem key of the sentence that says why
     */
    @Transactional
    void refused(StaffMember staff, TenantId tenant, StaffAct act, String problem, @Nullable String reference) {
        audit.record(Act.byStaff(staff, tenant, "support." + act.word())
                .because(problem)
                .reference(reference)
                .refused());
    }

    private void goOn(StaffAction action) {
        if (action.hasBegun()) {
            start.begin(action);
        }
        if (action.state() == ActionState.STARTED || action.state() == ActionState.WAITING_FOR_CUSTOMER) {
            tellTheTenant(action);
        }
    }

    /** A colleague of the person who asked agrees. */
    @Transactional
    boolean agree(StaffMember colleague, long id) {
        var action = waitingFor(colleague, id);
        action.ifPresent(one -> {
            provisioning.hold(one.tenant());
            one.agreedBy(colleague, clock.instant());
            record(Act.byStaff(colleague, one.tenant(), "support.agreed"), one, null);
            goOn(one);
        });
        return action.isPresent();
    }

    /** A colleague does not agree. */
    @Transactional
    boolean disagree(StaffMember colleague, long id, String answer) {
        var action = waitingFor(colleague, id);
        action.ifPresent(one -> {
            one.refusedByColleague(colleague, answer, clock.instant());
            record(Act.byStaff(colleague, one.tenant(), "support.disagreed"), one, answer);
        });
        return action.isPresent();
    }

    private Optional<StaffAction> waitingFor(StaffMember colleague, long id) {
        return actions.findById(id)
                .filter(one -> one.state() == ActionState.WAITING_FOR_COLLEAGUE && isInTime(one))
                .filter(one -> !one.askedBy().id().equals(colleague.id()));
    }

    /** The job that lets actions expire comes a little later. */
    private boolean isInTime(StaffAction action) {
        return clock.instant().isBefore(action.until(settings.answerWithin()));
    }

    /** One of the staff takes the wish back, whoever asked. */
    @Transactional
    boolean withdraw(StaffMember staff, long id) {
        var action = actions.findById(id).filter(StaffAction::isWaiting);
        action.ifPresent(one -> withdraw(staff, one));
        return action.isPresent();
    }

    /** Takes back all of a bulk that waits for somebody. */
    @Transactional(propagation = Propagation.MANDATORY)
    void withdrawAllOf(StaffMember staff, long bulk) {
        actions.findByBulkIdAndWaitingTenantIsNotNull(bulk).forEach(one -> withdraw(staff, one));
    }

    private void withdraw(StaffMember staff, StaffAction action) {
        action.withdrawn(clock.instant());
        record(Act.byStaff(staff, action.tenant(), "support.withdrawn"), action, null);
    }

    /** The tenant agrees. What became of it is the answer; empty when nothing waited for the tenant. */
    @Transactional
    Optional<ActionState> approve(SignedInUser administrator, long id, @Nullable String answer) {
        var action = waitingForTheTenant(administrator, id);
        action.ifPresent(one -> {
            provisioning.hold(one.tenant());
            one.approvedBy(administrator.name(), answer);
            record(Act.of(administrator, "support.approved"), one, answer);
            goOn(one);
        });
        return action.map(StaffAction::state);
    }

    /** The tenant does not agree. */
    @Transactional
    boolean refuse(SignedInUser administrator, long id, String answer) {
        var action = waitingForTheTenant(administrator, id);
        action.ifPresent(one -> {
            one.refusedByCustomer(administrator.name(), answer, clock.instant());
            record(Act.of(administrator, "support.refused"), one, answer);
        });
        return action.isPresent();
    }

    private Optional<StaffAction> waitingForTheTenant(SignedInUser administrator, long id) {
        return actions.findByIdAndTenantId(id, administrator.tenant().value())
                .filter(one -> one.state() == ActionState.WAITING_FOR_CUSTOMER && isInTime(one));
    }

    private void record(Act act, StaffAction action, @Nullable String why) {
        audit.record(act.to("support." + action.act().word()).because(why).reference(action.reference()));
    }

    /** Those that have waited too long for an answer. */
    @Transactional(readOnly = true)
    List<Long> overdue(int atMost) {
        return actions.findOverdue(clock.instant().minus(settings.answerWithin()), Limit.of(atMost));
    }

    @Transactional
    void expire(long id) {
        actions.findById(id).filter(StaffAction::isWaiting).ifPresent(one -> {
            one.expired(clock.instant());
            record(Act.bySystem(one.tenant(), "support.expired"), one, null);
        });
    }

    /** Takes up a failed run that staff began. */
    @Transactional
    boolean retry(StaffMember staff, TenantId tenant, long run) {
        var retried = provisioning.retry(tenant, run);
        if (retried) {
            record(Act.byStaff(staff, tenant, "run.retried"), tenant, run);
        }
        return retried;
    }

    /** Calls off a run that staff began, and undoes what it did. */
    @Transactional
    boolean cancel(StaffMember staff, TenantId tenant, long run) {
        provisioning.hold(tenant);
        var isThatRun =
                progress.underWay(tenant).filter(active -> active.run() == run).isPresent();
        if (!isThatRun || !provisioning.cancel(tenant)) {
            return false;
        }
        record(Act.byStaff(staff, tenant, "support.called-off"), tenant, run);
        return true;
    }

    /** With why the run was begun: to go on with it, or to take it back, needs no other reason. */
    private void record(Act act, TenantId tenant, long run) {
        var cause = progress.of(tenant, run).orElseThrow().cause();
        audit.record(act.on("run", String.valueOf(run)).because(cause.reason()).reference(cause.reference()));
    }

    /** The tenant wants to be asked from now on, or no longer. */
    @Transactional
    void askTheTenant(SignedInUser administrator, boolean required) {
        var before = asksTheTenant(administrator.tenant());
        if (before != required) {
            policies.save(new ApprovalPolicy(administrator.tenant(), required));
            audit.record(Act.of(administrator, "support.approval-changed")
                    .from(before)
                    .to(required));
        }
    }

    @Transactional(readOnly = true)
    Optional<StaffAction> find(long id) {
        return actions.findById(id);
    }

    /** Another tenant's action is not there. */
    @Transactional(readOnly = true)
    boolean isOf(TenantId tenant, long id) {
        return actions.findByIdAndTenantId(id, tenant.value()).isPresent();
    }

    /** The one that waits for an answer. */
    @Transactional(readOnly = true)
    Optional<StaffAction> waitingOf(TenantId tenant) {
        return actions.findByTenantIdAndWaitingTenant(tenant.value(), tenant.value());
    }

    /** Whether something waits for an administrator of the tenant. Asked for on every page of theirs. */
    @Transactional(readOnly = true)
    public boolean isWaitingForAdministratorsOf(TenantId tenant) {
        return waitingOf(tenant)
                .filter(one -> one.state() == ActionState.WAITING_FOR_CUSTOMER)
                .isPresent();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<ActionLine> latestOf(TenantId tenant, int atMost) {
        return actions.findByTenantIdOrderByTenantIdDescIdDesc(tenant.value(), Limit.of(atMost)).stream()
                .map(action -> ActionLine.of(action, settings.answerWithin()))
                .toList();
    }

    /** What was wanted because of a help request, the newest first. */
    @Transactional(readOnly = true)
    List<ActionLine> becauseOf(HelpRef request, int atMost) {
        return actions.findOfRequest(request.tenant().value(), request.number(), Limit.of(atMost)).stream()
                .map(action -> ActionLine.of(action, settings.answerWithin()))
                .toList();
    }

    @Transactional
    void mailed(long id, int people) {
        actions.findById(id).ifPresent(action -> action.mailed(people));
    }

    /** Its administrators get a mail, by a job: whom to write to has to be asked of Microsoft. */
    private void tellTheTenant(StaffAction action) {
        if (mail.isConfigured()) {
            var told = action.id() + "-" + action.state();
            scheduler
                    .getObject()
                    .scheduleIfNotExists(SupportJobs.MAIL.instance(told).scheduledTo(clock.instant()));
        }
    }
}
