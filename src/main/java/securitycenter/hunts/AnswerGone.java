package securitycenter.hunts;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** An answer was let go while somebody read it. */
@ResponseStatus(HttpStatus.NOT_FOUND)
public class AnswerGone extends RuntimeException {

    AnswerGone(UUID hunt) {
        super("The rows of " + hunt + " are not kept any more");
    }
}
