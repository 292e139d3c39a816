package securitycenter.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** For those who work on incidents and alerts: security operators and the two administrators. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize("hasAnyRole('GLOBAL_ADMINISTRATOR','SECURITY_ADMINISTRATOR','SECURITY_OPERATOR')")
public @interface AnalystsOnly {}
