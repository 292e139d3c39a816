package securitycenter.investigations;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.response.ActionState;

/**
 * An entity where it is, and what is done to it there.
 *
 * @param asset null for what is everywhere
 * @param path empty where nobody knows it
 * @param action null where nothing is done, or that is not decided
 */
public record Sighting(
        long id,
        long entity,
        @Nullable Asset asset,
        String path,
        Map<String, String> details,
        @Nullable UUID action,
        @Nullable ActionState actionState) {}
