package securitycenter.optin;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;

/**
 * A handler that takes a {@link TenantHome} is open only while the product is on; everybody else is led to the page that
 * says how it stands. There is no other way to a tenant's data.
 */
@ControllerAdvice
class TenantHomeArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static class ProductIsNotOn extends RuntimeException {

        private final String page;

        ProductIsNotOn(String page) {
            super(page, null, false, false);
            this.page = page;
        }
    }

    private final OptIns optIns;
    private final DataCenters dataCenters;

    TenantHomeArgument(OptIns optIns, DataCenters dataCenters) {
        this.optIns = optIns;
        this.dataCenters = dataCenters;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == TenantHome.class;
    }

    @Override
    public TenantHome resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        var http = requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        var user = SignedInUser.of(http.getUserPrincipal(), http.getRemoteAddr());
        return switch (optIns.stateOf(user.tenant())) {
            case ProductState.On(var home, var _) -> dataCenters.impatient(home);
            case ProductState.Provisioning(var run, var _) -> throw new ProductIsNotOn("/setup/runs/" + run);
            case ProductState.Removing _, ProductState.OptedOut _, ProductState.Off _, ProductState.NotEligible _ ->
                throw new ProductIsNotOn("/settings");
        };
    }

    @ExceptionHandler(ProductIsNotOn.class)
    String leadToThePage(ProductIsNotOn notOn) {
        return "redirect:" + notOn.page;
    }
}
