package securitycenter.events;

import java.time.Duration;

/**
 * How much one answer may be and take.
 *
 * @param rows more are cut off
 * @param bytes of the answer as JSON, roughly
 * @param time of all that is done for it, what the compiler looks at included
 */
public record Ceiling(int rows, long bytes, Duration time) {}
