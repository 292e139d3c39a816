package securitycenter.incidents;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param keptFor how long after its last activity an incident is deleted with all that belongs to it */
@ConfigurationProperties("incidents")
record IncidentSettings(@DefaultValue("180d") Duration keptFor) {}
