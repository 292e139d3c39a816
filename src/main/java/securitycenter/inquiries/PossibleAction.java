package securitycenter.inquiries;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Text;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Entity;
import securitycenter.investigations.Found;
import securitycenter.investigations.Sighting;
import securitycenter.response.ActionType;
import securitycenter.response.Target;

/**
 * What can be done to a thing where it is.
 *
 * @param path by which the levels of automation decide; null where nobody knows it
 */
record PossibleAction(
        ActionType type, Target target, @Nullable String path) {

    /** Empty where nothing can be done, or not enough is known for it. */
    static Optional<PossibleAction> of(Entity entity, Sighting sighting) {
        var asset = sighting.asset();
        return switch (entity.kind()) {
            case FILE -> onDevice(ActionType.QUARANTINE_FILE, entity, sighting).filter(PossibleAction::namesFile);
            case PROCESS -> onDevice(ActionType.KILL_PROCESS, entity, sighting);
            case SERVICE -> onDevice(ActionType.STOP_SERVICE, entity, sighting);
            case DRIVER -> onDevice(ActionType.DISABLE_DRIVER, entity, sighting);
            case SCHEDULED_TASK -> onDevice(ActionType.REMOVE_SCHEDULED_TASK, entity, sighting);
            case REGISTRY -> onDevice(ActionType.REMOVE_REGISTRY_KEY, entity, sighting);
            // Of one that is too long the end is not known, and another would be blocked.
            case URL ->
                Text.isCut(entity.name())
                        ? Optional.empty()
                        : Optional.of(new PossibleAction(
                                ActionType.BLOCK_URL, target(entity, Map.of(Target.URL, entity.name()), null), null));
            case MESSAGE ->
                Optional.ofNullable(sighting.details().get(Found.REPORT))
                        .map(report -> new PossibleAction(
                                ActionType.SOFT_DELETE_MAIL,
                                target(entity, mail(entity, report), asset == null ? null : asset.place()),
                                null));
            case IP -> Optional.empty();
        };
    }

    /**
     * Whether one would want something done to it there.
     *
     * @param stopsWithFile it runs a file that is taken away, by which it is stopped
     */
    static boolean isWanted(Entity entity, Sighting sighting, boolean stopsWithFile) {
        if (!entity.isThreat() || RemediationRule.isDealtWith(entity.toldStatus())) {
            return false;
        }
        return switch (entity.kind()) {
            case MESSAGE, URL -> true;
            // The mail that it came with goes as a whole.
            case FILE, SERVICE, DRIVER, SCHEDULED_TASK, REGISTRY -> sighting.asset() != null;
            // What a bad process started of the system’s own programs ends by itself, and is not bad.
            case PROCESS ->
                !stopsWithFile && (entity.judged() != Entity.Reason.LINKED || Taking.isOwnProgram(sighting.path()));
            case IP -> false;
        };
    }

    private boolean namesFile() {
        return target.detail(Target.SHA1).isPresent();
    }

    private static Optional<PossibleAction> onDevice(ActionType type, Entity entity, Sighting sighting) {
        var asset = sighting.asset();
        if (asset == null || asset.place().kind() != EvidenceKind.DEVICE) {
            return Optional.empty();
        }
        var path = sighting.path().isEmpty() ? null : sighting.path();
        var details = new HashMap<String, String>();
        details.put(Target.DEVICE, asset.place().key());
        put(details, Target.SHA1, entity.details().get(Found.SHA1));
        put(details, Target.SHA256, entity.details().get(Found.SHA256));
        put(details, Target.PATH, path);
        return Optional.of(new PossibleAction(type, target(entity, details, asset.place()), path));
    }

    private static Map<String, String> mail(Entity entity, String report) {
        var details = new HashMap<String, String>();
        details.put(Target.MAIL, report);
        put(details, Target.RECIPIENT, entity.details().get(Found.RECIPIENT));
        return details;
    }

    private static void put(Map<String, String> details, String what, @Nullable String value) {
        if (value != null) {
            details.put(what, value);
        }
    }

    private static Target target(Entity entity, Map<String, String> details, @Nullable Place place) {
        return new Target(
                entity.kind().evidence(),
                entity.key(),
                entity.name(),
                Map.copyOf(details),
                place == null ? null : new Target.Asset(place.kind(), place.key(), place.name()));
    }
}
