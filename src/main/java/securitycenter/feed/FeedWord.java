package securitycenter.feed;

import org.jspecify.annotations.Nullable;

/**
 * What Microsoft says of an incident beside what is decided about it.
 *
 * @param modifiedBy who changed it last there
 */
public record FeedWord(
        @Nullable String description,
        @Nullable String modifiedBy,
        @Nullable Integer priority) {}
