package securitycenter.incidents;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;

/**
 * What is stored of an alert, as far as another word about it needs it.
 *
 * @param streamed Microsoft Graph has not told of it yet
 * @param placedByPerson no rule moves it
 * @param ownStatus that a person gave it, which stays whatever its source says
 */
record StoredAlert(
        long id,
        Instant updatedAt,
        @Nullable String sourceIncident,
        boolean streamed,
        long group,
        boolean placedByPerson,
        boolean wasOpen,
        @Nullable AlertStatus ownStatus,
        Set<UUID> entities) {}
