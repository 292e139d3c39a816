/** Sends mail, or says that no mail server is configured. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package securitycenter.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
