package securitycenter.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;

/**
 * How far a run is, as its page shows it.
 *
 * @param kind build, repair, remove, clean, move or clear; undo, undo-move or undo-repair for one that was called
 *     off
 * @param state planned, running, stalled, failed, done or cancelled
 * @param target whereto the home moves, or where the former one is that is deleted
 * @param beginsAt of a planned run
 * @param position of the step under way, from 1
 * @param usualSeconds what such runs took lately; null when there was none, or it is over
 * @param tablesCompared of a move
 * @param canBeCancelled it can still be called off
 */
public record Progress(
        long id,
        String kind,
        String state,
        @Nullable DataCenter target,
        @Nullable Instant beginsAt,
        List<Line> steps,
        int position,
        @Nullable Long usualSeconds,
        Cause cause,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Integer tablesCompared,
        @Nullable Long rowsCompared,
        boolean canBeCancelled) {

    /**
     * @param text key of the words for the step
     * @param taken null while it has not ended
     */
    public record Line(
            String text,
            String state,
            @Nullable String problem,
            @Nullable String reference,
            @Nullable Duration taken) {}

    /** Key of the sentence that says how it stands. */
    public String sentence() {
        return switch (state) {
            case "done", "cancelled" -> "run." + state + "." + kind;
            case "running" -> kind.startsWith("undo") ? "run.running.back" : "run.running";
            default -> "run." + state;
        };
    }

    public boolean isLive() {
        return isLive(state);
    }

    static boolean isLive(String state) {
        return state.equals("running") || state.equals("stalled") || state.equals("planned");
    }

    /** The step that failed, if one did. */
    public @Nullable Line failure() {
        return steps.stream().filter(line -> line.problem() != null).findFirst().orElse(null);
    }
}
