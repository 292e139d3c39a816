package securitycenter.automation;

import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.automation.Settled.Refused;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.PersonCheck;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.levels.AutomationLevel;
import securitycenter.levels.AutomationLevels;
import securitycenter.levels.Folders;
import securitycenter.response.ActionType;
import securitycenter.response.KindSettings;
import securitycenter.response.KindSettings.Setting;
import securitycenter.response.Remediation;

/**
 * What administrators decide about investigations and kinds of action, each change and each refusal with its line in the audit
 * log. That they are administrators is asked of Microsoft first.
 */
@Component
class AutomationChanges {

    private final EligibilityCheck eligibility;
    private final Remediation remediation;
    private final AuditLog audit;
    private final Clock clock;

    AutomationChanges(EligibilityCheck eligibility, Remediation remediation, AuditLog audit, Clock clock) {
        this.eligibility = eligibility;
        this.remediation = remediation;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param group null for all that have no level of their own
     * @param was null where it had none
     * @param level null for that of the others
     */
    Settled level(
            SignedInUser user,
            TenantHome home,
            @Nullable String group,
            @Nullable AutomationLevel was,
            @Nullable AutomationLevel level) {
        var act = Act.of(user, group == null ? "automation.others-changed" : "automation.group-changed")
                .from(word(was))
                .to(word(level));
        return settled(
                user,
                group == null ? act : act.on("device-group", group),
                () -> AutomationLevels.change(home, group, was, level, user.name(), clock.instant()));
    }

    private static String word(@Nullable AutomationLevel level) {
        return "level." + (level == null ? "AS_OTHERS" : level);
    }

    Settled folders(SignedInUser user, TenantHome home, Folders was, Folders folders) {
        return settled(
                user,
                Act.of(user, "automation.folders-changed").from(was).to(folders),
                () -> AutomationLevels.change(home, was, folders, user.name(), clock.instant()));
    }

    Settled setting(SignedInUser user, TenantHome home, ActionType type, Setting was, Setting setting) {
        var settled = settled(
                user,
                Act.of(user, "action-type.changed")
                        .on("action-type", type.word())
                        .from(word(type, was))
                        .to(word(type, setting)),
                () -> KindSettings.change(home, type, was, setting, user.name(), clock.instant()));
        if (settled instanceof Settled.Saved && was.live() && !setting.live()) {
            remediation.switchedOff(home, type);
        }
        return settled;
    }

    private static String word(ActionType type, Setting setting) {
        var way = !type.isSent() ? "BY_HAND" : setting.live() ? "LIVE" : "TRIED";
        return "kind." + way + (setting.two() ? "_TWO" : "");
    }

    private Settled settled(SignedInUser user, Act act, BooleanSupplier change) {
        var problem = problemWith(user);
        if (problem != null) {
            audit.record(act.refused().because(problem));
            return new Refused(problem);
        }
        var saved = change.getAsBoolean();
        if (saved) {
            audit.record(act);
        }
        return Settled.of(saved);
    }

    private @Nullable String problemWith(SignedInUser user) {
        return switch (eligibility.personNow(user)) {
            case PersonCheck.MayTurnOn _ -> null;
            case PersonCheck.RoleMissing(var _, var lost) ->
                lost ? "settings.problem.role-lost" : "settings.problem.role-missing";
            case PersonCheck.Guest _ -> "settings.problem.role-missing";
            case PersonCheck.CouldNotCheck _ -> "settings.problem.could-not-check";
        };
    }
}
