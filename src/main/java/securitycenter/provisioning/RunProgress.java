package securitycenter.provisioning;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Progress.Line;
import securitycenter.provisioning.RunStep.Work;

/** Tells which runs there are of a tenant, and how far each is. */
@Component
public class RunProgress {

    private static final int COMPARED_WITH = 20;

    private final RunRepository runs;
    private final ProvisioningSettings settings;
    private final Clock clock;

    RunProgress(RunRepository runs, ProvisioningSettings settings, Clock clock) {
        this.runs = runs;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<UnderWay> underWay(TenantId tenant) {
        return runs.findActive(tenant.value());
    }

    /** The run that has failed and waits for somebody. */
    @Transactional(readOnly = true)
    public Optional<Failure> failureOf(TenantId tenant) {
        return runs.findFailures(tenant.value()).stream().findFirst();
    }

    /** The newest run of a tenant that has a home. */
    @Transactional(readOnly = true)
    public long latest(TenantId tenant) {
        return runs.findLatestIds(tenant.value(), Limit.of(1)).getFirst();
    }

    /** A run of the tenant; another tenant's is not there. */
    @Transactional(readOnly = true)
    public Optional<Progress> of(TenantId tenant, long id) {
        return runs.findByIdAndTenantId(id, tenant.value()).map(this::of);
    }

    /** The runs of a tenant, the newest first. */
    @Transactional(readOnly = true)
    public List<Progress> latestOf(TenantId tenant, int atMost) {
        return before(Long.MAX_VALUE, tenant, atMost);
    }

    /** The runs of a tenant that are older than the one with that number, the newest first. */
    @Transactional(readOnly = true)
    public List<Progress> before(long run, TenantId tenant, int atMost) {
        return runs.findByTenantIdAndIdLessThanOrderByTenantIdDescIdDesc(tenant.value(), run, Limit.of(atMost)).stream()
                .map(this::inBrief)
                .toList();
    }

    /** How runs stand that may be of many tenants, by their numbers, in one read. For staff. */
    @Transactional(readOnly = true)
    public Map<Long, RunStanding> standingsOf(Collection<Long> ids) {
        return runs.findStandings(ids).stream()
                .collect(Collectors.toMap(RunStanding::run, standing -> standing, (first, _) -> first));
    }

    /** With what such runs usually take, while it is live. */
    private Progress of(Run run) {
        var state = stateOf(run);
        return of(run, state, Progress.isLive(state) ? usualSeconds(run.kind()) : null);
    }

    /** For a list of runs, where each must not ask for all those before it. */
    private Progress inBrief(Run run) {
        return of(run, stateOf(run), null);
    }

    private static Progress of(Run run, String state, @Nullable Long usualSeconds) {
        return new Progress(
                run.id(),
                kindOf(run),
                state,
                run.target(),
                run.beginsAt(),
                (run.turnedBack() ? run.steps().reversed() : run.steps())
                        .stream().map(step -> line(step, run)).toList(),
                positionOf(run),
                usualSeconds,
                run.cause(),
                run.startedAt(),
                run.finishedAt(),
                run.tablesCompared(),
                run.rowsCompared(),
                run.canBeCancelled());
    }

    private static String kindOf(Run run) {
        if (!run.turnedBack()) {
            return run.kind().name().toLowerCase(Locale.ROOT);
        }
        return switch (run.kind()) {
            case MOVE -> "undo-move";
            case REPAIR -> "undo-repair";
            case BUILD, REMOVE, CLEAN, CLEAR -> "undo";
        };
    }

    private static Line line(RunStep step, Run run) {
        var neverBegun = step.state() == RunStep.State.WAITING && run.state() == Run.State.CANCELLED;
        var takesAway = step.work() == Work.TAKE_AWAY || run.turnedBack();
        return new Line(
                "step." + step.name() + (takesAway ? ".removes" : ""),
                neverBegun ? "NOT_BEGUN" : step.state().name(),
                step.problem(),
                step.reference(),
                step.taken());
    }

    private String stateOf(Run run) {
        return switch (run.state()) {
            case RUNNING -> run.isPlanned(clock.instant()) ? "planned" : isStalled(run) ? "stalled" : "running";
            case FAILED -> "failed";
            case DONE -> "done";
            case CANCELLED -> "cancelled";
        };
    }

    /** Nobody is at work on it: the scheduler's heartbeat for it is old or missing. */
    private boolean isStalled(Run run) {
        var silentSince = clock.instant().minus(settings.stalledAfter());
        var since = run.beginsAt() == null ? run.startedAt() : run.beginsAt();
        return since.isBefore(silentSince)
                && runs.lastHeartbeat(String.valueOf(run.id()))
                        .filter(beat -> beat.isAfter(silentSince))
                        .isEmpty();
    }

    private static int positionOf(Run run) {
        var done = run.steps().stream().filter(RunStep::isDone).count();
        return (int) Math.min(done + 1, run.steps().size());
    }

    private @Nullable Long usualSeconds(RunKind kind) {
        var seconds = runs.findLatest(kind, Limit.of(COMPARED_WITH)).stream()
                .mapToLong(Took::seconds)
                .sorted()
                .toArray();
        return seconds.length == 0 ? null : seconds[seconds.length / 2];
    }
}
