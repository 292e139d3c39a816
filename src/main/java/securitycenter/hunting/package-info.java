/** Advanced hunting: the pages on which queries are written, kept, run and read. */
@ApplicationModule(allowedDependencies = {"identity", "audit", "homes", "hunts", "events", "kql", "kql::schema"})
@NullMarked
package securitycenter.hunting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
