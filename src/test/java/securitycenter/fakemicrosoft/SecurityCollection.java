package securitycenter.fakemicrosoft;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Alerts or incidents with the query options that Microsoft documents, newest first unless asked otherwise.
 *
 * @param filterable the properties that {@code $filter} may name
 * @param usual rows on a page where nobody asks for another number
 */
record SecurityCollection(String name, Set<String> filterable, int usual, int most, Set<String> expandable) {

    private static final Set<String> OPTIONS =
            Set.of("$filter", "$orderby", "$top", "$skip", "$skiptoken", "$count", "$select", "$expand");

    /** Not to be selected away. */
    private static final Set<String> ALWAYS = Set.of("id", "alerts");

    static final SecurityCollection ALERTS = new SecurityCollection(
            "alerts_v2",
            Set.of(
                    "assignedTo",
                    "classification",
                    "determination",
                    "createdDateTime",
                    "lastUpdateDateTime",
                    "severity",
                    "serviceSource",
                    "status"),
            100,
            2_000,
            Set.of());

    static final SecurityCollection INCIDENTS = new SecurityCollection(
            "incidents",
            Set.of(
                    "assignedTo",
                    "classification",
                    "determination",
                    "createdDateTime",
                    "lastUpdateDateTime",
                    "severity",
                    "status"),
            50,
            50,
            Set.of("alerts"));

    /** @param expand adds to a row of the page what {@code $expand} asks for */
    Reply page(GraphCall call, URI address, List<Map<String, Object>> all, UnaryOperator<Map<String, Object>> expand) {
        var request = call.request();
        try {
            refuseUnknownOptions(request);
            var size = number(request, "$top", usual, 1, most);
            var from = number(request, "$skip", 0, 0, Integer.MAX_VALUE);
            var rows = matching(request, all);
            var to = Math.min(rows.size(), from + size);
            var page = rows.subList(Math.min(from, to), to).stream()
                    .map(expands(request) ? expand : UnaryOperator.identity())
                    .map(row -> selected(request, row))
                    .toList();
            return Reply.json(200, body(request, address, page, rows.size(), to));
        } catch (UnreadableQuery e) {
            return call.error(400, "BadRequest", e.getMessage());
        }
    }

    private Map<String, Object> body(
            Request request, URI address, List<Map<String, Object>> page, int count, int next) {
        var body = GraphJson.object().with("@odata.context", address + "/v1.0/$metadata#security/" + name);
        if (request.parameter("$count").orElse("").equals("true")) {
            body.with("@odata.count", count);
        }
        if (next < count) {
            var link = request.addressWith("$skip", String.valueOf(next)).replace("%24", "$");
            body.with("@odata.nextLink", address + link);
        }
        return body.with("value", page);
    }

    /** Whether this request names what belongs to a row but comes only if asked for. */
    boolean expands(Request request) throws UnreadableQuery {
        var asked = request.parameter("$expand");
        if (asked.isPresent() && !expandable.contains(asked.get())) {
            throw new UnreadableQuery("Could not find a property named '%s' to expand.".formatted(asked.get()));
        }
        return asked.isPresent();
    }

    private static void refuseUnknownOptions(Request request) throws UnreadableQuery {
        var unknown = new TreeSet<>(request.parameters().keySet());
        unknown.removeAll(OPTIONS);
        if (!unknown.isEmpty()) {
            throw new UnreadableQuery("The query parameter '%s' is not supported.".formatted(unknown.first()));
        }
    }

    private static int number(Request request, String option, int otherwise, int least, int most)
            throws UnreadableQuery {
        var asked = request.parameter(option);
        if (asked.isEmpty()) {
            return otherwise;
        }
        if (asked.get().matches("\\d{1,9}")) {
            var number = Integer.parseInt(asked.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new UnreadableQuery("Invalid value '%s' for %s. Must be between %d and %d inclusive."
                .formatted(asked.get(), option, least, most));
    }

    private List<Map<String, Object>> matching(Request request, List<Map<String, Object>> all) throws UnreadableQuery {
        var filter = request.parameter("$filter");
        var parsed = filter.isPresent() ? GraphFilter.parse(filter.get(), filterable) : new GraphFilter(List.of());
        return all.stream().filter(parsed::matches).sorted(order(request)).toList();
    }

    private Comparator<Map<String, Object>> order(Request request) throws UnreadableQuery {
        var asked = request.parameter("$orderby").orElse("createdDateTime desc").split("\\s+");
        var property = asked[0];
        var known = filterable.contains(property) && asked.length <= 2;
        if (!known || (asked.length == 2 && !List.of("asc", "desc").contains(asked[1]))) {
            throw new UnreadableQuery("Ordering by '%s' is not supported.".formatted(String.join(" ", asked)));
        }
        Comparator<Map<String, Object>> order = property.endsWith("DateTime")
                ? Comparator.comparing(row -> Instant.parse(text(row, property)))
                : Comparator.comparing(row -> text(row, property));
        return asked.length == 2 && asked[1].equals("desc") ? order.reversed() : order;
    }

    private static String text(Map<String, Object> row, String property) {
        return Optional.ofNullable(row.get(property)).map(Object::toString).orElse("");
    }

    private static Map<String, Object> selected(Request request, Map<String, Object> row) {
        var names = request.parameter("$select").map(list -> List.of(list.split(",\\s*")));
        if (names.isEmpty()) {
            return row;
        }
        var reduced = GraphJson.object();
        reduced.putAll(row);
        reduced.keySet().removeIf(name -> !ALWAYS.contains(name) && !names.get().contains(name));
        return reduced;
    }
}
