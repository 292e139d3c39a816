package securitycenter.detections;

import securitycenter.LastWork;
import securitycenter.hunts.Hunts;
import securitycenter.incidents.Incidents;

/** A part of a rule's run, by its name. */
class LastOfARun extends LastWork {

    @Override
    protected Object of(Object bean, String where) {
        return switch (bean) {
            case Hunts _ when where.equals("the answer") -> stopping(bean, "ask");
            case KnownEvents _ when where.equals("what is told") -> stopping(bean, "add");
            case Incidents _ when where.equals("the alerts") -> stopping(bean, "take");
            case DetectionRules _ when where.equals("the end of the run") -> stopping(bean, "note");
            default -> bean;
        };
    }
}
