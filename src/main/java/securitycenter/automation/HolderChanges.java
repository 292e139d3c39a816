package securitycenter.automation;

import java.time.Clock;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.automation.Settled.Refused;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Colleague;
import securitycenter.identity.SignedInUser;
import securitycenter.rights.Permission;
import securitycenter.rights.PermissionHolders;
import securitycenter.rights.PermissionHolders.Holder;
import securitycenter.rights.Right.CouldNotCheck;
import securitycenter.rights.Right.May;
import securitycenter.rights.Right.MayNot;
import securitycenter.rights.Right.Why;
import securitycenter.rights.Rights;

/** What Global Administrators, as Microsoft knows them at this moment, do with the lists of who has a permission. */
@Component
class HolderChanges {

    private static final int LONGEST_NAME = 300;

    private final Rights rights;
    private final AuditLog audit;
    private final Clock clock;

    HolderChanges(Rights rights, AuditLog audit, Clock clock) {
        this.rights = rights;
        this.audit = audit;
        this.clock = clock;
    }

    Settled add(SignedInUser user, TenantHome home, Permission permission, Colleague whom) {
        var holder = new Holder(permission, whom.id(), named(whom), user.name(), clock.instant());
        return settled(
                user,
                act(user, "permission.given", holder.name()).to("permission." + permission),
                () -> PermissionHolders.add(home, holder));
    }

    Settled remove(SignedInUser user, TenantHome home, Permission permission, UUID person) {
        var name = PermissionHolders.of(home).stream()
                .filter(holder ->
                        holder.permission() == permission && holder.person().equals(person))
                .findFirst()
                .map(Holder::name)
                .orElse(person.toString());
        return settled(
                user,
                act(user, "permission.taken", name).from("permission." + permission),
                () -> PermissionHolders.remove(home, permission, person));
    }

    private static Act act(SignedInUser user, String what, String name) {
        return Act.of(user, what).on("permission-holder", name);
    }

    private static String named(Colleague whom) {
        var name = whom.name().isEmpty() ? whom.userName() : whom.name() + " (" + whom.userName() + ")";
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
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
        return switch (rights.mayKeepLists(user)) {
            case May _ -> null;
            case MayNot(var why) ->
                why == Why.ROLE_LOST ? "settings.problem.role-lost" : "automation.permissions.not-yours";
            case CouldNotCheck _ -> "settings.problem.could-not-check";
        };
    }
}
