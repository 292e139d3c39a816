/** What lies outside of our own network, met with mistrust: servers that others have named, and where addresses are. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package securitycenter.outside;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
