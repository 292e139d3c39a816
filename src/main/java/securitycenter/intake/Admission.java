package securitycenter.intake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import securitycenter.alerts.Alert;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.SourceIncident;
import securitycenter.eligibility.SupportedService;

/**
 * Which alerts of a tenant are taken in: those of the services that are licensed, and those that Microsoft makes of what
 * several services found.
 *
 * @param licensed services
 * @param identityData the tenant has agreed to identity data
 */
public record Admission(Set<SupportedService> licensed, boolean identityData) {

    public boolean admits(SupportedService service) {
        return licensed.contains(service) && (service != SupportedService.IDENTITY || identityData);
    }

    Set<SupportedService> services() {
        return licensed.stream().filter(this::admits).collect(Collectors.toSet());
    }

    boolean admitsAny() {
        return !services().isEmpty();
    }

    /** An unknown word is refused: it may be identity data, or of a service that is none of the four. */
    public boolean admits(ServiceSource source) {
        return serviceOf(source).map(this::admits).orElse(source == ServiceSource.DEFENDER_XDR && admitsAny());
    }

    List<Alert> admitted(List<Alert> alerts) {
        return alerts.stream().filter(alert -> admits(alert.source())).toList();
    }

    /** The incident with those of its alerts that are taken in; empty when it has alerts, and none of them is. */
    Optional<SourceIncident> admitted(SourceIncident incident) {
        if (incident.alerts() == null || incident.alerts().isEmpty()) {
            return Optional.of(incident);
        }
        var alerts = admitted(incident.alerts());
        return alerts.isEmpty() ? Optional.empty() : Optional.of(incident.withAlerts(alerts));
    }

    /** The supported service that an alert is of. App governance is a part of Cloud App Security. */
    public static Optional<SupportedService> serviceOf(ServiceSource source) {
        return switch (source) {
            case ENDPOINT -> Optional.of(SupportedService.ENDPOINT);
            case OFFICE_365 -> Optional.of(SupportedService.OFFICE_365);
            case CLOUD_APPS, APP_GOVERNANCE -> Optional.of(SupportedService.CLOUD_APPS);
            case IDENTITY -> Optional.of(SupportedService.IDENTITY);
            case DEFENDER_XDR,
                    IDENTITY_PROTECTION,
                    DATA_LOSS_PREVENTION,
                    DEFENDER_FOR_CLOUD,
                    SENTINEL,
                    INSIDER_RISK,
                    THREAT_INTELLIGENCE,
                    SECURITY_FOR_AI,
                    UNKNOWN -> Optional.empty();
        };
    }
}
