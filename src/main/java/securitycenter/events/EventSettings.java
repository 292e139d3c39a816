package securitycenter.events;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the event stores of all tenants take of the machine.
 *
 * @param openStores how many files are kept open at a time; more only while they are all in use
 * @param memory of each that is open
 */
@ConfigurationProperties("events")
record EventSettings(
        @DefaultValue("16") int openStores,
        @DefaultValue("512MB") DataSize memory) {}
