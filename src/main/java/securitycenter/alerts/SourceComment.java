package securitycenter.alerts;

import java.time.Instant;

/** What somebody said about an incident at Microsoft. */
public record SourceComment(Instant at, String author, String text) {}
