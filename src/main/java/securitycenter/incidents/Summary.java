package securitycenter.incidents;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/**
 * What an incident's alerts say together.
 *
 * @param active those that are not resolved
 * @param severity the highest
 */
record Summary(
        int alerts,
        int active,
        Severity severity,
        Instant first,
        Instant last,
        Set<String> categories,
        Set<ServiceSource> sources) {

    static Summary none(Instant now) {
        return new Summary(0, 0, Severity.UNKNOWN, now, now, Set.of(), Set.of());
    }

    static Summary of(Alert alert) {
        return of(
                1,
                alert.status() == AlertStatus.RESOLVED ? 0 : 1,
                alert.severity(),
                alert.firstActivity(),
                alert.lastActivity(),
                alert.category(),
                alert.source());
    }

    static Summary of(
            int alerts,
            int active,
            Severity severity,
            Instant first,
            Instant last,
            @Nullable String category,
            ServiceSource source) {
        return new Summary(
                alerts, active, severity, first, last, category == null ? Set.of() : Set.of(category), Set.of(source));
    }

    Summary and(Summary other) {
        return new Summary(
                alerts + other.alerts,
                active + other.active,
                severity.compareTo(other.severity) >= 0 ? severity : other.severity,
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                union(categories, other.categories),
                union(sources, other.sources));
    }

    private static <T extends Comparable<T>> Set<T> union(Collection<T> some, Collection<T> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
