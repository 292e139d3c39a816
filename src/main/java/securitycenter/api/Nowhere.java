package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import securitycenter.api.Refusal.Kind;
import securitycenter.identity.EveryoneSignedIn;

/** Addresses beneath ours that are none, or not for the method that was asked for. */
@RestController
class Nowhere {

    private final ObjectProvider<RequestMappingHandlerMapping> handlers;

    Nowhere(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> handlers) {
        this.handlers = handlers;
    }

    @EveryoneSignedIn
    @RequestMapping({"/api/**", "/v1.0/**"})
    void nothing(HttpServletRequest request, HttpServletResponse response) {
        var allowed = methodsAt(request);
        if (allowed.isEmpty()) {
            throw new Refusal(Kind.NOT_FOUND, "There is no " + request.getMethod() + " at this address.");
        }
        response.setHeader(HttpHeaders.ALLOW, allowed);
        throw new Refusal(Kind.WRONG_METHOD, "This address is for " + allowed + ", not " + request.getMethod() + ".");
    }

    private String methodsAt(HttpServletRequest request) {
        return handlers.getObject().getHandlerMethods().keySet().stream()
                .filter(handler -> isAt(request, handler))
                .map(handler -> handler.getMethodsCondition().getMethods())
                .flatMap(Collection::stream)
                .map(Enum::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean isAt(HttpServletRequest request, RequestMappingInfo handler) {
        var paths = handler.getPathPatternsCondition();
        return paths != null && paths.getMatchingCondition(request) != null;
    }
}
