package securitycenter.detections;

import java.time.Duration;

/** How often a rule runs, and how far each run looks back. Source: facts of hunting, section 6. */
enum Frequency {
    HOURLY(Duration.ofHours(1), Duration.ofHours(4)),
    EVERY_3_HOURS(Duration.ofHours(3), Duration.ofHours(12)),
    EVERY_12_HOURS(Duration.ofHours(12), Duration.ofHours(48)),
    DAILY(Duration.ofHours(24), Duration.ofDays(30));

    /** Of the first run, whenever a rule is made or changed. */
    static final Duration FAR_BACK = Duration.ofDays(30);

    private final Duration interval;
    private final Duration lookBack;

    Frequency(Duration interval, Duration lookBack) {
        this.interval = interval;
        this.lookBack = lookBack;
    }

    Duration interval() {
        return interval;
    }

    Duration lookBack() {
        return lookBack;
    }
}
