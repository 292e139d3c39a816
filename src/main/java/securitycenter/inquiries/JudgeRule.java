package securitycenter.inquiries;

import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Verdict;
import securitycenter.investigations.Entity.Reason;
import securitycenter.investigations.Exhibits.Judgment;

/** What an investigation thinks of a thing, by what others think of it. */
final class JudgeRule {

    /**
     * What is known of a thing.
     *
     * @param told what the investigation’s alerts say; null where none names it
     * @param elsewhere the worst that any alert of the tenant says of the same
     * @param same the worst of what it is or has in it
     * @param linked the worst of what made or started it, or what it starts
     * @param complete whether all that was asked of the events has an answer
     */
    record Known(@Nullable Verdict told, Verdict elsewhere, Verdict same, Verdict linked, boolean complete) {}

    private JudgeRule() {}

    static Judgment of(Known known) {
        var told = known.told();
        if (told != null && told != Verdict.UNKNOWN) {
            return new Judgment(told, Reason.TOLD);
        }
        if (known.elsewhere() != Verdict.UNKNOWN) {
            return new Judgment(known.elsewhere(), Reason.ELSEWHERE);
        }
        if (isThreat(known.same())) {
            return new Judgment(known.same(), Reason.SAME);
        }
        // Only by what is surely bad: suspicion would spread over all that a system does.
        if (known.linked() == Verdict.MALICIOUS) {
            return new Judgment(Verdict.SUSPICIOUS, Reason.LINKED);
        }
        // What Microsoft named and did not judge is not found clean by us.
        return told == null && known.complete()
                ? new Judgment(Verdict.NO_THREATS_FOUND, Reason.NOTHING_FOUND)
                : new Judgment(Verdict.UNKNOWN, Reason.UNCLEAR);
    }

    private static boolean isThreat(Verdict verdict) {
        return verdict == Verdict.MALICIOUS || verdict == Verdict.SUSPICIOUS;
    }
}
