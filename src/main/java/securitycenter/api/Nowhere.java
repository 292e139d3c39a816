package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Refusal.Kind;
import securitycenter.identity.EveryoneSignedIn;

/** Addresses beneath ours that are none. */
@RestController
class Nowhere {

    @EveryoneSignedIn
    @RequestMapping({"/api/**", "/v1.0/**"})
    void nothing(HttpServletRequest request) {
        throw new Refusal(Kind.NOT_FOUND, "There is no " + request.getMethod() + " at this address.");
    }
}
