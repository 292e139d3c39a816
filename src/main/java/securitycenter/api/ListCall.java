package securitycenter.api;

import static java.util.Objects.requireNonNullElse;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import securitycenter.api.Listing.Property;
import securitycenter.api.Refusal.Kind;
import securitycenter.feed.FeedQuery.Direction;
import securitycenter.homes.RowCondition;

/**
 * A program's question for a list.
 *
 * @param options as they were sent
 * @param top so many on a page
 */
record ListCall<F>(
        String path, Map<String, String> options, @Nullable RowCondition<F> where, Order<F> order, int top, int skip) {

    /** More than any list holds. */
    private static final int VERY_MANY = 1_000_000_000;

    record Order<F>(F by, Direction direction) {}

    static <F> ListCall<F> of(HttpServletRequest request, Listing<F> listing) {
        var options = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            if (name.startsWith("$")) {
                options.put(name, values[0]);
            }
        });
        if (!listing.takes(options.keySet())) {
            throw wrong("Of the query options sent, this list does not know all: " + String.join(", ", options.keySet())
                    + ".");
        }
        var filter = options.get("$filter");
        return new ListCall<>(
                request.getRequestURI(),
                options,
                filter == null || filter.isBlank() ? null : FilterParser.parse(listing, filter),
                order(listing, options.get("$orderby")),
                top(listing, options.get("$top")),
                skip(options.get("$skip")));
    }

    private static int top(Listing<?> listing, @Nullable String text) {
        if (text == null) {
            return listing.usualTop;
        }
        var top = number("$top", text);
        if (top == 0) {
            throw wrong("$top is zero.");
        }
        return Math.min(top, listing.highestTop);
    }

    private static int skip(@Nullable String text) {
        return text == null ? 0 : number("$skip", text);
    }

    private static int number(String option, String text) {
        if (!text.matches("\\d{1,18}")) {
            throw wrong(option + " is no number that it could be.");
        }
        return (int) Math.min(Long.parseLong(text), VERY_MANY);
    }

    private static <F> Order<F> order(Listing<F> listing, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Order<>(listing.created, Direction.DESCENDING);
        }
        var words = text.strip().split("\\s+");
        var property = listing.property(words[0]).orElse(null);
        var direction = words.length == 1 ? "asc" : words[1];
        if (!(property instanceof Property.Time<F>(var by)) || words.length > 2 || !direction.matches("asc|desc")) {
            throw wrong("$orderby takes the time of creation or of the last update, with asc or desc.");
        }
        return new Order<>(by, direction.equals("asc") ? Direction.ASCENDING : Direction.DESCENDING);
    }

    /** One more than fits the page says whether there is another. */
    int limit() {
        return top + 1;
    }

    /** @param after the place where the page begins; null for the first one */
    int skip(@Nullable Object after) {
        return after == null ? skip : 0;
    }

    boolean counts() {
        return switch (requireNonNullElse(options.get("$count"), "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("$count is true or false.");
        };
    }

    /** What makes a place in this list meaningless in another. */
    String sense() {
        return String.join("\n", path, requireNonNullElse(options.get("$filter"), ""), order.toString());
    }

    /** The query of the next page: the same question from another place. */
    String from(String place) {
        var next = new LinkedHashMap<>(options);
        next.remove("$skip");
        next.put("$skiptoken", place);
        return path + "?"
                + next.entrySet().stream()
                        .map(option -> option.getKey() + "=" + UriUtils.encode(option.getValue(), "UTF-8"))
                        .collect(Collectors.joining("&"));
    }

    /** The properties that are wanted; all when empty. */
    static Set<String> selected(@Nullable String select, List<String> known) {
        if (select == null || select.isBlank()) {
            return Set.of();
        }
        var wanted = Arrays.stream(select.split(",")).map(String::strip).collect(Collectors.toSet());
        if (!known.containsAll(wanted)) {
            throw wrong("$select names a property that there is not.");
        }
        return wanted;
    }

    static Refusal wrong(String why) {
        return new Refusal(Kind.BAD_QUERY, why);
    }
}
