package securitycenter.api;

import securitycenter.api.Refusal.Kind;
import securitycenter.incidents.Changed;

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
}
