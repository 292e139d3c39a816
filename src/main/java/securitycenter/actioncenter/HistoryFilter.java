package securitycenter.actioncenter;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;

/**
 * What is asked of the history, as it stands in the address.
 *
 * @param asset a part of the name of a device, a mailbox or a person
 * @param hash of a file, as people paste it
 */
record HistoryFilter(
        @Nullable String period,
        @Nullable String type,
        @Nullable String asset,
        @Nullable String decision,
        @Nullable String status,
        @Nullable String hash) {

    static final String PATH = PendingController.PATH + "/history";

    /** Since when. */
    enum Span {
        DAY(1),
        WEEK(7),
        MONTH(30),
        HALF_YEAR(180);

        private final int days;

        Span(int days) {
            this.days = days;
        }

        public String word() {
            return Words.word(this);
        }
    }

    /** What came of the question whether to do it. */
    enum Decided {
        APPROVED,
        AUTOMATIC,
        REJECTED,
        NOBODY;

        public String word() {
            return Words.word(this);
        }
    }

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}");

    static List<ActionState> states() {
        return Arrays.stream(ActionState.values())
                .filter(state -> !state.isPending())
                .toList();
    }

    public Span span() {
        return Words.one(Span.class, period).orElse(Span.MONTH);
    }

    Instant since(Instant now) {
        return now.minusSeconds(span().days * 86_400L);
    }

    public @Nullable ActionType kind() {
        return Words.one(ActionType.class, type).orElse(null);
    }

    public @Nullable String place() {
        return Words.line(asset);
    }

    public @Nullable Decided decided() {
        return Words.one(Decided.class, decision).orElse(null);
    }

    public @Nullable ActionState state() {
        return Words.one(ActionState.class, status)
                .filter(state -> !state.isPending())
                .orElse(null);
    }

    /** In small letters; null where none is asked for, or what is asked for is none. */
    public @Nullable String digest() {
        var typed = typed();
        return typed == null || isNoHash() ? null : typed;
    }

    public boolean isNoHash() {
        var typed = typed();
        return typed != null && !HASH.matcher(typed).matches();
    }

    private @Nullable String typed() {
        var line = Words.line(hash);
        return line == null ? null : line.toLowerCase(Locale.ROOT);
    }

    /** Nothing but the usual period. */
    public boolean hidesNothing() {
        return kind() == null && place() == null && decided() == null && state() == null && typed() == null;
    }

    ListAddress address() {
        return ListAddress.of(PATH)
                .asking("period", span() == Span.MONTH ? null : span().word())
                .asking("type", kind() == null ? null : Words.word(kind()))
                .asking("asset", place())
                .asking("decision", decided() == null ? null : decided().word())
                .asking("status", state() == null ? null : Words.word(state()))
                .asking("hash", typed());
    }
}
