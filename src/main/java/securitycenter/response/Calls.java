package securitycenter.response;

import static java.util.Objects.requireNonNull;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Verdict;
import securitycenter.graph.Call;
import securitycenter.graph.Call.Api;

/**
 * How each kind of action is asked for. Each call says our id, so that what was asked for can be found again.
 *
 * <p>Source: the reference of Defender for Endpoint's API and of Microsoft Graph, November 2026.
 */
final class Calls {

    /** The other clock may be slow. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private static final int MOST_LOOKED_AT = 100;
    private static final int LONGEST_COMMENT = 300;

    private Calls() {}

    /** Null where there is none: a person does it. */
    static @Nullable Call of(RemediationAction action, boolean isUndo) {
        if (isUndo
                ? action.type().undo().filter(ActionType.Undo.BY_CALL::equals).isEmpty()
                : !action.type().isSent()) {
            return null;
        }
        return switch (action.type()) {
            case ISOLATE_DEVICE ->
                isUndo
                        ? machine(action, "unisolate", Map.of(), "Machine.Isolate")
                        : machine(action, "isolate", Map.of("IsolationType", "Full"), "Machine.Isolate");
            case RESTRICT_CODE_EXECUTION ->
                machine(
                        action,
                        isUndo ? "unrestrictCodeExecution" : "restrictCodeExecution",
                        Map.of(),
                        "Machine.RestrictExecution");
            case RUN_ANTIVIRUS_SCAN -> machine(action, "runAntiVirusScan", Map.of("ScanType", "Full"), "Machine.Scan");
            case COLLECT_INVESTIGATION_PACKAGE ->
                machine(action, "collectInvestigationPackage", Map.of(), "Machine.CollectForensics");
            case OFFBOARD_DEVICE -> machine(action, "offboard", Map.of(), "Machine.Offboard");
            case START_INVESTIGATION -> machine(action, "startInvestigation", Map.of(), "Alert.ReadWrite.All");
            case QUARANTINE_FILE ->
                machine(
                        action,
                        "StopAndQuarantineFile",
                        Map.of("Sha1", detail(action, Target.SHA1)),
                        "Machine.StopAndQuarantine");
            case BLOCK_FILE -> isUndo ? withoutIndicator(action) : fileIndicator(action, "Block");
            case ALERT_ON_FILE -> isUndo ? withoutIndicator(action) : fileIndicator(action, "Alert");
            case ALLOW_FILE -> isUndo ? withoutIndicator(action) : fileIndicator(action, "Allowed");
            case BLOCK_URL ->
                isUndo ? withoutIndicator(action) : indicator(action, "Url", detail(action, Target.URL), "Block");
            case SOFT_DELETE_MAIL -> mail(action, "softDelete");
            case HARD_DELETE_MAIL -> mail(action, "hardDelete");
            case MOVE_MAIL_TO_JUNK -> mail(action, "moveToJunk");
            case MOVE_MAIL_TO_INBOX -> mail(action, "moveToInbox");
            case MOVE_MAIL_TO_DELETED_ITEMS -> mail(action, "moveToDeletedItems");
            case DISABLE_USER ->
                new Call(
                        Api.GRAPH,
                        "PATCH",
                        "/v1.0/users/" + encoded(detail(action, Target.PERSON)),
                        Map.of("accountEnabled", isUndo),
                        "User.EnableDisableAccount.All");
            case REVOKE_SESSIONS ->
                new Call(
                        Api.GRAPH,
                        "POST",
                        "/v1.0/users/" + encoded(detail(action, Target.PERSON)) + "/revokeSignInSessions",
                        null,
                        "User.RevokeSessions.All");
            case CONFIRM_USER_COMPROMISED ->
                new Call(
                        Api.GRAPH,
                        "POST",
                        "/v1.0/identityProtection/riskyUsers/confirmCompromised",
                        Map.of("userIds", List.of(detail(action, Target.PERSON))),
                        "IdentityRiskyUser.ReadWrite.All");
            case KILL_PROCESS,
                    REMOVE_REGISTRY_KEY,
                    STOP_SERVICE,
                    DISABLE_DRIVER,
                    REMOVE_SCHEDULED_TASK,
                    REQUEST_SAMPLE,
                    QUARANTINE_ATTACHMENT,
                    TURN_OFF_MAIL_FORWARDING,
                    REMOVE_MAILBOX_DELEGATION,
                    RESET_PASSWORD -> null;
        };
    }

