package securitycenter.streaming;

import securitycenter.LastWork;
import securitycenter.events.Events;

/** A part of taking a batch in, by its name. */
class LastOfABatch extends LastWork {

    @Override
    protected Object of(Object bean, String where) {
        return switch (bean) {
            case Events _ when where.equals("events") -> stopping(bean, "append");
            case StreamedAlerts _ when where.equals("alerts") -> stopping(bean, "take");
            // Written and not yet committed, like the place that was read to.
            case DeadLetters _ when where.equals("dead letters") -> stopping(bean, "keep");
            // All is stored, and whoever sent it does not know yet.
            case StreamStore _ when where.equals("batch") -> stopping(bean, "take");
            default -> bean;
        };
    }
}
