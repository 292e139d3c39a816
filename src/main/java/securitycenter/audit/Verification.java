package securitycenter.audit;

import java.time.Instant;

/** What came out when a tenant's chain was computed anew. */
sealed interface Verification {

    record Empty() implements Verification {}

    record Unbroken(long entries, Instant since, String head) implements Verification {}

    /** Entries before the number are as they were written; this one was changed, moved or taken out. */
    record Broken(long number) implements Verification {}
}
