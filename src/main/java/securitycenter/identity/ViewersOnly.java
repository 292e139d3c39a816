package securitycenter.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.security.access.prepost.PreAuthorize;

/** For those who may see the tenant's security data: every role of {@link Role}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PreAuthorize(
        "hasAnyRole('GLOBAL_ADMINISTRATOR', 'SECURITY_ADMINISTRATOR', 'SECURITY_OPERATOR', 'GLOBAL_READER', 'SECURITY_READER')")
public @interface ViewersOnly {}
