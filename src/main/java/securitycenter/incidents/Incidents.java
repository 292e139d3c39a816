package securitycenter.incidents;

import java.util.List;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.SourceIncident;
import securitycenter.homes.TenantHome;

/** The incidents of a tenant, and the alerts that make them up. */
@Component
public class Incidents {

    /**
     * What came of a batch.
     *
     * @param alerts that were new
     * @param updated alerts that the source changed
     * @param incidents that were made
     * @param merged incidents that became part of another
     */
    public record Taken(int alerts, int updated, int incidents, int merged) {}

    /**
     * Stores alerts and puts each into an incident, all in one transaction. The same alert twice changes nothing, nor does
     * one that is older than what is stored.
     */
    public Taken take(TenantHome home, List<Alert> alerts) {
        throw new UnsupportedOperationException();
    }

    /** Takes over what Microsoft says of its own incidents, but nothing that a person decided here. */
    public Taken takeIncidents(TenantHome home, List<SourceIncident> incidents) {
        throw new UnsupportedOperationException();
    }
}
