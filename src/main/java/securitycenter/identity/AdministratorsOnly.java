package securitycenter.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** For those who may turn the product on and off. Guests may not, whatever their role. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("hasAnyRole('GLOBAL_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR') and !hasRole('GUEST')")
public @interface AdministratorsOnly {}
