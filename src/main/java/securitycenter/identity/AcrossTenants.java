package securitycenter.identity;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A query for jobs or support staff, which reads the rows of more than one tenant. Every other query of a repository of
 * Spring Data names its tenant; those that are written with {@code JdbcClient} are not checked.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AcrossTenants {}
