package securitycenter.inquiries;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Field;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Investigation.Trigger;
import securitycenter.investigations.Joined;
import securitycenter.investigations.LogBook;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.investigations.Next;
import securitycenter.investigations.Records;
import securitycenter.investigations.Stage;
import securitycenter.levels.AutomationLevel;
import securitycenter.levels.AutomationLevels;
import securitycenter.response.Decider;

/**
 * Begins an investigation with an alert, or has it join the one under way on the same thing. Within the caller’s transaction.
 *
 * @param who wants it; null where the alert began it by itself
 */
record Beginning(TenantHome home, Instant now, @Nullable Decider who) {

    /**
     * Of an alert that is of a field, names what it is about and is part of none yet.
     *
     * @return the number of the investigation
     */
    long with(AlertFile file, Alert told) {
        var places = Subject.all(told);
        var field = Field.of(told.source()).orElseThrow();
        var trigger = trigger(file);
        var open = new Records(home).holdOpen(field, places);
        if (open.isPresent()) {
            join(open.get(), trigger);
            return open.get().number();
        }
        var about = places.getFirst();
        var begun = new Records(home).add(field, about, trigger, told.firstActivity(), told.lastActivity(), now);
        new Joined(home).add(begun.number(), trigger, now);
        note(begun.number(), "begun", trigger.title(), about.name());
        return begun.number();
    }

    /** Its own actions stand; all else it thinks over. */
    private void join(Investigation open, Trigger trigger) {
        new Joined(home).add(open.number(), trigger, now);
        note(open.number(), "joined", trigger.title());
        new Records(home).change(new Next(open, now).to(Stage.TAKE, 0).build());
    }

    private void note(long number, String what, Object... filledWith) {
        new LogBook(home).add(number, Stage.TAKE, what, Outcome.DONE, now, now, who, filledWith);
    }

    /** There are no investigations on devices of its groups. */
    static boolean isLeftAlone(TenantHome home, Alert told) {
        return Field.of(told.source()).filter(Field.DEVICE::equals).isPresent()
                && Optional.of(AutomationLevels.of(home))
                        .map(levels -> levels.level(
                                Subject.device(told).map(Taking::groups).orElseThrow()))
                        .filter(AutomationLevel.NONE::equals)
                        .isPresent();
    }

    private static Trigger trigger(AlertFile file) {
        var line = file.line();
        return new Trigger(
                line.id(),
                line.sourceId(),
                line.title(),
                line.severity(),
                line.category(),
                line.source(),
                line.incident());
    }
}
