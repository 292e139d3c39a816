package securitycenter.support;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.eligibility.TenantNaming;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.provisioning.Progress;
import securitycenter.provisioning.Provisioning;
import securitycenter.support.StaffActions.Outcome;

/** Does one act for many tenants: a batch, its end, a pause, the next batch. */
@Component
class Bulks {

    private final BulkRepository bulks;
    private final BulkItemRepository items;
    private final StaffActions actions;
    private final Provisioning provisioning;
    private final TenantNaming names;
    private final ObjectProvider<Scheduler> scheduler;
    private final AuditLog audit;
    private final Clock clock;

    Bulks(
            BulkRepository bulks,
            BulkItemRepository items,
            StaffActions actions,
            Provisioning provisioning,
            TenantNaming names,
            ObjectProvider<Scheduler> scheduler,
            AuditLog audit,
            Clock clock) {
        this.bulks = bulks;
        this.items = items;
        this.actions = actions;
        this.provisioning = provisioning;
        this.names = names;
        this.scheduler = scheduler;
        this.audit = audit;
        this.clock = clock;
    }

    /** Writes it down and hands it to the scheduler. Each tenant's own log gets the entries of its own act. */
    @Transactional
    long start(SignedInUser staff, BulkWish wish) {
        var bulk = bulks.save(new Bulk(StaffMember.of(staff), wish, clock.instant()));
        wish.tenants().forEach(tenant -> items.save(new BulkItem(bulk.id(), tenant)));
        audit.record(Act.of(staff, "bulk.started")
                .on("bulk", String.valueOf(bulk.id()))
                .to("support." + wish.act().word())
                .because(wish.reason())
                .reference(wish.reference()));
        scheduler
                .getObject()
                .scheduleIfNotExists(
                        SupportJobs.BULK.instance(String.valueOf(bulk.id())).scheduledTo(clock.instant()));
        return bulk.id();
    }

    /** No other tenant begins; what has begun goes on. */
    @Transactional
    boolean stop(SignedInUser staff, long id) {
        var running = bulks.findById(id).filter(Bulk::isRunning);
        running.ifPresent(bulk -> {
            bulk.end(Bulk.State.STOPPED, clock.instant());
            audit.record(Act.of(staff, "bulk.stopped").on("bulk", String.valueOf(id)));
        });
        return running.isPresent();
    }

    @Transactional(readOnly = true)
    Optional<Bulk> find(long id) {
        return bulks.findById(id);
    }

    @Transactional(readOnly = true)
    List<BulkLine> linesOf(long id) {
        return items.findByBulkIdOrderById(id).stream().map(this::line).toList();
    }

    private BulkLine line(BulkItem item) {
        var action = item.action() == null ? null : actions.find(item.action()).orElse(null);
        var run = action == null || action.run() == null
                ? null
                : provisioning.runOf(item.tenant(), action.run()).orElse(null);
        return new BulkLine(
                item.id(),
                item.tenant(),
                names.of(item.tenant()),
                stateOf(item, action, run),
                item.begunAt(),
                item.action(),
                run == null ? null : run.id(),
                problemOf(item, action, run));
    }

    private static String stateOf(BulkItem item, @Nullable StaffAction action, @Nullable Progress run) {
        if (!item.hasBegun()) {
            return "waiting";
        }
        if (action == null) {
            return "failed";
        }
        return switch (action.state()) {
            case WAITING_FOR_COLLEAGUE, WAITING_FOR_CUSTOMER -> "asked";
            case REFUSED, WITHDRAWN, EXPIRED, NOT_POSSIBLE -> "failed";
            case STARTED -> run == null || run.state().equals("done") ? "done" : run.isLive() ? "running" : "failed";
        };
    }

    private static @Nullable String problemOf(BulkItem item, @Nullable StaffAction action, @Nullable Progress run) {
        if (item.problem() != null) {
            return item.problem();
        }
        if (run != null && run.failure() != null) {
            return run.failure().problem();
        }
        return action == null ? null : action.problem();
    }

    /** What an execution of the job is to do now. */
    sealed interface Turn {

        record Wait(Instant until) implements Turn {}

        record Begin(List<Long> items) implements Turn {}

        record Over() implements Turn {}
    }

    @Transactional
    Turn turn(long id) {
        var bulk = bulks.findById(id).orElseThrow();
        if (!bulk.isRunning()) {
            return new Turn.Over();
        }
        var lines = linesOf(id);
        var now = clock.instant();
        if (lines.stream().filter(BulkLine::isFailed).count() >= bulk.failuresToStop()) {
            bulk.end(Bulk.State.HALTED, now);
            return new Turn.Over();
        }
        if (lines.stream().anyMatch(BulkLine::isRunning)) {
            return new Turn.Wait(now.plusSeconds(1));
        }
        var waiting = lines.stream()
                .filter(BulkLine::isWaiting)
                .limit(bulk.batchSize())
                .map(BulkLine::item)
                .toList();
        if (waiting.isEmpty()) {
            bulk.end(Bulk.State.DONE, now);
            return new Turn.Over();
        }
        if (bulk.nextAt().isAfter(now)) {
            return new Turn.Wait(bulk.nextAt());
        }
        bulk.pause(now);
        return new Turn.Begin(waiting);
    }

    /** A transaction for each tenant: one that cannot be helped must not keep the others from it. */
    @Transactional
    void begin(long bulkId, long itemId) {
        var bulk = bulks.findById(bulkId).orElseThrow();
        var item = items.findById(itemId).orElseThrow();
        if (item.hasBegun() || !bulk.isRunning()) {
            return;
        }
        switch (actions.take(bulk.askedBy(), item.tenant(), bulk.wish())) {
            case Outcome.Taken(var action) -> item.taken(action.id(), clock.instant());
            case Outcome.AnotherWaits _ -> item.impossible("support.problem.another-waits", clock.instant());
            case Outcome.Impossible(var problem) -> item.impossible(problem, clock.instant());
        }
    }
}
