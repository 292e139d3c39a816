package securitycenter.incidents;

import java.util.List;

/** What came of the wish to change an incident. */
public sealed interface Changed {

    /**
     * @param changes none when everything was so already
     * @param alerts how many of its alerts changed along
     * @param meanwhile what others made different since the person saw it, which stays
     */
    record Done(List<FieldChange> changes, int alerts, List<FieldChange> meanwhile) implements Changed {}

    /** Somebody changed the same meanwhile, and nothing was changed now. */
    record Conflict(List<FieldChange> theirs) implements Changed {}

    /** It became part of another, which should be changed instead. */
    record Redirected(long to) implements Changed {}

    /** The determination does not go with the classification. */
    record WrongDetermination() implements Changed {}

    /** A person resolves nothing that has no classification. */
    record Unclassified() implements Changed {}

    /** With those to be added it would have more tags than it may. */
    record TooManyTags() implements Changed {}

    /** There is none. */
    record Missing() implements Changed {}
}
