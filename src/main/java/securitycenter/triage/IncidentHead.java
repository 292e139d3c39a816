package securitycenter.triage;

import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.casefiles.IncidentFile;

/**
 * What stands above every page of an incident.
 *
 * @param may the person change incidents
 * @param cameFrom an incident that became part of this one, whose address led here
 */
record IncidentHead(
        IncidentFile incident,
        IncidentAge age,
        String tab,
        List<Tab> tabs,
        boolean may,
        String tenant,
        @Nullable Long cameFrom) {

    /** @param count null where counting would cost more than it tells */
    record Tab(String name, String address, @Nullable Integer count) {}

    /** How far apart in time two alerts are. */
    public IncidentAge between(long seconds) {
        return IncidentAge.ofSeconds(seconds);
    }

    public String spaced(String tactic) {
        return new Tactics().spaced(tactic);
    }

    static List<Tab> tabsOf(IncidentFile incident) {
        var address = "/incidents/" + incident.id();
        return List.of(
                new Tab("summary", address, null),
                new Tab("alerts", address + "/alerts", incident.alerts()),
                new Tab("devices", address + "/devices", incident.devices()),
                new Tab("users", address + "/users", incident.users()),
                new Tab("mailboxes", address + "/mailboxes", incident.mailboxes()),
                new Tab("investigations", address + "/investigations", null),
                new Tab("evidence", address + "/evidence", incident.entities()),
                new Tab("graph", address + "/graph", null),
                new Tab("activity", address + "/activity", null));
    }
}
