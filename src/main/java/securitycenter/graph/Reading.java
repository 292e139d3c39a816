package securitycenter.graph;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How it went to read a list to its end. */
public sealed interface Reading {

    /**
     * Every page has been taken.
     *
     * @param leftOut records that are too large to be read
     */
    record Complete(int leftOut) implements Reading {}

    /** Whoever took the pages wanted no more. */
    record Stopped() implements Reading {}

    /** @param permission what the tenant has not agreed to, for example {@code SecurityAlert.Read.All} */
    record PermissionMissing(String permission) implements Reading {}

    /** @param retryAfter how long Microsoft asks to be left alone; null when it does not say */
    record Silent(GraphSilent.Why why, @Nullable Duration retryAfter) implements Reading {}
}
