package securitycenter.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** A handler of ours that forgot to say who may call it answers nobody. */
class DenyByDefault implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().startsWith("securitycenter.")
                && !AnnotatedElementUtils.hasAnnotation(method.getMethod(), PreAuthorize.class)) {
            throw new AccessDeniedException(method + " does not say who may call it");
        }
        return true;
    }
}
