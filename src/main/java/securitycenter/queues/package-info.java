/** The queue of incidents and the queue of alerts: filtered, ordered and counted, a page at a time. */
@ApplicationModule(allowedDependencies = {"homes", "alerts", "correlation", "incidents"})
@NullMarked
package securitycenter.queues;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
