package securitycenter.events;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the event stores of all tenants take of the machine.
 *
 * @param openStores how many files are kept open at a time; more only while they are all in use
 * @param memory of each that is open
 * @param temporary what each may put on the disk for a query that needs more memory
 * @param queriesAtOnce of all tenants; further ones wait for their turn
 * @param keptFor how long after it happened an event is deleted
 */
@ConfigurationProperties("events")
record EventSettings(
        @DefaultValue("16") int openStores,
        @DefaultValue("512MB") DataSize memory,
        @DefaultValue("10GB") DataSize temporary,
        @DefaultValue("2") int queriesAtOnce,
        @DefaultValue("30d") Duration keptFor) {}
