package securitycenter.hunts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much queries may be and take.
 *
 * @param maxRows of an answer on a page
 * @param maxBytes of an answer on a page, as JSON
 * @param apiRows of an answer to a program or a rule
 * @param apiBytes as {@code maxBytes}
 * @param timeLimit of one query
 * @param lookBack how far a query looks back that names no time
 * @param processorPerQuarterHour what a tenant's queries may use together, of all threads
 * @param processorPerDay the same within a day, which begins at midnight UTC
 * @param answersKeptFor how long an answer can be called up again
 * @param answersKeptBytes of all of a tenant's, packed; the oldest go first
 * @param queriesKeptFor how long it is known who asked what
 */
@ConfigurationProperties("hunting")
record HuntSettings(
        @DefaultValue("10000") int maxRows,
        @DefaultValue("64MB") DataSize maxBytes,
        @DefaultValue("100000") int apiRows,
        @DefaultValue("50MB") DataSize apiBytes,
        @DefaultValue("10m") Duration timeLimit,
        @DefaultValue("30d") Duration lookBack,
        @DefaultValue("30m") Duration processorPerQuarterHour,
        @DefaultValue("12h") Duration processorPerDay,
        @DefaultValue("24h") Duration answersKeptFor,
        @DefaultValue("256MB") DataSize answersKeptBytes,
        @DefaultValue("28d") Duration queriesKeptFor) {}
