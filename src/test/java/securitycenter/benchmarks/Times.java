package securitycenter.benchmarks;

import java.time.Duration;
import java.util.List;

/** How long many like things took, in the order in which they began. */
record Times(List<Duration> all) {

    Duration median() {
        return percentile(50);
    }

    Duration percentile(int percent) {
        var sorted = all.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }

    Times first(int count) {
        return new Times(all.subList(0, Math.min(count, all.size())));
    }

    Times last(int count) {
        return new Times(all.subList(Math.max(0, all.size() - count), all.size()));
    }

    double medianOver(Times baseline) {
        return (double) median().toNanos() / baseline.median().toNanos();
    }
}
