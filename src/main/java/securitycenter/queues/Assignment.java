package securitycenter.queues;

/** To whom what is sought was given. */
public sealed interface Assignment {

    record Anyone() implements Assignment {}

    record Nobody() implements Assignment {}

    /** @param userName as incidents hold it */
    record To(String userName) implements Assignment {}
}
