package securitycenter.investigations;

import java.util.Map;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;

/** What an investigation has found, in numbers. */
public record EntityCounts(int all, Map<Verdict, Integer> judged, Map<RemediationStatus, Integer> dealtWith) {}
