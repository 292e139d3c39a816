package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A collection as Defender returns it, with the query options that Microsoft documents. */
record DefenderPage(String name, Set<String> filterable) {

    private static final int MOST = 10_000;
    private static final Set<String> OPTIONS = Set.of("$filter", "$top", "$skip");

    static final DefenderPage ACTIONS = new DefenderPage(
            "MachineActions",
            Set.of("id", "status", "machineId", "type", "requestor", "creationDateTimeUtc", "lastUpdateDateTimeUtc"));
    static final DefenderPage INVESTIGATIONS =
            new DefenderPage("Investigations", Set.of("startTime", "id", "state", "machineId", "triggeringAlertId"));
    static final DefenderPage INDICATORS = new DefenderPage(
            "Indicators",
            Set.of(
                    "application",
                    "createdBy",
                    "expirationTime",
                    "title",
                    "indicatorValue",
                    "indicatorType",
                    "creationTimeDateTimeUtc",
                    "action",
                    "severity"));

    /** @param rows the oldest first */
    Reply answer(DefenderCall call, URI address, List<Map<String, Object>> rows) {
        var request = call.request();
        try {
            refuseUnknownOptions(request);
            var filter = request.parameter("$filter");
            var parsed = filter.isPresent() ? GraphFilter.parse(filter.get(), filterable) : new GraphFilter(List.of());
            var page = rows.reversed().stream()
                    .filter(parsed::matches)
                    .skip(number(request, "$skip", 0))
                    .limit(Math.min(MOST, number(request, "$top", MOST)))
                    .toList();
            return Reply.json(
                    200,
                    GraphJson.object()
                            .with("@odata.context", address + "/api/$metadata#" + name)
                            .with("value", page));
        } catch (UnreadableQuery e) {
            return call.error(400, "ODataError", e.getMessage());
        }
    }

    Reply entity(URI address, int status, Map<String, Object> row) {
        var entity = GraphJson.object().with("@odata.context", address + "/api/$metadata#" + name + "/$entity");
        entity.putAll(row);
        return Reply.json(status, entity);
    }

    private static void refuseUnknownOptions(Request request) throws UnreadableQuery {
        var unknown = new TreeSet<>(request.parameters().keySet());
        unknown.removeAll(OPTIONS);
        if (!unknown.isEmpty()) {
            throw new UnreadableQuery("The query parameter '%s' is not supported.".formatted(unknown.first()));
        }
    }

    private static int number(Request request, String option, int otherwise) throws UnreadableQuery {
        var asked = request.parameter(option);
        if (asked.isPresent() && !asked.get().matches("\\d{1,9}")) {
            throw new UnreadableQuery("Invalid value '%s' for %s.".formatted(asked.get(), option));
        }
        return asked.map(Integer::parseInt).orElse(otherwise);
    }
}
