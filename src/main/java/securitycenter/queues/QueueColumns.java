package securitycenter.queues;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import securitycenter.alerts.InvestigationState;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.DeviceGroups;

/** What only some columns of the queue need: by incident, as far as there is any. */
@Component
public class QueueColumns {

    /** How the automated investigations of their alerts stand. An alert without any says nothing. */
    public Map<Long, Set<InvestigationState>> investigationsOf(TenantHome home, Set<Long> incidents) {
        var states = new HashMap<Long, Set<InvestigationState>>();
        if (!incidents.isEmpty()) {
            home.database()
                    .sql("select distinct incident_id, investigation_state from alert where incident_id in (:ids)"
                            + " and investigation_state <> 'UNKNOWN'")
                    .param("ids", incidents)
                    .query((row, _) -> states.computeIfAbsent(
                                    row.getLong(1), _ -> EnumSet.noneOf(InvestigationState.class))
                            .add(InvestigationState.valueOf(row.getString(2))))
                    .list();
        }
        return states;
    }

    /** What in its service found the alerts of each, in Graph's words. */
    public Map<Long, Set<String>> detectionSourcesOf(TenantHome home, Set<Long> incidents) {
        return wordsOf(
                home,
                incidents,
                "select distinct incident_id, detection_source from alert where incident_id in (:ids)"
                        + " and detection_source is not null");
    }

    public Map<Long, Set<String>> deviceGroupsOf(TenantHome home, Set<Long> incidents) {
        return DeviceGroups.written(home.database(), incidents);
    }

    private static Map<Long, Set<String>> wordsOf(TenantHome home, Set<Long> incidents, String sql) {
        var words = new HashMap<Long, Set<String>>();
        if (!incidents.isEmpty()) {
            home.database().sql(sql).param("ids", incidents).query(row -> {
                words.computeIfAbsent(row.getLong(1), _ -> new TreeSet<>()).add(row.getString(2));
            });
        }
        return words;
    }
}
