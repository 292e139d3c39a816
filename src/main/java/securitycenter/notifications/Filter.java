package securitycenter.notifications;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/**
 * Of which severities and sources somebody wants to hear.
 *
 * @param severities the worst first, as people read them
 * @param sources all when empty
 */
record Filter(Set<Severity> severities, Set<ServiceSource> sources) {

    /** What a person can choose from, the worst first. */
    static final List<Severity> SEVERITIES =
            List.of(Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.INFORMATIONAL);

    /** Those whose alerts are taken in. */
    static final List<ServiceSource> SOURCES = List.of(
            ServiceSource.ENDPOINT,
            ServiceSource.OFFICE_365,
            ServiceSource.IDENTITY,
            ServiceSource.CLOUD_APPS,
            ServiceSource.APP_GOVERNANCE,
            ServiceSource.DEFENDER_XDR);

    Filter {
        severities =
                SEVERITIES.stream().filter(severities::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** A severity that nobody said counts as informational: no alert is left out of all rules. */
    boolean lets(Severity severity, Collection<ServiceSource> from) {
        var counted = severity == Severity.UNKNOWN ? Severity.INFORMATIONAL : severity;
        return severities.contains(counted) && (sources.isEmpty() || !Collections.disjoint(sources, from));
    }
}
