package securitycenter.detections;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Alert;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.AlertFiles;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.remedies.Aim;
import securitycenter.remedies.Aim.Things;
import securitycenter.remedies.Known;
import securitycenter.remedies.MailLookup;
import securitycenter.remedies.Remedy;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.Origin;
import securitycenter.response.Origin.Why;
import securitycenter.response.Proposal;
import securitycenter.response.Remediation;
import securitycenter.response.RemediationAction;
import securitycenter.response.Standing;
import securitycenter.response.Target;

/** What a rule asks for of all that it finds. Each action waits for somebody’s approval. */
@Component
class RuleActions {

    sealed interface Prepared {

        /** Mails as their rows tell of them, and as the events know them. */
        record Ready(Map<Known, Known> mails) implements Prepared {}

        /** Nothing can be found out about mails now. */
        record Unknown(Stopped why) implements Prepared {}
    }

    /** An alert that a run makes, and of what. */
    record Made(Alert alert, List<FoundEvent> events) {}

    /** @param leftOut things that lack something, or that are too many */
    record Proposed(int actions, int leftOut) {

        static final Proposed NOTHING = new Proposed(0, 0);
    }

    /** An action of a rule, as it is by now. */
    record Line(
            UUID id, ActionType type, String name, @Nullable String asset, Standing standing, Instant at) {}

    private final Remediation remediation;
    private final MailLookup mails;
    private final AlertFiles alerts;

    RuleActions(Remediation remediation, MailLookup mails, AlertFiles alerts) {
        this.remediation = remediation;
        this.mails = mails;
        this.alerts = alerts;
    }

    /** As the rule’s row and its form have them. */
    static String written(List<Remedy> remedies) {
        return remedies.stream().map(Remedy::written).collect(Collectors.joining(" "));
    }

    /** Each once; what was never written is left out. */
    static List<Remedy> read(String written) {
        return Arrays.stream(written.split("[\\s,]+"))
                .distinct()
                .flatMap(one -> Remedy.read(one).stream())
                .toList();
    }

    static boolean touchesMail(DetectionRule rule) {
        return ofMail(rule).isPresent();
    }

    private static Optional<Remedy> ofMail(DetectionRule rule) {
        return rule.content().actions().stream().filter(Remedy::touchesMail).findFirst();
    }

    /**
     * Asks the tenant’s events, so never within a transaction.
     *
     * @param events of which alerts will be made, should the rule touch mail
     */
    Prepared prepare(TenantHome home, Asker asker, DetectionRule rule, List<FoundEvent> events) {
        var remedy = ofMail(rule);
        if (remedy.isEmpty() || events.isEmpty()) {
            return new Prepared.Ready(Map.of());
        }
        var told = events.stream()
                .map(event -> remedy.get().known(0, event.row()::text))
                .distinct()
                .toList();
        return switch (mails.find(home, asker, told)) {
            case MailLookup.Answered.Found(var found) -> {
                var known = new HashMap<Known, Known>();
                for (var at = 0; at < told.size(); at++) {
                    known.put(told.get(at), found.get(at));
                }
                yield new Prepared.Ready(known);
            }
            case MailLookup.Answered.Unknown(var why) -> new Prepared.Unknown(why);
        };
    }

    /** Within the transaction of the run, once its alerts are stored. */
    Proposed propose(TenantHome home, DetectionRule rule, Prepared.Ready prepared, List<Made> made, Instant now) {
        if (rule.content().actions().isEmpty() || made.isEmpty()) {
            return Proposed.NOTHING;
        }
        var incidents = incidents(home, made);
        var wanted = new LinkedHashMap<List<?>, Proposal>();
        var missed = 0;
        for (var one : made) {
            var id = one.alert().id();
            var origin = new Origin(Why.RULE, rule.content().name(), null, id, incidents.get(id));
            for (var remedy : rule.content().actions()) {
                var things = things(remedy, prepared, one);
                missed += things.missed().size();
                things.targets()
                        .forEach(target -> wanted.putIfAbsent(
                                List.of(remedy.type(), target.kind(), target.key(), place(target)),
                                proposal(remedy.type(), target, origin)));
            }
        }
        var proposals = wanted.values().stream().limit(Aim.MOST).toList();
        var actions = remediation.propose(home, proposals, null);
        note(home, rule.id(), actions, now);
        return new Proposed(actions.size(), missed + wanted.size() - proposals.size());
    }

    private static Things things(Remedy remedy, Prepared.Ready prepared, Made made) {
        var known = made.events().stream()
                .map(event -> remedy.known(0, event.row()::text))
                .distinct()
                .map(told -> remedy.touchesMail() ? prepared.mails().getOrDefault(told, Known.NOTHING) : told)
                .toList();
        return Aim.at(remedy.type(), known, Integer.MAX_VALUE);
    }

    private static String place(Target target) {
        var asset = target.asset();
        return asset == null ? "" : asset.key();
    }

    private static Proposal proposal(ActionType type, Target target, Origin origin) {
        return Proposal.asked(type, target, ActionSource.DETECTION_RULE_ACTION, origin, Verdict.UNKNOWN);
    }

    private Map<String, Long> incidents(TenantHome home, List<Made> made) {
        return alerts.named(home, made.stream().map(one -> one.alert().id()).toList()).stream()
                .collect(Collectors.toMap(AlertLine::sourceId, AlertLine::incident));
    }

    /** What waits already because of another of its runs, or of something else, is its own as well. */
    private static void note(TenantHome home, long rule, List<RemediationAction> actions, Instant now) {
        for (var id : actions.stream().map(RemediationAction::id).distinct().toList()) {
            home.database()
                    .sql("delete from detection_action where rule_id = ? and action_id = ?")
                    .params(rule, id)
                    .update();
            home.database()
                    .sql("insert into detection_action (rule_id, action_id, made_at) values (?, ?, ?)")
                    .params(rule, id, Sql.time(now))
                    .update();
        }
    }

    /** Once the run is over: whoever sees to actions learns of their times. */
    void wake(TenantHome home, Proposed proposed) {
        if (proposed.actions() > 0) {
            remediation.wake(home);
        }
    }

    /** The newest first. */
    List<Line> latest(TenantHome home, long rule, int most) {
        return home.database()
                .sql("""
                        select a.id, a.type, a.target_name, a.asset_name, a.state, d.made_at
                        from detection_action d join remediation_action a on a.id = d.action_id
                        where d.rule_id = ? order by d.made_at desc, a.id limit ?""")
                .params(rule, most)
                .query((row, _) -> new Line(
                        row.getObject("id", UUID.class),
                        ActionType.valueOf(row.getString("type")),
                        row.getString("target_name"),
                        row.getString("asset_name"),
                        Standing.of(
                                ActionType.valueOf(row.getString("type")), ActionState.valueOf(row.getString("state"))),
                        Sql.instant(row, "made_at")))
                .list();
    }
}
