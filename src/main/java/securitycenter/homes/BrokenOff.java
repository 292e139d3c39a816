package securitycenter.homes;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/** A statement that took longer than whoever waits for it may have to. */
public final class BrokenOff {

    /** What both kinds of database say of a statement that was canceled. */
    private static final String STATE = "57014";

    private BrokenOff() {}

    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException canceled && STATE.equals(canceled.getSQLState()));
    }
}
