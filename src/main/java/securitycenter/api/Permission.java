package securitycenter.api;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import securitycenter.identity.Role;

/** What a program may have been allowed to do, by the names that Microsoft's documentation gives to it. */
enum Permission {
    READ_INCIDENTS(
            List.of("Incident.Read.All", "Incident.ReadWrite.All"), List.of("Incident.Read", "Incident.ReadWrite")),
    CHANGE_INCIDENTS(List.of("Incident.ReadWrite.All"), List.of("Incident.ReadWrite")),
    READ_MACHINES(List.of("Machine.Read.All", "Machine.ReadWrite.All"), List.of("Machine.Read", "Machine.ReadWrite")),
    READ_ALERTS(List.of("Alert.Read.All", "Alert.ReadWrite.All"), List.of("Alert.Read", "Alert.ReadWrite")),
    READ_SECURITY_INCIDENTS("SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"),
    CHANGE_SECURITY_INCIDENTS("SecurityIncident.ReadWrite.All"),
    READ_SECURITY_ALERTS("SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All"),
    CHANGE_SECURITY_ALERTS("SecurityAlert.ReadWrite.All"),
    HUNT(List.of("AdvancedHunting.Read.All"), List.of("AdvancedHunting.Read")),
    QUERY(List.of("AdvancedQuery.Read.All"), List.of("AdvancedQuery.Read")),
    THREAT_HUNT("ThreatHunting.Read.All");

    private final List<String> ofApplications;
    private final List<String> ofPeople;

    Permission(List<String> ofApplications, List<String> ofPeople) {
        this.ofApplications = ofApplications;
        this.ofPeople = ofPeople;
    }

    /** Where both go by the same names. */
    Permission(String... names) {
        this(List.of(names), List.of(names));
    }

    /** Any of these is enough. */
    List<String> namesFor(ApiCaller caller) {
        return caller.person() == null ? ofApplications : ofPeople;
    }

    boolean isNamedBy(ApiCaller caller) {
        return !Collections.disjoint(namesFor(caller), caller.permissions());
    }

    /** A person never gets more from a program than from our pages. */
    boolean isFor(Set<Role> roles) {
        return switch (this) {
            case READ_INCIDENTS,
                    READ_MACHINES,
                    READ_ALERTS,
                    READ_SECURITY_INCIDENTS,
                    READ_SECURITY_ALERTS,
                    HUNT,
                    QUERY,
                    THREAT_HUNT -> !roles.isEmpty();
            case CHANGE_INCIDENTS, CHANGE_SECURITY_INCIDENTS, CHANGE_SECURITY_ALERTS ->
                roles.stream().anyMatch(Role::worksOnIncidents);
        };
    }
}
