package securitycenter.help;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.identity.LastError;
import securitycenter.identity.OwnPath;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;

/** Finds out what is sent along, so that nobody has to be asked for it. Asks our own database only. */
@Component
class Surroundings {

    private final EligibilityCheck eligibility;
    private final OptIns optIns;

    Surroundings(EligibilityCheck eligibility, OptIns optIns) {
        this.eligibility = eligibility;
        this.optIns = optIns;
    }

    SentAlong of(SignedInUser user, OwnPath page, HttpServletRequest request) {
        var error = LastError.in(request);
        return new SentAlong(
                Words.cut(256, tenantName(user)),
                page.value(),
                user.roles().stream().map(Role::name).collect(Collectors.joining(",")),
                user.guest(),
                wordFor(optIns.stateOf(user.tenant())),
                error.map(LastError::reference).orElse(null),
                error.map(LastError::at).orElse(null));
    }

    private String tenantName(SignedInUser user) {
        return eligibility
                .last(user.tenant())
                .map(finding -> finding.tenantName(user))
                .orElse(user.tenantUnnamed());
    }

    private static String wordFor(ProductState state) {
        return state instanceof ProductState.Provisioning(var _, var failed) && failed ? "set-up-failed" : state.word();
    }
}
