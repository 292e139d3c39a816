package securitycenter.optin;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.eligibility.Eligibility.ConsentMissing;
import securitycenter.eligibility.Eligibility.CouldNotCheck;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.Eligibility.NotEligible;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.PersonCheck;
import securitycenter.homes.DataCenter;
import securitycenter.identity.SignedInUser;
import securitycenter.provisioning.DataCenterProposal;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.RunProgress;
import securitycenter.provisioning.UnderWay;

/** Everything that must hold at this moment, asked of Microsoft anew, before the product is turned on. */
@Component
class TurnOn {

    sealed interface Outcome {

        record Started(long run) implements Outcome {}

        record AlreadyUnderWay(long run) implements Outcome {}

        /** @param problem key of the message that says why; nothing was changed */
        record Refused(String problem) implements Outcome {}
    }

    private final EligibilityCheck eligibility;
    private final OptIns optIns;
    private final Locations locations;
    private final RunProgress progress;
    private final AuditLog audit;

    TurnOn(EligibilityCheck eligibility, OptIns optIns, Locations locations, RunProgress progress, AuditLog audit) {
        this.eligibility = eligibility;
        this.optIns = optIns;
        this.locations = locations;
        this.progress = progress;
        this.audit = audit;
    }

    /** @param seen the data center that the person saw when deciding; another one is not chosen behind their back */
    Outcome by(SignedInUser user, @Nullable DataCenter seen) {
        return refusedOrStarted(user, seen, false);
    }

    /** At a visit, by the deployment's setting. */
    Outcome automatically(SignedInUser user) {
        return refusedOrStarted(user, null, true);
    }

    private Outcome refusedOrStarted(SignedInUser user, @Nullable DataCenter seen, boolean automatic) {
        var outcome = attempt(user, seen, automatic);
        if (outcome instanceof Outcome.Refused(var problem) && !automatic) {
            audit.record(Act.of(user, "product.turned-on").refused().because(problem));
        }
        return outcome;
    }

    private Outcome attempt(SignedInUser user, @Nullable DataCenter seen, boolean automatic) {
        var underWay = progress.underWay(user.tenant());
        if (underWay.isPresent()) {
            return occupied(underWay.get());
        }
        var person = refusalOf(eligibility.personNow(user));
        if (person != null) {
            return person;
        }
        var finding = eligibility.now(user.tenant());
        return switch (finding.eligibility()) {
            case Eligible eligible -> in(locations.of(user, finding), user, eligible, seen, automatic);
            case NotEligible _ -> new Outcome.Refused("settings.problem.not-eligible");
            case ConsentMissing _ -> new Outcome.Refused("settings.problem.consent-missing");
            case CouldNotCheck _ -> new Outcome.Refused("settings.problem.could-not-check");
        };
    }

    /** What a person is told who wants to turn on while a run is under way. */
    static Outcome occupied(UnderWay run) {
        if (run.turnedBack()) {
            return new Outcome.Refused("settings.problem.other-run");
        }
        return switch (run.kind()) {
            case BUILD, CLEAN -> new Outcome.AlreadyUnderWay(run.run());
            case REMOVE -> new Outcome.Refused("settings.problem.removing");
            case REPAIR, MOVE, CLEAR -> new Outcome.Refused("settings.problem.other-run");
        };
    }

    static Outcome.@Nullable Refused refusalOf(PersonCheck person) {
        return switch (person) {
            case PersonCheck.MayTurnOn _ -> null;
            case PersonCheck.RoleMissing(var _, var lost) ->
                new Outcome.Refused(lost ? "settings.problem.role-lost" : "settings.problem.role-missing");
            case PersonCheck.Guest _ -> new Outcome.Refused("settings.problem.guest");
            case PersonCheck.CouldNotCheck _ -> new Outcome.Refused("settings.problem.could-not-check");
        };
    }

    private Outcome in(
            DataCenterProposal location,
            SignedInUser user,
            Eligible eligible,
            @Nullable DataCenter seen,
            boolean automatic) {
        return switch (location) {
            case Proposed(var place, var _)
            when seen != null && seen != place -> new Outcome.Refused("settings.problem.location-changed");
            case Proposed proposed -> start(user, eligible, proposed, automatic);
            case DataCenterProposal.NotOffered _ -> new Outcome.Refused("settings.problem.location-not-offered");
            case DataCenterProposal.Undetermined _ -> new Outcome.Refused("settings.problem.location-unknown");
        };
    }

    /** Two administrators at once: the database lets one run in, and the other is shown it. */
    private Outcome start(SignedInUser user, Eligible eligible, Proposed place, boolean automatic) {
        try {
            return optIns.turnOn(user, eligible, place, automatic);
        } catch (DataIntegrityViolationException | ConcurrencyFailureException overtaken) {
            return occupied(progress.underWay(user.tenant()).orElseThrow(() -> overtaken));
        }
    }
}
