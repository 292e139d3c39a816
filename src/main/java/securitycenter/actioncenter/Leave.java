package securitycenter.actioncenter;

import org.springframework.http.HttpStatus;

/** Whether somebody may do what they want at this moment. */
sealed interface Leave {

    record Given() implements Leave {}

    /** @param why the last part of the key of the reason */
    record Refused(String why, HttpStatus status) implements Leave {}

    /** They must prove once more who they are: it is really sent. */
    record SignInFirst() implements Leave {}
}
