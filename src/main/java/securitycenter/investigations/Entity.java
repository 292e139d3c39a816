package securitycenter.investigations;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;

/**
 * Something that an investigation examines: once, wherever it is.
 *
 * @param key the same for the same thing: a hash, an address, a path in small letters
 * @param told what its alerts say of it; null where none names it
 * @param toldStatus how far Microsoft has dealt with it
 * @param judged why it was judged so
 */
public record Entity(
        long id,
        EntityKind kind,
        String key,
        String name,
        Map<String, String> details,
        FoundBy foundBy,
        @Nullable Verdict told,
        RemediationStatus toldStatus,
        Verdict verdict,
        Reason judged,
        RemediationStatus remediation,
        Instant foundAt) {

    /** Why something was judged as it was. */
    public enum Reason {
        NOT_YET,
        /** The alert says so. */
        TOLD,
        /** The same was judged so in another alert of the tenant. */
        ELSEWHERE,
        /** It is, or has in it, what was judged so. */
        SAME,
        /** It was made or started by what is bad, or starts it. */
        LINKED,
        /** Nothing speaks against it. */
        NOTHING_FOUND,
        /** Not all that was asked has an answer. */
        UNCLEAR
    }

    public boolean isThreat() {
        return verdict == Verdict.MALICIOUS || verdict == Verdict.SUSPICIOUS;
    }
}