    /** @throws IllegalStateException where the call lacks something */
    static void check(RemediationAction action) {
        of(action, false);
    }

    /** As for things of these names; null where there is none. */
    static @Nullable Call example(ActionType type) {
        var details = Map.of(
                Target.DEVICE, "device-id",
                Target.SHA1, "file-sha1",
                Target.SHA256, "file-sha256",
                Target.MAIL, "mail-id",
                Target.URL, "https://address.example/",
                Target.PERSON, "person-id");
        var action = new RemediationAction(
                new UUID(0, 0),
                type,
                new Target(type.on(), "example", "example", details, null),
                ActionSource.MANUAL_DEVICE_ACTION,
                Origin.ofPerson("example", null),
                Verdict.UNKNOWN,
                ActionState.PENDING_APPROVAL,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null,
                null,
                null,
                null,
                RemediationAction.Sending.NONE);
        return of(action, false);
    }

    /** Microsoft’s limits are for both together. */
    static boolean areCountedTogether(ActionType one, ActionType other) {
        var call = example(one);
        var another = example(other);
        return call != null && another != null && call.permission().equals(another.permission());
    }

    /** Whether what was asked for goes on at Microsoft, and it must be asked how. */
    static boolean goesOnThere(ActionType type) {
        return machineActionType(type, false) != null;
    }

    /** How Microsoft calls a machine action of the kind; null for what is none. */
    static @Nullable String machineActionType(ActionType type, boolean isUndo) {
        return switch (type) {
            case ISOLATE_DEVICE -> isUndo ? "Unisolate" : "Isolate";
            case RESTRICT_CODE_EXECUTION -> isUndo ? "UnrestrictCodeExecution" : "RestrictCodeExecution";
            case RUN_ANTIVIRUS_SCAN -> "RunAntiVirusScan";
            case COLLECT_INVESTIGATION_PACKAGE -> "CollectInvestigationPackage";
            case OFFBOARD_DEVICE -> "Offboard";
            case QUARANTINE_FILE -> "StopAndQuarantineFile";
            default -> null;
        };
    }

    /** Whether it can be looked up at Microsoft what came of a call that nobody answered. */
    static boolean canBeLookedFor(ActionType type, boolean isUndo) {
        return type == ActionType.START_INVESTIGATION || machineActionType(type, isUndo) != null;
    }

    /** What may have come of a call that nobody answered. */
    static Call lookingFor(RemediationAction action, boolean isUndo, Instant since) {
        if (action.type() == ActionType.START_INVESTIGATION) {
            return lookingForInvestigation(action, since);
        }
        var filter = "machineId eq '" + detail(action, Target.DEVICE) + "' and type eq '"
                + machineActionType(action.type(), isUndo) + "' and creationDateTimeUtc ge "
                + since.minus(CLOCKS_DIFFER).truncatedTo(ChronoUnit.SECONDS);
        return new Call(
                Api.DEFENDER,
                "GET",
                "/api/machineactions?$filter=" + encoded(filter) + "&$top=" + MOST_LOOKED_AT,
                null,
                "Machine.Read.All");
    }

    private static Call lookingForInvestigation(RemediationAction action, Instant since) {
        var filter = "machineId eq '" + detail(action, Target.DEVICE) + "' and startTime ge "
                + since.minus(CLOCKS_DIFFER).truncatedTo(ChronoUnit.SECONDS);
        return new Call(
                Api.DEFENDER,
                "GET",
                "/api/investigations?$filter=" + encoded(filter) + "&$top=" + MOST_LOOKED_AT,
                null,
                "Alert.ReadWrite.All");
    }

