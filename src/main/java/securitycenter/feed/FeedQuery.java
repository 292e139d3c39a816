package securitycenter.feed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.RowCondition;

/**
 * One page of what a program reads.
 *
 * @param where all when null
 * @param by {@link FeedField#CREATED} or {@link FeedField#CHANGED}
 * @param after the last of the page before; null for the first page
 * @param skip so many of what follows
 */
public record FeedQuery(
        @Nullable RowCondition<FeedField> where,
        FeedField by,
        Direction direction,
        @Nullable Place after,
        int skip,
        int limit) {

    public enum Direction {
        ASCENDING("asc", ">"),
        DESCENDING("desc", "<");

        final String word;
        final String beyond;

        Direction(String word, String beyond) {
            this.word = word;
            this.beyond = beyond;
        }
    }

    /** Where one stands in the order; the number decides between those of one moment. */
    public record Place(Instant at, long number) {}
}
