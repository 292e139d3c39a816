package securitycenter.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** For those who may work on incidents, and not only look at them. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("hasAnyRole('GLOBAL_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'SECURITY_OPERATOR')")
public @interface AnalystsOnly {}
