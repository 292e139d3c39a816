package securitycenter.actioncenter;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person can do to an action. */
enum Deed {
    APPROVE("approved"),
    REJECT("rejected"),
    EXTEND("extended"),
    UNDO("undone"),
    RETRY("retried"),
    CANCEL("cancel-wanted"),
    DONE("done-by-hand"),
    NOT_DONE("not-done-by-hand");

    private final String past;

    Deed(String past) {
        this.past = past;
    }

    static Optional<Deed> named(@Nullable String word) {
        return Words.one(Deed.class, word);
    }

    public String word() {
        return Words.word(this);
    }

    /** As the audit log names it. */
    String past() {
        return past;
    }

    /** Whoever says no owes a reason. */
    boolean needsReason() {
        return this == REJECT || this == CANCEL || this == NOT_DONE;
    }

    /** Several actions at once can have it done to them. */
    boolean isForMany() {
        return this == APPROVE || this == REJECT || this == UNDO;
    }
}
