package securitycenter.events;

import java.time.Instant;

/**
 * One row of a hunting table.
 *
 * @param table by the name that queries use, for example {@code DeviceProcessEvents}
 * @param key what makes the row one of a kind among those of its table that happened at the same moment
 * @param properties its columns, as a JSON object
 */
public record Event(String table, String key, Instant happenedAt, String properties) {}
