package securitycenter.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** What holds for every page and is no page itself. */
@Configuration(proxyBeanMethods = false)
class PageSetup implements WebMvcConfigurer, HandlerInterceptor {

    /** The handler that was asked for, as an attribute of the request, so that a refusal can say who may call it. */
    static final String ASKED_FOR = "askedFor";

    /** After a form the browser reads the next page with GET: 303 says so, where 302 leaves it to the browser. */
    @Autowired
    void redirectsAreSeeOther(ThymeleafViewResolver views) {
        views.setRedirectHttp10Compatible(false);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(ASKED_FOR) == null) {
            request.setAttribute(ASKED_FOR, handler);
        }
        return true;
    }
}
