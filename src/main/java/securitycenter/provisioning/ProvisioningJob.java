package securitycenter.provisioning;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    Task<Void> provisioningRuns(Runs runs, List<ProvisioningStep> steps) {
        var ordered = steps.stream()
                .sorted(Comparator.comparingInt(ProvisioningStep::order))
                .toList();
        return Tasks.oneTime(RUN)
                .execute((execution, context) -> execute(Long.parseLong(execution.getId()), runs, ordered));
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

    private static void execute(long id, Runs runs, List<ProvisioningStep> steps) {
        var execution = runs.claim(id);
        for (var turn = runs.next(id, execution); turn.isPresent(); turn = runs.next(id, execution)) {
            var name = turn.get().step();
            try {
                take(turn.get(), steps);
            } catch (StepRefused refused) {
                runs.failed(id, execution, turn.get(), refused.key(), reference());
                continue;
            } catch (RuntimeException fault) {
                var reference = reference();
                log.error("Run {} failed at step {} (reference {})", id, name, reference, fault);
                runs.failed(id, execution, turn.get(), "step.problem.fault", reference);
                continue;
            }
            runs.finished(id, execution, turn.get());
        }
    }

    private static void take(Runs.Turn turn, List<ProvisioningStep> steps) {
        var step = steps.stream()
                .filter(candidate -> candidate.name().equals(turn.step()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no step " + turn.step()));
        if (!turn.takeAway()) {
            step.provision(turn.home());
            return;
        }
        step.deprovision(turn.home());
        if (!step.isGone(turn.home())) {
            throw new IllegalStateException("Something of step " + turn.step() + " is left");
        }
    }

    private static String reference() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}
