package securitycenter.api;

import java.util.stream.Collectors;
import securitycenter.api.Refusal.Kind;
import securitycenter.incidents.Changed;
import securitycenter.incidents.Regrouped;
import securitycenter.incidents.Regrouped.Obstacle;

/** What came of a change, as far as a program must know. */
final class Outcomes {

    private Outcomes() {}

    static void check(Changed changed) {
        switch (changed) {
            case Changed.Done _ -> {}
            case Changed.Missing _ -> throw new Refusal(Kind.NOT_FOUND, "It is not there any more.");
            case Changed.Redirected(var to) ->
                throw ChangeBody.wrong(
                        "The incident became part of incident " + to + ", which can be changed instead.");
            case Changed.WrongDetermination _ ->
                throw ChangeBody.wrong("The determination does not go with the classification.");
            case Changed.Conflict _, Changed.Unclassified _, Changed.TooManyTags _ ->
                throw new IllegalStateException("Only people at a page are asked for that: " + changed);
        }
    }

    /** Where alerts or incidents are that were put together. */
    static long incident(Regrouped regrouped) {
        return switch (regrouped) {
            case Regrouped.Done(var incident) -> incident;
            case Regrouped.Refused(var obstacles) ->
                throw ChangeBody.wrong(
                        obstacles.stream().sorted().map(Outcomes::words).collect(Collectors.joining(" ")));
        };
    }

    private static String words(Obstacle obstacle) {
        return switch (obstacle) {
            case MISSING -> "One of the incidents is not there any more, or it is the same one.";
            case NOT_OPEN -> "One of the incidents is resolved or became part of another.";
            case OTHER_ASSIGNEE -> "The incidents are assigned to different people.";
            case OTHER_CLASSIFICATION -> "The incidents are classified differently.";
            case OTHER_DETERMINATION -> "The incidents have different determinations.";
            case OTHER_DEVICE_GROUP -> "Their devices are in different device groups, which are kept apart here.";
            case TOO_LARGE -> "Together they would be larger than an incident may be.";
            case WRONG_NUMBER -> "Two to five incidents can become one at once.";
            case ALERT_GONE -> "One of the alerts is not there any more.";
            case NOTHING_LEFT -> "No alert would be left in an incident: merge the incidents instead.";
            case TOO_LATE -> "It cannot be undone any more.";
        };
    }
}
