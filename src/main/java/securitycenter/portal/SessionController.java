package securitycenter.portal;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import securitycenter.identity.EveryoneSignedIn;

/** "Stay signed in": asking is enough, since each request keeps the session alive. */
@Controller
class SessionController {

    @EveryoneSignedIn
    @GetMapping("/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stay() {}
}
