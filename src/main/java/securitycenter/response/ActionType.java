package securitycenter.response;

import static securitycenter.response.ActionReach.DEVICE;
import static securitycenter.response.ActionReach.IDENTITY;
import static securitycenter.response.ActionReach.MAIL;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;

/**
 * What can be done to evidence. What Microsoft has an API for is sent, the rest is done by a person who then says so: there is
 * no API that stops a service or takes away a registry key.
 */
public enum ActionType {
    ISOLATE_DEVICE(DEVICE, EvidenceKind.DEVICE, true, Undo.BY_CALL),
    RESTRICT_CODE_EXECUTION(DEVICE, EvidenceKind.DEVICE, true, Undo.BY_CALL),
    RUN_ANTIVIRUS_SCAN(DEVICE, EvidenceKind.DEVICE, true, null),
    COLLECT_INVESTIGATION_PACKAGE(DEVICE, EvidenceKind.DEVICE, true, null),
    OFFBOARD_DEVICE(DEVICE, EvidenceKind.DEVICE, true, null),
    START_INVESTIGATION(DEVICE, EvidenceKind.DEVICE, true, null),
    QUARANTINE_FILE(DEVICE, EvidenceKind.FILE, true, Undo.BY_HAND),
    BLOCK_FILE(DEVICE, EvidenceKind.FILE, true, Undo.BY_CALL),
    ALERT_ON_FILE(DEVICE, EvidenceKind.FILE, true, Undo.BY_CALL),
    ALLOW_FILE(DEVICE, EvidenceKind.FILE, true, Undo.BY_CALL),
    REQUEST_SAMPLE(DEVICE, EvidenceKind.FILE, false, null),
    KILL_PROCESS(DEVICE, EvidenceKind.PROCESS, false, null),
    REMOVE_REGISTRY_KEY(DEVICE, EvidenceKind.REGISTRY, false, Undo.BY_HAND),
    STOP_SERVICE(DEVICE, EvidenceKind.OTHER, false, Undo.BY_HAND),
    DISABLE_DRIVER(DEVICE, EvidenceKind.OTHER, false, Undo.BY_HAND),
    REMOVE_SCHEDULED_TASK(DEVICE, EvidenceKind.OTHER, false, Undo.BY_HAND),
    SOFT_DELETE_MAIL(MAIL, EvidenceKind.MESSAGE, true, null),
    HARD_DELETE_MAIL(MAIL, EvidenceKind.MESSAGE, true, null),
    MOVE_MAIL_TO_JUNK(MAIL, EvidenceKind.MESSAGE, true, null),
    MOVE_MAIL_TO_INBOX(MAIL, EvidenceKind.MESSAGE, true, null),
    MOVE_MAIL_TO_DELETED_ITEMS(MAIL, EvidenceKind.MESSAGE, true, null),
    BLOCK_URL(MAIL, EvidenceKind.URL, true, Undo.BY_CALL),
    QUARANTINE_ATTACHMENT(MAIL, EvidenceKind.FILE, false, null),
    TURN_OFF_MAIL_FORWARDING(MAIL, EvidenceKind.MAILBOX, false, null),
    REMOVE_MAILBOX_DELEGATION(MAIL, EvidenceKind.MAILBOX, false, null),
    DISABLE_USER(IDENTITY, EvidenceKind.USER, true, Undo.BY_CALL),
    REVOKE_SESSIONS(IDENTITY, EvidenceKind.USER, true, null),
    CONFIRM_USER_COMPROMISED(IDENTITY, EvidenceKind.USER, true, null),
    RESET_PASSWORD(IDENTITY, EvidenceKind.USER, false, null);

    /** How it is taken back. */
    public enum Undo {
        BY_CALL,
        BY_HAND
    }

    private final ActionReach reach;
    private final EvidenceKind on;
    private final boolean isSent;
    private final @Nullable Undo undo;

    ActionType(ActionReach reach, EvidenceKind on, boolean isSent, @Nullable Undo undo) {
        this.reach = reach;
        this.on = on;
        this.isSent = isSent;
        this.undo = undo;
    }

    public ActionReach reach() {
        return reach;
    }

    /** What it is done to. */
    public EvidenceKind on() {
        return on;
    }

    /** Whether Microsoft has an API for it; else a person does it and says so. */
    public boolean isSent() {
        return isSent;
    }

    /** Whether it is a rule for the whole organization, which Microsoft knows by a name of its own. */
    public boolean isIndicator() {
        return this == BLOCK_FILE || this == ALERT_ON_FILE || this == ALLOW_FILE || this == BLOCK_URL;
    }

    /** Empty for what cannot be taken back. */
    public Optional<Undo> undo() {
        return Optional.ofNullable(undo);
    }

    /**
     * What an investigation may do without asking. A device, a mail and a person are nobody's to touch unasked; what no API does
     * waits where people look for what they have to do.
     */
    public boolean mayRunUnasked() {
        return this == QUARANTINE_FILE;
    }

    /** Under which name messages have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
