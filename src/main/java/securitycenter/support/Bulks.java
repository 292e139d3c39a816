package securitycenter.support;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.provisioning.RunProgress;
import securitycenter.support.BulkLine.State;
import securitycenter.support.StaffActions.Outcome;

/** Does one act for many tenants: a batch, its end, a pause, the next batch. */
@Component
class Bulks {

    private final BulkRepository bulks;
    private final BulkItemRepository items;
    private final StaffActions actions;
    private final RunProgress progress;
    private final ObjectProvider<Scheduler> scheduler;
    private final AuditLog audit;
    private final Clock clock;

    Bulks(
            BulkRepository bulks,
            BulkItemRepository items,
            StaffActions actions,
            RunProgress progress,
            ObjectProvider<Scheduler> scheduler,
            AuditLog audit,
            Clock clock) {
        this.bulks = bulks;
        this.items = items;
        this.actions = actions;
        this.progress = progress;
        this.scheduler = scheduler;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Writes it down and hands it to the scheduler. Each tenant's own log gets the entries of its own act.
     *
     * @return its number; that of the first when the form was sent twice
     */
    @Transactional
    long start(SignedInUser staff, BulkWish wish) {
        var sentBefore = bulks.findByFormId(wish.formId());
        if (sentBefore.isPresent()) {
            return sentBefore.get().id();
        }
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

    /** No other tenant begins, also none that would be approved later; what has begun goes on. */
    @Transactional
    boolean stop(SignedInUser staff, long id) {
        var running = bulks.lock(id).filter(Bulk::isRunning);
        running.ifPresent(bulk -> {
            bulk.end(Bulk.State.STOPPED, clock.instant());
            actions.withdrawAllOf(StaffMember.of(staff), id);
            audit.record(Act.of(staff, "bulk.stopped").on("bulk", String.valueOf(id)));
        });
        return running.isPresent();
    }

    /** Those under way, however old they are, and the newest of the others. */
    @Transactional(readOnly = true)
    List<Bulk> latest(int atMost) {
        var running = bulks.findRunning(Limit.of(atMost));
        var others = bulks.findByOrderByIdDesc(Limit.of(atMost)).stream().filter(bulk -> !bulk.isRunning());
        return Stream.concat(running.stream(), others).limit(atMost).toList();
    }

    @Transactional(readOnly = true)
    Optional<Bulk> find(long id) {
        return bulks.findById(id);
    }

    /** Two reads, however many tenants there are. */
    @Transactional(readOnly = true)
    List<BulkLine> linesOf(long id) {
        var standings = items.findStandings(id);
        var runs = progress.standingsOf(standings.stream()
                .map(BulkItemStanding::run)
                .filter(Objects::nonNull)
                .toList());
        return standings.stream()
                .map(item -> BulkLine.of(item, item.run() == null ? null : runs.get(item.run())))
                .toList();
    }

    /** What an execution of the job is to do now. */
    sealed interface Turn {

        record Wait(Instant until) implements Turn {}

        record Begin(List<Long> items) implements Turn {}

        record Over() implements Turn {}
    }

    @Transactional
    Turn turn(long id) {
        var bulk = bulks.lock(id).orElseThrow();
        if (!bulk.isRunning()) {
            return new Turn.Over();
        }
        var lines = linesOf(id);
        var now = clock.instant();
        if (lines.stream().filter(line -> line.is(State.FAILED)).count() >= bulk.failuresToStop()) {
            bulk.end(Bulk.State.HALTED, now);
            actions.withdrawAllOf(bulk.askedBy(), id);
            return new Turn.Over();
        }
        if (lines.stream().anyMatch(line -> line.is(State.RUNNING))) {
            return new Turn.Wait(now.plusSeconds(1));
        }
        var waiting = lines.stream()
                .filter(line -> line.is(State.WAITING))
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
        var bulk = bulks.lock(bulkId).orElseThrow();
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
