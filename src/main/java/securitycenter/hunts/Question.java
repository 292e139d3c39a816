package securitycenter.hunts;

import java.time.Instant;

/**
 * What is to be found out.
 *
 * @param text in the Kusto Query Language
 * @param from for the tables of which the text names no time
 * @param until as {@code from}
 */
public record Question(String text, Instant from, Instant until) {}
