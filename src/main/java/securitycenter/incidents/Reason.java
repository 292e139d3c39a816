package securitycenter.incidents;

/**
 * A link as it is stored with the alert.
 *
 * @param name what both alerts name
 * @param seconds between them
 */
record Reason(LinkRule rule, EntityKind kind, String name, long seconds) {}
