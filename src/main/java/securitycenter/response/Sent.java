package securitycenter.response;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import securitycenter.response.RemediationAction.Trouble;

/** What came of asking Microsoft to do something, or of asking how far it is. */
sealed interface Sent {

    /** @param outsideId what it is called there; null where it has no name */
    record Done(@Nullable String outsideId) implements Sent {}

    /** Nobody was asked, since actions of its type are not really sent. */
    record Tried() implements Sent {}

    /** It goes on there. */
    record GoesOn(String outsideId) implements Sent {}

    /** Microsoft took on that it is to stop; whether it stopped must be asked. */
    record ToldToStop() implements Sent {}

    /** It goes on there, and is not stopped. */
    record WillNotStop(Trouble trouble, @Nullable String detail) implements Sent {}

    /** It was looked for and never came there. */
    record NeverCame() implements Sent {}

    /** It will not be done. */
    record Refused(Trouble trouble, @Nullable String detail) implements Sent {}

    /**
     * Nobody knows. Ask again.
     *
     * @param pause but not before; null where nobody says
     */
    record Unknown(Trouble trouble, @Nullable Duration pause) implements Sent {}
}
