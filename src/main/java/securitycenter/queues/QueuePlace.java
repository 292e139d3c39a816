package securitycenter.queues;

/** Which page of a queue. */
public sealed interface QueuePlace {

    record First() implements QueuePlace {}

    record After(QueueKey key) implements QueuePlace {}

    record Before(QueueKey key) implements QueuePlace {}
}