    static Call asking(String machineAction) {
        return new Call(Api.DEFENDER, "GET", "/api/machineactions/" + encoded(machineAction), null, "Machine.Read.All");
    }

    /** To be let stop something one needs what one needs to begin it. */
    static Call cancelling(RemediationAction action, Cancelling cancelling, String machineAction) {
        return new Call(
                Api.DEFENDER,
                "POST",
                "/api/machineactions/" + encoded(machineAction) + "/cancel",
                Map.of("Comment", comment(action, false, cancelling.wish())),
                requireNonNull(of(action, false)).permission());
    }

    static Call packageOf(String machineAction) {
        return new Call(
                Api.DEFENDER,
                "GET",
                "/api/machineactions/" + encoded(machineAction) + "/getPackageUri",
                null,
                "Machine.CollectForensics");
    }

    /** By which ours is known there. */
    static String mark(RemediationAction action, boolean isUndo) {
        return "Security Center " + action.id() + (isUndo ? " undo" : "");
    }

    private static Call machine(RemediationAction action, String what, Map<String, String> more, String permission) {
        var body = new LinkedHashMap<String, String>();
        body.put("Comment", comment(action));
        body.putAll(more);
        return new Call(
                Api.DEFENDER,
                "POST",
                "/api/machines/" + encoded(detail(action, Target.DEVICE)) + "/" + what,
                body,
                permission);
    }

    private static String comment(RemediationAction action) {
        var isUndo = action.isBeingUndone();
        return comment(action, isUndo, isUndo ? action.undo() : action.decision());
    }

    private static String comment(RemediationAction action, boolean isUndo, @Nullable Decision decision) {
        var said = decision == null || decision.comment() == null ? "" : ": " + decision.comment();
        return mark(action, isUndo) + said.substring(0, Math.min(said.length(), LONGEST_COMMENT));
    }

    private static Call fileIndicator(RemediationAction action, String what) {
        return action.target()
                .detail(Target.SHA256)
                .map(hash -> indicator(action, "FileSha256", hash, what))
                .orElseGet(() -> indicator(action, "FileSha1", detail(action, Target.SHA1), what));
    }

    private static Call indicator(RemediationAction action, String type, String value, String what) {
        var body = new LinkedHashMap<String, Object>();
        body.put("indicatorType", type);
        body.put("indicatorValue", value);
        body.put("action", what);
        body.put("title", mark(action, false));
        body.put("description", comment(action));
        if (what.equals("Alert")) {
            body.put("severity", "Medium");
            body.put("generateAlert", true);
        }
        return new Call(Api.DEFENDER, "POST", "/api/indicators", body, "Ti.ReadWrite.All");
    }

    private static Call withoutIndicator(RemediationAction action) {
        var indicator = action.sending().outsideId();
        if (indicator == null) {
            throw new IllegalStateException("Nobody told which indicator " + action.id() + " made");
        }
        return new Call(Api.DEFENDER, "DELETE", "/api/indicators/" + encoded(indicator), null, "Ti.ReadWrite.All");
    }

    private static Call mail(RemediationAction action, String what) {
        var body = new LinkedHashMap<String, Object>();
        body.put("displayName", mark(action, false));
        body.put("description", comment(action));
        body.put("severity", "medium");
        body.put("action", what);
        var by = action.decision() == null ? null : action.decision().by();
        if (by != null) {
            body.put("approverUpn", by.name());
        }
        body.put("remediateSendersCopy", false);
        body.put("analyzedEmails", List.of(Map.of("id", detail(action, Target.MAIL))));
        return new Call(
                Api.GRAPH,
                "POST",
                "/beta/security/collaboration/analyzedEmails/remediate",
                body,
                "SecurityAnalyzedMessage.ReadWrite.All");
    }

    private static String detail(RemediationAction action, String name) {
        return action.target()
                .detail(name)
                .orElseThrow(() -> new IllegalStateException(action.type() + " without " + name));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
