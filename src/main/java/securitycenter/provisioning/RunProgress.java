package securitycenter.provisioning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How far a run is, as its page shows it. */
@Component
class RunProgress {

    private static final int COMPARED_WITH = 20;

    /** @param taken null while it has not ended */
    record Line(
            String name,
            String state,
            @Nullable String problem,
            @Nullable String reference,
            @Nullable Duration taken) {

        static Line of(RunStep step, Run run) {
            var neverBegun = step.state() == RunStep.State.WAITING && run.state() == Run.State.CANCELLED;
            var state = neverBegun ? "NOT_BEGUN" : step.state().name();
            return new Line(step.name(), state, step.problem(), step.reference(), step.taken());
        }
    }

    /**
     * @param kind build, undo or remove
     * @param state running, stalled, failed, done or cancelled
     * @param position of the step under way, from 1
     * @param usualSeconds what such runs took lately; null when there was none
     */
    record Progress(
            long id,
            String kind,
            String state,
            List<Line> steps,
            int position,
            @Nullable Long usualSeconds,
            @Nullable String startedBy,
            Instant startedAt,
            @Nullable Instant finishedAt) {

        public boolean isLive() {
            return state.equals("running") || state.equals("stalled");
        }
    }

    private final RunRepository runs;
    private final ProvisioningSettings settings;
    private final Clock clock;

    RunProgress(RunRepository runs, ProvisioningSettings settings, Clock clock) {
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Progress of(Run run) {
        return new Progress(
                run.id(),
                run.turnedBack() ? "undo" : run.kind() == Run.Kind.BUILD ? "build" : "remove",
                stateOf(run),
                (run.turnedBack() ? run.steps().reversed() : run.steps())
                        .stream().map(step -> Line.of(step, run)).toList(),
                positionOf(run),
                usualSeconds(run.kind()),
                run.startedByName(),
                run.startedAt(),
                run.finishedAt());
    }

    private String stateOf(Run run) {
        return switch (run.state()) {
            case RUNNING -> isStalled(run) ? "stalled" : "running";
            case FAILED -> "failed";
            case DONE -> "done";
            case CANCELLED -> "cancelled";
        };
    }

    /** Nobody is at work on it: the scheduler's heartbeat for it is old or missing. */
    private boolean isStalled(Run run) {
        var silentSince = clock.instant().minus(settings.stalledAfter());
        return run.startedAt().isBefore(silentSince)
                && runs.lastHeartbeat(String.valueOf(run.id()))
                        .filter(beat -> beat.isAfter(silentSince))
                        .isEmpty();
    }

    private static int positionOf(Run run) {
        var done = run.steps().stream().filter(RunStep::isDone).count();
        return (int) Math.min(done + 1, run.steps().size());
    }

    private @Nullable Long usualSeconds(Run.Kind kind) {
        var seconds = runs.findLatest(kind, Limit.of(COMPARED_WITH)).stream()
                .mapToLong(Took::seconds)
                .sorted()
                .toArray();
        return seconds.length == 0 ? null : seconds[seconds.length / 2];
    }
}
