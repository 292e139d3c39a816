package securitycenter.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import securitycenter.investigations.Investigation;
import securitycenter.response.MachineAction;
import securitycenter.response.MachineActionStatus;
import securitycenter.response.MachineActionType;
import securitycenter.response.MachineActions;
import securitycenter.response.Target;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Machine actions and investigations in the shape of Defender for Endpoint's API. */
final class ResponseShape {

    private ResponseShape() {}

    static ObjectNode of(MachineAction sent) {
        var wanted = sent.wanted();
        var device = sent.device();
        var shape = JsonNodeFactory.instance
                .objectNode()
                .put("id", sent.id().toString())
                .put("type", sent.type().pascal())
                .putNull("title")
                .put("scope", scope(sent.type()))
                .put(
                        "requestor",
                        wanted.by() == null
                                ? MachineActions.NOBODY
                                : wanted.by().name())
                .put("requestorComment", comment(sent))
                .put("requestSource", wanted.by() == null ? MachineActions.NOBODY : "Portal")
                .put("externalID", sent.outsideId().orElse(null))
                .put("status", sent.status().pascal());
        shape.putArray("commands");
        shape.put("machineId", device.map(Target.Asset::key).orElse(null))
                .put("computerDnsName", device.map(Target.Asset::name).orElse(null))
                .put("creationDateTimeUtc", wanted.at().toString())
                .put("lastUpdateDateTimeUtc", sent.action().updatedAt().toString());
        cancellation(shape, sent);
        file(shape, sent);
        return shape;
    }

    /** As it is sent. */
    private static @Nullable String scope(MachineActionType type) {
        return switch (type) {
            case ISOLATE, RUN_ANTI_VIRUS_SCAN -> "Full";
            case UNISOLATE,
                    RESTRICT_CODE_EXECUTION,
                    UNRESTRICT_CODE_EXECUTION,
                    COLLECT_INVESTIGATION_PACKAGE,
                    OFFBOARD,
                    STOP_AND_QUARANTINE_FILE -> null;
        };
    }

    private static @Nullable String comment(MachineAction sent) {
        var said = sent.wanted().comment();
        return said == null && !sent.isUndo() ? sent.action().origin().detail() : said;
    }

    private static void cancellation(ObjectNode shape, MachineAction sent) {
        var isCancelled = sent.status() == MachineActionStatus.CANCELLED;
        var wanted = sent.isUndo() ? null : sent.action().cancelled();
        var by = wanted == null ? sent.last().who() : wanted.by();
        var comment = wanted == null ? sent.last().comment() : wanted.comment();
        shape.put("cancellationRequestor", isCancelled && by != null ? by.name() : null)
                .put("cancellationComment", isCancelled ? comment : null)
                .put("cancellationDateTimeUtc", isCancelled ? sent.last().at().toString() : null);
    }

    private static void file(ObjectNode shape, MachineAction sent) {
        var hash = sent.type() == MachineActionType.STOP_AND_QUARANTINE_FILE
                ? sent.action().target().details().get(Target.SHA1)
                : null;
        if (hash == null) {
            shape.putNull("relatedFileInfo");
        } else {
            shape.putObject("relatedFileInfo").put("fileIdentifier", hash).put("fileIdentifierType", "Sha1");
        }
    }

    static ObjectNode of(Investigation investigation) {
        var about = investigation.about().kind() == EvidenceKind.DEVICE ? investigation.about() : null;
        var by = investigation.cancelledBy();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", String.valueOf(investigation.number()))
                .put("startTime", investigation.startedAt().toString())
                .put("endTime", text(investigation.endedAt()))
                .put("state", investigation.state().pascal())
                .put("cancelledBy", by == null ? null : by.name())
                .putNull("statusDetails")
                .put("machineId", about == null ? null : about.key())
                .put("computerDnsName", about == null ? null : about.name())
                .put("triggeringAlertId", investigation.begun().id());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
