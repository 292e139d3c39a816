package securitycenter.provisioning;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import securitycenter.provisioning.Runs.Turn;

/**
 * Executes a run, step after step. The scheduler's table holds one row for each run that is under way, so a killed
 * process's run is taken up by the next one that misses its heartbeat.
 */
@Configuration(proxyBeanMethods = false)
class ProvisioningJob {

    static final String NAME = "provisioning-run";
    static final TaskDescriptor<Void> RUN = TaskDescriptor.of(NAME);

    private static final Logger log = LoggerFactory.getLogger(ProvisioningJob.class);

    @Bean
    Task<Void> provisioningRuns(Runs runs, Steps steps, Move move) {
        return Tasks.oneTime(RUN).execute((execution, _) -> {
            var run = Long.parseLong(execution.getId());
            new Execution(run, runs.claim(run), runs, steps, move).toItsEnd();
        });
    }

    /** A run must never be left without an execution, as when a retry overtakes the end of the failed one. */
    @Bean
    Task<Void> forgottenRuns(Runs runs) {
        return Tasks.recurring("provisioning-forgotten-runs", FixedDelay.ofSeconds(15))
                .execute((execution, context) -> runs.forgotten()
                        .forEach(id -> context.getSchedulerClient()
                                .scheduleIfNotExists(
                                        RUN.instance(String.valueOf(id)).scheduledTo(Instant.EPOCH))));
    }

    /** One claim on a run: takes step after step until there is none, or another execution has the run. */
    private record Execution(long run, int claim, Runs runs, Steps steps, Move move) {

        void toItsEnd() {
            for (var turn = runs.next(run, claim); turn.isPresent(); turn = runs.next(run, claim)) {
                take(turn.get());
            }
        }

        private void take(Turn turn) {
            try {
                work(turn);
            } catch (StepRefused refused) {
                runs.failed(run, claim, turn, refused.key(), reference());
            } catch (RuntimeException fault) {
                var reference = reference();
                log.error("Run {} failed at step {} (reference {})", run, turn.step(), reference, fault);
                runs.failed(run, claim, turn, "step.problem.fault", reference);
            }
        }

        private void work(Turn turn) {
            switch (turn.work()) {
                case BUILD -> {
                    if (turn.undo()) {
                        takeAway(turn);
                    } else {
                        turn.homes().forEach(steps.named(turn.step())::provision);
                    }
                    runs.finished(run, claim, turn);
                }
                case TAKE_AWAY -> {
                    takeAway(turn);
                    runs.finished(run, claim, turn);
                }
                case MOVE -> {
                    var part = MovePart.ofStep(turn.step());
                    if (turn.undo()) {
                        undo(part, requireNonNull(turn.route()));
                        runs.finished(run, claim, turn);
                    } else {
                        move(part, turn, requireNonNull(turn.route()));
                    }
                }
            }
        }

        private void takeAway(Turn turn) {
            var step = steps.named(turn.step());
            turn.homes().forEach(step::deprovision);
            if (!turn.homes().stream().allMatch(step::isGone)) {
                throw new IllegalStateException("Something of step " + turn.step() + " is left");
            }
        }

        private void move(MovePart part, Turn turn, Route route) {
            switch (part) {
                case PREPARE -> move.prepare(route);
                case FREEZE -> move.freeze(route);
                case COPY -> move.copy(route);
                case COMPARE -> runs.compared(run, claim, move.compare(route));
                case SWITCH -> {
                    // Finished in the very transaction of the switch, or not at all.
                    runs.switchHomes(run, claim, turn);
                    return;
                }
            }
            runs.finished(run, claim, turn);
        }

        /** The new home is taken away by the steps that built it. */
        private void undo(MovePart part, Route route) {
            if (part == MovePart.FREEZE) {
                move.thaw(route);
            }
        }
    }

    private static String reference() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
