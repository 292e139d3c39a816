package securitycenter.kql.schema;

/** Of time, both ends in it, in ticks of 100 ns since the year 1. */
public record Period(long from, long to) {}
