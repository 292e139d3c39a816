package securitycenter.support;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.RunStanding;

/**
 * How far one tenant of a bulk is.
 *
 * @param action null before its turn, and when the act could not be done
 * @param run null where there is nothing to run
 * @param problem key of the words for what went wrong
 */
record BulkLine(
        long item,
        TenantId tenant,
        State state,
        @Nullable Instant begunAt,
        @Nullable Long action,
        @Nullable Long run,
        @Nullable String problem) {

    enum State {
        WAITING(""),

        /** Somebody must agree first; the bulk does not wait for that. */
        ASKED("note"),
        RUNNING("note"),
        DONE("ok"),
        FAILED("bad");

        private final String tone;

        State(String tone) {
            this.tone = tone;
        }

        public String tone() {
            return tone;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static BulkLine of(BulkItemStanding item, @Nullable RunStanding run) {
        return new BulkLine(
                item.item(),
                item.tenant(),
                stateOf(item, run),
                item.begunAt(),
                item.action(),
                item.run(),
                problemOf(item, run));
    }

    private static State stateOf(BulkItemStanding item, @Nullable RunStanding run) {
        if (item.begunAt() == null) {
            return State.WAITING;
        }
        if (item.state() == null) {
            return State.FAILED;
        }
        return switch (item.state()) {
            case WAITING_FOR_COLLEAGUE, WAITING_FOR_CUSTOMER -> State.ASKED;
            case REFUSED, WITHDRAWN, EXPIRED, NOT_POSSIBLE -> State.FAILED;
            case STARTED -> run == null ? State.DONE : stateOf(run);
        };
    }

    private static State stateOf(RunStanding run) {
        return switch (run.state()) {
            case UNDER_WAY -> State.RUNNING;
            case DONE -> State.DONE;
            case FAILED, CANCELLED -> State.FAILED;
        };
    }

    private static @Nullable String problemOf(BulkItemStanding item, @Nullable RunStanding run) {
        return run != null && run.problem() != null ? run.problem() : item.problem();
    }

    boolean is(State state) {
        return this.state == state;
    }
}
