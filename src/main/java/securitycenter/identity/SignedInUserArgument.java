package securitycenter.identity;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets any controller method ask for the {@link SignedInUser}, and refuses handlers that do not say who may call. */
@Configuration(proxyBeanMethods = false)
class SignedInUserArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private final PageAskedFor asked;

    SignedInUserArgument(PageAskedFor asked) {
        this.asked = asked;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new DenyByDefault());
        registry.addInterceptor(new LinksOfOtherTenants(asked));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == SignedInUser.class;
    }

    @Override
    public SignedInUser resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        var http = requireNonNull(request.getNativeRequest(HttpServletRequest.class));
        if (!(http.getUserPrincipal() instanceof OAuth2AuthenticationToken session)) {
            // Arguments come before the handler's own check, on paths that are open to strangers too.
            throw new AccessDeniedException("Nobody has signed in");
        }
        return SignedInUser.of(session, http.getRemoteAddr());
    }
}
