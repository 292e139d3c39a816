package securitycenter.provisioning;

import static java.util.Objects.requireNonNull;

import com.github.kagkarlsson.scheduler.task.FailureHandler.OnFailureRetryLater;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.ConcurrencyFailureException;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeBusy;
import securitycenter.homes.TenantHome;
import securitycenter.provisioning.ProvisioningStep.Part;
import securitycenter.provisioning.RunStep.Work;
import securitycenter.provisioning.Runs.Turn;

/**
 * Executes a run, step after step. The scheduler's table holds one row for each run that is under way, so a killed
 * process's run is taken up by the next one that misses its heartbeat.
 */
@Configuration(proxyBeanMethods = false)
class ProvisioningJob {

    static final String NAME = "provisioning-run";
    static final TaskDescriptor<Void> RUN = TaskDescriptor.of(NAME);

    /** What our own database refused once it may take a moment later; the step is repeated then. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final int TRIES = 5;

    private static final Logger log = LoggerFactory.getLogger(ProvisioningJob.class);

    @Bean
    Task<Void> provisioningRuns(Runs runs, Steps steps, Move move, DataCenters dataCenters) {
        return Tasks.oneTime(RUN).onFailure(new OnFailureRetryLater<>(PAUSE)).execute((execution, _) -> {
            var run = Long.parseLong(execution.getId());
            var claim = persistently(() -> runs.claim(run));
            new Execution(run, claim, runs, steps, move, dataCenters).toItsEnd();
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
    private record Execution(long run, int claim, Runs runs, Steps steps, Move move, DataCenters dataCenters) {

        void toItsEnd() {
            for (var turn = next(); turn.isPresent(); turn = next()) {
                take(turn.get());
            }
        }

        private Optional<Turn> next() {
            return persistently(() -> runs.next(run, claim));
        }

        private void take(Turn turn) {
            try {
                if (isSwitch(turn)) {
                    // Finished in the very transaction of the switch, or not at all.
                    persistently(() -> runs.switchHomes(run, claim, turn));
                    return;
                }
                aloneIn(homesChangedBy(turn), () -> {
                    if (persistently(() -> runs.has(run, claim))) {
                        work(turn);
                    }
                });
            } catch (StepRefused refused) {
                failed(turn, refused.key(), Runs.reference());
                return;
            } catch (HomeBusy busy) {
                failed(turn, "step.problem.busy", Runs.reference());
                return;
            } catch (RuntimeException fault) {
                var reference = Runs.reference();
                log.error("Run {} failed at step {} (reference {})", run, turn.step(), reference, fault);
                failed(turn, "step.problem.fault", reference);
                return;
            }
            persistently(() -> runs.finished(run, claim, turn));
        }

        private void failed(Turn turn, String problem, String reference) {
            persistently(() -> runs.failed(run, claim, turn, problem, reference));
        }

        private static boolean isSwitch(Turn turn) {
            return turn.work() == Work.MOVE && !turn.undo() && MovePart.ofStep(turn.step()) == MovePart.SWITCH;
        }

        /** Those that nobody else may change at the same time, such as an execution that was thought to be dead. */
        private List<TenantHome> homesChangedBy(Turn turn) {
            var changes = switch (turn.work()) {
                case BUILD, TAKE_AWAY -> {
                    var part = steps.named(turn.step()).part();
                    yield part == Part.PLACE || part == Part.CONTENT;
                }
                case MOVE -> !turn.undo() && MovePart.ofStep(turn.step()) == MovePart.COPY;
            };
            return changes ? turn.homes() : List.of();
        }

        private void aloneIn(List<TenantHome> homes, Runnable work) {
            if (homes.isEmpty()) {
                work.run();
            } else {
                dataCenters.alone(homes.getFirst(), () -> aloneIn(homes.subList(1, homes.size()), work));
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
                }
                case TAKE_AWAY -> takeAway(turn);
                case MOVE -> {
                    var part = MovePart.ofStep(turn.step());
                    if (turn.undo()) {
                        undo(part, turn.route());
                    } else {
                        move(part, requireNonNull(turn.route()));
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

        private void move(MovePart part, Route route) {
            switch (part) {
                case PREPARE -> move.prepare(route);
                case FREEZE -> move.freeze(route);
                case COPY -> move.copy(route);
                case COMPARE -> {
                    var census = move.compare(route);
                    persistently(() -> runs.compared(run, claim, census));
                }
                case SWITCH -> {}
            }
        }

        /** The new home is taken away by the steps that built it. */
        private void undo(MovePart part, @Nullable Route route) {
            if (part == MovePart.FREEZE && route != null) {
                move.thaw(route);
            }
        }
    }

    private static void persistently(Runnable transaction) {
        persistently(() -> {
            transaction.run();
            return true;
        });
    }

    /** A transaction that lost against another is tried again. */
    private static <T> T persistently(Supplier<T> transaction) {
        for (int rest = TRIES - 1; ; rest--) {
            try {
                return transaction.get();
            } catch (ConcurrencyFailureException lost) {
                if (rest == 0) {
                    throw lost;
                }
            }
        }
    }
}
