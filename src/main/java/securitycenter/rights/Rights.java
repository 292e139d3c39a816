package securitycenter.rights;

import java.time.Clock;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.graph.ConsentMissing;
import securitycenter.graph.GraphSilent;
import securitycenter.graph.MicrosoftGraph;
import securitycenter.graph.SignInEnded;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.response.ActionSettings;
import securitycenter.response.ActionType;
import securitycenter.rights.Right.CouldNotCheck;
import securitycenter.rights.Right.May;
import securitycenter.rights.Right.MayNot;
import securitycenter.rights.Right.Why;

/**
 * Who may decide about which actions: a Global Administrator about all; a Security Administrator about devices and people, and
 * about mail with Search and Purge; whoever has <i>active remediation actions</i> about devices.
 *
 * <p>Source: the permissions of Microsoft’s Action center.
 */
@Component
public class Rights {

    private static final Logger log = LoggerFactory.getLogger(Rights.class);

    private final MicrosoftGraph graph;
    private final ActionSettings settings;
    private final Clock clock;

    Rights(MicrosoftGraph graph, ActionSettings settings, Clock clock) {
        this.graph = graph;
        this.settings = settings;
        this.clock = clock;
    }

    /** As far as the session knows: for what is shown. */
    public Right known(SignedInUser user, TenantHome home, ActionType type) {
        return of(user, user.roles(), home, type);
    }

    /** With the roles that Microsoft tells at this moment: before a decision. Not within a transaction. */
    public Right now(SignedInUser user, TenantHome home, ActionType type) {
        return now(user, roles -> of(user, roles, home, type));
    }

    /** Whether they may change the lists of {@link PermissionHolders}, as far as the session knows. */
    public boolean isKnownToKeepLists(SignedInUser user) {
        return keepsLists(user, user.roles()).may();
    }

    /** As Microsoft tells at this moment. Not within a transaction. */
    public Right mayKeepLists(SignedInUser user) {
        return now(user, roles -> keepsLists(user, roles));
    }

    private static Right keepsLists(SignedInUser user, Set<Role> roles) {
        return user.guest() ? new MayNot(Why.GUEST) : may(roles.contains(Role.GLOBAL_ADMINISTRATOR));
    }

    private Right now(SignedInUser user, Function<Set<Role>, Right> rule) {
        try {
            var right = rule.apply(graph.rolesNow(user));
            return !right.may() && rule.apply(user.roles()).may() ? new MayNot(Why.ROLE_LOST) : right;
        } catch (SignInEnded ended) {
            return new MayNot(Why.ROLE_LOST);
        } catch (GraphSilent | ConsentMissing hidden) {
            log.warn("The roles of a person of {} cannot be read: {}", user.tenant(), hidden.getMessage());
            return new CouldNotCheck();
        }
    }

    private static Right of(SignedInUser user, Set<Role> roles, TenantHome home, ActionType type) {
        if (user.guest()) {
            return new MayNot(Why.GUEST);
        }
        if (roles.contains(Role.GLOBAL_ADMINISTRATOR)) {
            return new May();
        }
        var administrator = roles.contains(Role.SECURITY_ADMINISTRATOR);
        return switch (type.reach()) {
            case DEVICE -> may(administrator || has(user, home, Permission.ACTIVE_REMEDIATION_ACTIONS));
            case IDENTITY -> may(administrator);
            case MAIL ->
                administrator && !has(user, home, Permission.SEARCH_AND_PURGE)
                        ? new MayNot(Why.SEARCH_AND_PURGE_MISSING)
                        : may(administrator);
        };
    }

    private static boolean has(SignedInUser user, TenantHome home, Permission permission) {
        return PermissionHolders.has(home, permission, user.id());
    }

    private static Right may(boolean may) {
        return may ? new May() : new MayNot(Why.ROLE_MISSING);
    }

    /** Whether the person proved lately enough who they are to approve what is really sent. */
    public boolean isFresh(SignedInUser user) {
        var entered = user.enteredAt();
        return entered != null && entered.plus(settings.freshSignIn()).isAfter(clock.instant());
    }
}
