package securitycenter.investigations;

import java.util.Optional;
import securitycenter.alerts.ServiceSource;

/** Where an investigation looks. */
public enum Field {
    DEVICE,
    MAIL;

    /** Empty for a service whose alerts are not investigated. */
    public static Optional<Field> of(ServiceSource source) {
        return switch (source) {
            case ENDPOINT -> Optional.of(DEVICE);
            case OFFICE_365 -> Optional.of(MAIL);
            default -> Optional.empty();
        };
    }
}
