package securitycenter.api;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.stereotype.Component;
import securitycenter.api.Refusal.Kind;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Question;

/** Asks a program's query; what has no answer is refused in the words that programs look for. */
@Component
class Hunting {

    /** Kusto's. Programs of others tell by them what went wrong. */
    private static final String TOO_LONG = "Query exceeded the timeout period.";

    private static final String TOO_LARGE = "Result size limit exceeded. Use \"summarize\" to aggregate results,"
            + " \"project\" to drop uninteresting columns, or \"take\" to truncate results.";

    private static final String TOO_MUCH = "Query stopped due to excessive resource consumption.";
    private static final String USED_UP =
            "You have exceeded processing resources allocated to this tenant. You can run" + " queries again in %s.";
    private static final String FAILED =
            "An unexpected error occurred during query execution. Please try again in a few minutes.";

    private static final String TOO_MANY = "Too many queries of this tenant are running. Retry when one has ended.";
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String SYNTAX = "A recognition error occurred.";

    private final Hunts hunts;
    private final Clock clock;

    Hunting(Hunts hunts, Clock clock) {
        this.hunts = hunts;
        this.clock = clock;
    }

    Answer ask(ApiCaller caller, TenantHome home, String query, TimeSpan timeSpan, Face face) {
        var now = clock.instant();
        var period = timeSpan.endingAt(now, hunts.lookBack());
        var outcome = hunts.ask(
                home,
                new Asker(Channel.API, caller.application(), caller.analyst().name()),
                new Question(query, period.from(), period.until()));
        return switch (outcome) {
            case Answer answer -> answer;
            case Rejected(var problems) ->
                throw new Refusal(Kind.BAD_HUNT, rejected(problems.getFirst().engineText(), face));
            case Stopped stopped -> throw refusal(stopped);
        };
    }

    private static String rejected(String engineText, Face face) {
        return switch (face) {
            case DEFENDER -> engineText;
            case GRAPH ->
                engineText
                        + (engineText.equals(SYNTAX)
                                ? ". Fix syntax errors in your query."
                                : ". Fix semantic errors in your query.");
        };
    }

    private Refusal refusal(Stopped stopped) {
        return switch (stopped.reason()) {
            case TOO_LONG -> new Refusal(Kind.BAD_HUNT, TOO_LONG);
            case TOO_LARGE -> new Refusal(Kind.BAD_HUNT, TOO_LARGE);
            case TOO_MUCH_MEMORY -> new Refusal(Kind.BAD_HUNT, TOO_MUCH);
            case SHARE_USED_UP -> usedUp(stopped);
            case TOO_MANY -> new Refusal(Kind.TOO_MANY, TOO_MANY, SOON);
            case AWAY, INTERRUPTED, DAMAGED -> new Refusal(Kind.UNAVAILABLE, FAILED);
            case CANCELLED, FAILED -> new Refusal(Kind.FAILED, FAILED);
        };
    }

    private Refusal usedUp(Stopped stopped) {
        var until = Objects.requireNonNullElse(stopped.until(), clock.instant());
        var wait = Duration.between(clock.instant(), until);
        var seconds = Math.max(1, wait.toSeconds());
        return new Refusal(Kind.TOO_MANY, USED_UP.formatted(inWords(seconds)), Duration.ofSeconds(seconds));
    }

    private static String inWords(long seconds) {
        return "%02d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
