package securitycenter.response;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import securitycenter.response.RemediationAction.Trouble;

/**
 * What was sent to a device: an action, or its undo, which Microsoft has as a machine action of its own.
 *
 * @param last the step that led to where it is now
 */
public record MachineAction(RemediationAction action, boolean isUndo, Turn last) {

    /** Ours are random, which is version 4; the version that is left to everyone’s own use tells an undo from its action. */
    private static final long VERSION = 0xF000;

    private static final long RANDOM = 0x4000;
    private static final long OWN = 0x8000;

    public UUID id() {
        return isUndo ? versioned(action.id(), OWN) : action.id();
    }

    static boolean isOfUndo(UUID id) {
        return (id.getMostSignificantBits() & VERSION) == OWN;
    }

    /** Of the action, whether this is it or its undo. */
    static UUID actionOf(UUID id) {
        return isOfUndo(id) ? versioned(id, RANDOM) : id;
    }

    private static UUID versioned(UUID id, long version) {
        return new UUID(id.getMostSignificantBits() & ~VERSION | version, id.getLeastSignificantBits());
    }

    public MachineActionType type() {
        return MachineActionType.of(action.type(), isUndo);
    }

    /** Whose wish it was, and when. */
    public Decision wanted() {
        return requireNonNull(isUndo ? action.undo() : action.decision());
    }

    public MachineActionStatus status() {
        return isUndo ? ofUndo() : ofAction();
    }

    private MachineActionStatus ofAction() {
        return switch (action.state()) {
            case PENDING_APPROVAL, APPROVED -> MachineActionStatus.PENDING;
            case RUNNING -> MachineActionStatus.IN_PROGRESS;
            case SUCCEEDED, UNDO_REQUESTED, UNDOING, UNDONE, UNDO_FAILED -> MachineActionStatus.SUCCEEDED;
            case FAILED -> MachineActionStatus.FAILED;
            case TIMED_OUT -> MachineActionStatus.TIME_OUT;
            case REJECTED, EXPIRED, CANCELLED -> MachineActionStatus.CANCELLED;
            case TRIED -> throw new IllegalStateException("Microsoft has no such machine action");
        };
    }

    private MachineActionStatus ofUndo() {
        return switch (action.state()) {
            case UNDOING -> MachineActionStatus.IN_PROGRESS;
            case UNDONE -> MachineActionStatus.SUCCEEDED;
            case UNDO_FAILED -> ofFailedUndo(action.sending().trouble());
            default -> MachineActionStatus.PENDING;
        };
    }

    private static MachineActionStatus ofFailedUndo(@Nullable Trouble trouble) {
        return trouble == Trouble.DEVICE_AWAY
                ? MachineActionStatus.TIME_OUT
                : trouble == Trouble.CANCELLED_THERE ? MachineActionStatus.CANCELLED : MachineActionStatus.FAILED;
    }

    /** What Microsoft calls it; empty where it has no name there, or the undo’s took its place. */
    public Optional<String> outsideId() {
        var isKnown = isUndo ? action.sending().accepted() : action.undo() == null;
        return isKnown ? Optional.ofNullable(action.sending().outsideId()) : Optional.empty();
    }

    public Optional<Target.Asset> device() {
        return Optional.ofNullable(action.target().asset()).filter(asset -> asset.kind() == EvidenceKind.DEVICE);
    }
}
