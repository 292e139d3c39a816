package securitycenter.response;

import org.jspecify.annotations.Nullable;
import securitycenter.response.ActionType.Undo;

/**
 * How an action stands, as people are told: what waits for a person is not called running.
 *
 * @param word the last part of the key of its name
 * @param tone of its badge; null where it needs nobody's eye
 */
public record Standing(String word, @Nullable String tone) {

    public static Standing of(ActionType type, ActionState state) {
        return new Standing(word(type, state), tone(state));
    }

    private static String word(ActionType type, ActionState state) {
        return switch (state) {
            case RUNNING -> type.isSent() ? state.name() : "BY_HAND";
            case UNDOING -> isUndoneByHand(type) ? "UNDO_BY_HAND" : state.name();
            case PENDING_APPROVAL,
                    APPROVED,
                    SUCCEEDED,
                    TRIED,
                    FAILED,
                    TIMED_OUT,
                    REJECTED,
                    EXPIRED,
                    CANCELLED,
                    UNDO_REQUESTED,
                    UNDONE,
                    UNDO_FAILED -> state.name();
        };
    }

    /** A person is to do it, or to take it back. */
    public boolean isByHand() {
        return word.endsWith("BY_HAND");
    }

    public static boolean isUndoneByHand(ActionType type) {
        return type.undo().filter(Undo.BY_HAND::equals).isPresent();
    }

    private static @Nullable String tone(ActionState state) {
        return switch (state) {
            case PENDING_APPROVAL -> "solid";
            case APPROVED, RUNNING, UNDO_REQUESTED, UNDOING -> "note";
            case SUCCEEDED, UNDONE -> "ok";
            case FAILED, UNDO_FAILED -> "bad";
            case TRIED, TIMED_OUT -> "warn";
            case REJECTED, EXPIRED, CANCELLED -> null;
        };
    }
}
