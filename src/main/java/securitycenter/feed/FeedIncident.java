package securitycenter.feed;

import java.util.List;

/**
 * An incident as programs read it, with what was said about it.
 *
 * @param systemTags those that nobody chose
 */
public record FeedIncident(
        CurrentIncident current, List<String> tags, List<String> systemTags, List<FeedComment> comments) {

    public long id() {
        return current.id();
    }

    public FeedQuery.Place place(FeedField by) {
        return new FeedQuery.Place(by == FeedField.CREATED ? current.createdAt() : current.changedAt(), current.id());
    }
}
