package securitycenter.api;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import securitycenter.api.Refusal.Kind;
import securitycenter.api.RefusalLog.Why;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;

/**
 * Lets handlers for programs ask for the caller, and for the home of its tenant, which exists while the product is on.
 * First in order, because pages answer otherwise when it is not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CallArguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private final OptIns optIns;
    private final DataCenters dataCenters;
    private final Quotas quotas;
    private final RefusalLog log;

    CallArguments(OptIns optIns, DataCenters dataCenters, Quotas quotas, RefusalLog log) {
        this.optIns = optIns;
        this.dataCenters = dataCenters;
        this.log = log;
        this.quotas = quotas;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(quotas).addPathPatterns(ApiSecurity.PATHS);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasMethodAnnotation(CallersWith.class)
                && (parameter.getParameterType() == ApiCaller.class
                        || parameter.getParameterType() == TenantHome.class);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        var http = requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        var caller = ApiCaller.of(http.getUserPrincipal());
        return parameter.getParameterType() == ApiCaller.class ? caller : homeOf(caller, http);
    }

    private TenantHome homeOf(ApiCaller caller, HttpServletRequest request) {
        return switch (optIns.stateOf(caller.tenant())) {
            case ProductState.On(var home, var _) -> dataCenters.impatient(home);
            case ProductState.Provisioning _,
                    ProductState.Removing _,
                    ProductState.OptedOut _,
                    ProductState.Off _,
                    ProductState.NotEligible _ -> {
                log.add(caller, Why.INACTIVE, request);
                throw new Refusal(Kind.FORBIDDEN, "Unauthorized request - reason of failure: Account mode is inactive");
            }
        };
    }
}
