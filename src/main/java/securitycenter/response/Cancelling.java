package securitycenter.response;

import org.jspecify.annotations.Nullable;
import securitycenter.response.RemediationAction.Trouble;

/**
 * That a person wants an action not to be done any more. What Microsoft has taken on is cancelled only once it says so.
 *
 * @param told whether Microsoft took the wish on
 * @param trouble why it would not; null where it did, or was not asked yet
 * @param detail in its words
 */
public record Cancelling(
        Decision wish,
        boolean told,
        @Nullable Trouble trouble,
        @Nullable String detail) {

    static Cancelling wanted(Decision wish) {
        return new Cancelling(wish, false, null, null);
    }

    boolean isToBeTold() {
        return !told && trouble == null;
    }
}
