package securitycenter.feed;

import java.time.Instant;

public record FeedComment(String text, String author, Instant at) {}
