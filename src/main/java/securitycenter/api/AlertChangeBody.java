package securitycenter.api;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.GraphWord;
import securitycenter.incidents.AlertChange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads from a body what somebody wants to be different about an alert. */
class AlertChangeBody {

    private static final Set<AlertStatus> CHOSEN_BY_CALLERS =
            Set.of(AlertStatus.NEW, AlertStatus.IN_PROGRESS, AlertStatus.RESOLVED);

    private @Nullable AlertStatus status;
    private @Nullable String assignedTo;
    private @Nullable Classification classification;
    private @Nullable Determination determination;

    static AlertChange read(ObjectNode body) {
        var change = new AlertChangeBody();
        ChangeBody.fields(body).forEach(field -> change.take(field.getKey(), field.getValue()));
        return new AlertChange(change.status, change.assignedTo, change.classification, change.determination);
    }

    private void take(String name, JsonNode value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "status" -> status = status(name, value);
            case "assignedto" -> assignedTo = ChangeBody.person(name, value);
            case "classification" -> classification = ChangeBody.classification(name, value);
            case "determination" -> determination = ChangeBody.determination(name, value);
            default -> throw ChangeBody.unknown(name);
        }
    }

    private static AlertStatus status(String name, JsonNode value) {
        var status = ChangeBody.word(name, value, word -> GraphWord.find(AlertStatus.class, word));
        if (!CHOSEN_BY_CALLERS.contains(status)) {
            throw ChangeBody.wrong("'" + status.word() + "' is no status that a caller may set.");
        }
        return status;
    }
}
