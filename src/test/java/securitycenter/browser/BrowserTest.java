package securitycenter.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import securitycenter.ApplicationTest;

/** The whole application, seen in a real browser. Skipped where there is none, except in continuous integration. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ApplicationTest
@ExtendWith(InBrowser.class)
@interface BrowserTest {}
