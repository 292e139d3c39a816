package securitycenter.remedies;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Verdict;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Asker.Channel;
import securitycenter.identity.SignedInUser;
import securitycenter.remedies.Aim.Things;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionType;
import securitycenter.response.Decider;
import securitycenter.response.Origin;
import securitycenter.response.Proposal;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Target;

/** What people ask for, each action with its line in the audit log. All of it waits for somebody’s approval. */
@Component
class ActionRequests {

    private final MailLookup mails;
    private final Remediation remediation;
    private final AuditLog audit;
    private final Clock clock;

    ActionRequests(MailLookup mails, Remediation remediation, AuditLog audit, Clock clock) {
        this.mails = mails;
        this.remediation = remediation;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param asked what was asked for now
     * @param there what waits or is under way already
     */
    record Asked(List<UUID> asked, List<UUID> there) {}

    /** To what it can be done of what is known; empty where nothing can be found out about mails now. Not within a transaction. */
    Optional<Things> things(SignedInUser user, TenantHome home, Remedy remedy, List<Known> known) {
        if (!remedy.touchesMail()) {
            return Optional.of(Aim.at(remedy.type(), known, Aim.MOST));
        }
        // What looks mails up is no query of the person’s own.
        var asker = new Asker(Channel.ACTION, "action of " + user.id(), user.name());
        return mails.find(home, asker, known) instanceof MailLookup.Answered.Found(var found)
                ? Optional.of(Aim.at(remedy.type(), found, Aim.MOST))
                : Optional.empty();
    }

    Asked ask(
            SignedInUser user,
            TenantHome home,
            ActionType type,
            List<Target> targets,
            ActionSource source,
            Origin origin,
            Verdict verdict) {
        var proposals = targets.stream()
                .map(target -> Proposal.asked(type, target, source, origin, verdict))
                .toList();
        var begin = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var actions = propose(user, home, proposals);
        remediation.wake(home);
        var asked = new ArrayList<UUID>();
        var there = new ArrayList<UUID>();
        for (var action : actions) {
            if (action.proposedAt().isBefore(begin)) {
                there.add(action.id());
            } else {
                asked.add(action.id());
                audit.record(Act.of(user, "action.asked-for")
                        .on("remediation-action", action.label())
                        .because(requireNonNull(origin.detail())));
            }
        }
        return new Asked(asked, there);
    }

    private List<RemediationAction> propose(SignedInUser user, TenantHome home, List<Proposal> proposals) {
        try {
            return proposeOnce(user, home, proposals);
        } catch (DuplicateKeyException quicker) {
            return proposeOnce(user, home, proposals); // by now it is there
        }
    }

    private List<RemediationAction> proposeOnce(SignedInUser user, TenantHome home, List<Proposal> proposals) {
        return requireNonNull(home.transactions().execute(_ -> remediation.propose(home, proposals, Decider.of(user))));
    }
}
