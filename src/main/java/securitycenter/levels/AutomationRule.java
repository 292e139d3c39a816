package securitycenter.levels;

import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Verdict;
import securitycenter.response.ActionReach;
import securitycenter.response.ActionType;

/** Whether an investigation does something, asks for it, or leaves it. */
public final class AutomationRule {

    public enum Outcome {
        NOTHING,
        ASK,
        RUN
    }

    private AutomationRule() {}

    /** @param path where what is acted on lies; null where nobody said, which is asked about unless the level is full */
    public static Outcome of(
            Verdict verdict, ActionType type, AutomationLevel level, @Nullable String path, Folders folders) {
        return switch (verdict) {
            case UNKNOWN, NO_THREATS_FOUND -> Outcome.NOTHING;
            case SUSPICIOUS ->
                level == AutomationLevel.NONE && type.reach() == ActionReach.DEVICE ? Outcome.NOTHING : Outcome.ASK;
            case MALICIOUS -> ofMalicious(type, level, path, folders);
        };
    }

    private static Outcome ofMalicious(ActionType type, AutomationLevel level, @Nullable String path, Folders folders) {
        if (type.reach() != ActionReach.DEVICE) {
            return Outcome.ASK;
        }
        if (level == AutomationLevel.NONE) {
            return Outcome.NOTHING;
        }
        return type.mayRunUnasked() && isFree(level, path, folders) ? Outcome.RUN : Outcome.ASK;
    }

    private static boolean isFree(AutomationLevel level, @Nullable String path, Folders folders) {
        return switch (level) {
            case FULL -> true;
            case SEMI_ALL_FOLDERS, NONE -> false;
            case SEMI_CORE_FOLDERS -> path != null && Folders.plain(path).isPresent() && !folders.isCore(path);
            case SEMI_NON_TEMP_FOLDERS -> path != null && folders.isTemporary(path);
        };
    }
}
