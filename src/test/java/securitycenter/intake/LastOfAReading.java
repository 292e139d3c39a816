package securitycenter.intake;

import securitycenter.LastWork;
import securitycenter.incidents.Incidents;

/** A part of reading from Graph, by its name. */
class LastOfAReading extends LastWork {

    @Override
    protected Object of(Object bean, String where) {
        return switch (bean) {
            case Incidents _ when where.equals("a page of alerts") -> stopping(bean, "take");
            case Incidents _ when where.equals("a page of incidents") -> stopping(bean, "takeIncidents");
            case Connections _ when where.equals("the news of a service") -> stopping(bean, "heardOf");
            case Cursors _ when where.equals("the place that was read to") -> stopping(bean, "put");
            default -> bean;
        };
    }
}
