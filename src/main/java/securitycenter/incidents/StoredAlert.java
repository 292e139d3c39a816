package securitycenter.incidents;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an alert, as far as another word about it needs it.
 *
 * @param streamed Microsoft Graph has not told of it yet
 * @param placedByPerson no rule moves it
 * @param workedOn a person here decided on its status, assignment or classification
 */
record StoredAlert(
        long id,
        Instant updatedAt,
        @Nullable String sourceIncident,
        boolean streamed,
        long group,
        long incident,
        boolean placedByPerson,
        boolean workedOn,
        Set<UUID> entities) {}
