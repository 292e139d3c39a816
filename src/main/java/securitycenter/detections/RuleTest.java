package securitycenter.detections;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import securitycenter.detections.FoundEvent.Names;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunt;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Question;
import securitycenter.identity.SignedInUser;

/** Runs a rule’s query over the last days, to see which alerts it would have made. */
@Component
class RuleTest {

    static final int DAYS = 7;

    private static final int MOST_SHOWN = 10;

    /** What is known by now. */
    sealed interface Look {

        /** For the page. */
        default String kind() {
            return switch (this) {
                case Running _ -> "running";
                case Found _ -> "found";
                case Failed _ -> "failed";
            };
        }

        /** @param progress in percent */
        record Running(int progress) implements Look {}

        /**
         * @param rows that were found
         * @param cutOff there are more
         * @param alerts how many the rule would have made
         * @param shown the first of what is impacted
         */
        record Found(int rows, boolean cutOff, int alerts, List<Shown> shown) implements Look {}

        /** @param reason a word */
        record Failed(String reason) implements Look {}
    }

    /** @param events of the same names */
    record Shown(Names names, int events, Instant first) {}

    private final Hunts hunts;
    private final Clock clock;

    RuleTest(Hunts hunts, Clock clock) {
        this.hunts = hunts;
        this.clock = clock;
    }

    UUID start(TenantHome home, SignedInUser user, String text) {
        var now = clock.instant();
        var asker = new Asker(Channel.PORTAL, user.id().toString(), user.name());
        return hunts.start(home, asker, new Question(text, now.minus(Duration.ofDays(DAYS)), now));
    }

    /** Empty when it is forgotten. */
    Optional<Look> look(TenantHome home, UUID id, Frequency frequency, Impacted impacted) {
        var run = hunts.find(home, id);
        if (run.isPresent() && run.get().state() == Hunt.State.RUNNING) {
            return Optional.of(new Look.Running(run.get().progress()));
        }
        return run.flatMap(over -> hunts.outcome(home, id).map(outcome -> switch (outcome) {
            case Answer answer -> found(over, answer, frequency, impacted);
            case Rejected _ -> new Look.Failed("REJECTED");
            case Stopped(var reason, var _) -> new Look.Failed(reason.name());
        }));
    }

    private static Look found(Hunt run, Answer answer, Frequency frequency, Impacted impacted) {
        var events = FoundEvent.within(answer, impacted, run.from(), run.until());
        var shown = FoundEvent.byNames(events).stream()
                .limit(MOST_SHOWN)
                .map(same -> new Shown(
                        same.getFirst().names(), same.size(), same.getFirst().at()))
                .toList();
        return new Look.Found(
                answer.rows().size(), answer.cutOff(), FoundEvent.alerts(events, frequency, run.from()), shown);
    }
}
