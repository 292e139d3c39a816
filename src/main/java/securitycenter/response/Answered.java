package securitycenter.response;

/** What came of what a person wanted with an action. */
public sealed interface Answered {

    /** @param action as it is now */
    record Done(RemediationAction action) implements Answered {}

    /** It is noted, and somebody else must approve as well. */
    record NeedsAnother(RemediationAction action) implements Answered {}

    /** The same person approved before. */
    record NotTheSamePerson(RemediationAction action) implements Answered {}

    /** Somebody else was quicker, its time is over, or something about it is other than it was shown. */
    record Otherwise(RemediationAction action) implements Answered {}

    /** No action of this kind or in this state can have that done to it. */
    record Impossible(RemediationAction action) implements Answered {}

    record Gone() implements Answered {}
}
