package securitycenter.graph;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What Microsoft answered to a call.
 *
 * @param body null where there is none
 * @param location where it is said what becomes of it; null where nobody says
 * @param code of an error, empty where there is none
 * @param message of an error, in Microsoft's words
 */
public record Called(
        int status, @Nullable JsonNode body, @Nullable String location, String code, String message) {

    public boolean fine() {
        return status / 100 == 2;
    }
}
