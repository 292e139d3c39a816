package securitycenter.investigations;

/** What came of what a person wanted with an investigation. */
public sealed interface Answered {

    /** @param investigation as it is now */
    record Done(Investigation investigation) implements Answered {}

    /** Somebody else was quicker, or it has gone on since it was shown. */
    record Otherwise(Investigation investigation) implements Answered {}

    record Gone() implements Answered {}
}
