package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A collection as Graph returns it: a page at a time, with the properties that were asked for. */
record GraphPage(String context, String type, List<Map<String, Object>> rows) {

    private static final int DEFAULT = 100;
    private static final int MOST = 999;

    Reply answer(GraphCall call, URI address) {
        var request = call.request();
        var selected = selected(request);
        var unknown = unknown(selected);
        if (!unknown.isEmpty()) {
            return call.badRequest("Could not find a property named '%s' on type 'microsoft.graph.%s'."
                    .formatted(unknown.iterator().next(), type));
        }
        var size = request.parameter("$top").map(Integer::parseInt).orElse(DEFAULT);
        if (size < 1 || size > MOST) {
            return call.badRequest(
                    "Invalid page size specified: '%d'. Must be between 1 and 999 inclusive.".formatted(size));
        }
        return Reply.json(200, page(request, address, selected, size));
    }

    private Map<String, Object> page(Request request, URI address, Set<String> selected, int size) {
        var from = request.parameter("$skiptoken").map(Integer::parseInt).orElse(0);
        var to = Math.min(rows.size(), from + size);
        var page = new LinkedHashMap<String, Object>();
        page.put(
                "@odata.context",
                address + "/v1.0/$metadata#" + context
                        + (selected.isEmpty() ? "" : "(" + String.join(",", selected) + ")"));
        if (request.parameter("$count").orElse("").equals("true")) {
            page.put("@odata.count", rows.size());
        }
        if (to < rows.size()) {
            page.put(
                    "@odata.nextLink",
                    address
                            + request.addressWith("$skiptoken", String.valueOf(to))
                                    .replace("%24", "$"));
        }
        page.put(
                "value",
                rows.subList(from, to).stream()
                        .map(row -> select(row, selected))
                        .toList());
        return page;
    }

    private static Set<String> selected(Request request) {
        return request.parameter("$select")
                .<Set<String>>map(names -> new LinkedHashSet<>(Arrays.asList(names.split(",\\s*"))))
                .orElse(Set.of());
    }

    private Set<String> unknown(Set<String> selected) {
        var unknown = new TreeSet<>(selected);
        rows.forEach(row -> unknown.removeAll(row.keySet()));
        return rows.isEmpty() ? Set.of() : unknown;
    }

    private static Map<String, Object> select(Map<String, Object> row, Set<String> selected) {
        if (selected.isEmpty()) {
            return row;
        }
        var reduced = new LinkedHashMap<>(row);
        reduced.keySet().removeIf(name -> !name.startsWith("@") && !selected.contains(name));
        return reduced;
    }
}
