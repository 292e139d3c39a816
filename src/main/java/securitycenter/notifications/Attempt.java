package securitycenter.notifications;

import org.jspecify.annotations.Nullable;

/**
 * What came of trying to deliver something.
 *
 * @param status null where no answer came
 * @param answer its beginning
 * @param problem null where it was taken
 */
record Attempt(
        @Nullable Integer status,
        int millis,
        @Nullable String answer,
        @Nullable DeliveryProblem problem) {}
