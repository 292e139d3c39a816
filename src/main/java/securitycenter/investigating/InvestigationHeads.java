package securitycenter.investigating;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.investigations.Field;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Investigations;
import securitycenter.response.ActionType;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.rights.Right;
import securitycenter.rights.Rights;

/** What all pages of an investigation have in common. */
@Component
class InvestigationHeads {

    private static final int MOST_ALERTS = 1_000;

    private final Investigations investigations;
    private final Rights rights;
    private final Remediation remediation;
    private final Clock clock;

    InvestigationHeads(Investigations investigations, Rights rights, Remediation remediation, Clock clock) {
        this.investigations = investigations;
        this.rights = rights;
        this.remediation = remediation;
        this.clock = clock;
    }

    Investigation find(TenantHome home, String number) {
        var known = Numbers.of(number);
        return investigations
                .find(home, known)
                .orElseThrow(() -> new ResponseStatusException(
                        investigations.wasThere(home, known) ? HttpStatus.GONE : HttpStatus.NOT_FOUND));
    }

    Head of(SignedInUser user, TenantHome home, Investigation investigation, String tab) {
        var number = investigation.number();
        return Head.of(
                investigation,
                tab,
                investigations.counts(home, number),
                investigations.assetCounts(home, number),
                investigations.alertCount(home, number, MOST_ALERTS),
                rights.known(user, home, type(investigation)).whyNot(),
                clock.instant());
    }

    /**
     * Whoever may act on what it is about may decide about it, and end it if they may also act on all that waits for it. Asks
     * Microsoft, so never within a transaction.
     */
    Right now(SignedInUser user, TenantHome home, Investigation investigation, boolean ends) {
        var types = new ArrayList<>(List.of(type(investigation)));
        if (ends) {
            types.addAll(remediation.reachedBy(home, investigation.number()));
        }
        return types.stream()
                .map(type -> rights.now(user, home, type))
                .filter(right -> !right.may())
                .findFirst()
                .orElseGet(Right.May::new);
    }

    /** The last part of the key of the reason why the person may decide on none of these; null where they may on some. */
    @Nullable
    String whyNot(SignedInUser user, TenantHome home, List<RemediationAction> actions) {
        var found = actions.stream()
                .map(RemediationAction::type)
                .distinct()
                .map(type -> rights.known(user, home, type))
                .toList();
        return found.isEmpty() || found.stream().anyMatch(Right::may)
                ? null
                : found.getFirst().whyNot();
    }

    private static ActionType type(Investigation investigation) {
        return investigation.field() == Field.DEVICE ? ActionType.QUARANTINE_FILE : ActionType.SOFT_DELETE_MAIL;
    }
}
