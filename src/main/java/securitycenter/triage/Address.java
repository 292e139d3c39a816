package securitycenter.triage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/** A page and what stands behind the question mark. Immutable. */
record Address(String path, Map<String, List<String>> query) {

    static Address of(String path) {
        return new Address(path, Map.of());
    }

    /** Instead of what the name had before. */
    Address with(String name, String value) {
        return with(name, List.of(value));
    }

    Address with(String name, List<String> values) {
        var more = new LinkedHashMap<>(query);
        more.put(name, List.copyOf(values));
        return new Address(path, more);
    }

    Address without(String name) {
        var less = new LinkedHashMap<>(query);
        less.remove(name);
        return new Address(path, less);
    }

    Address without(String name, String value) {
        var values = new ArrayList<>(query.getOrDefault(name, List.of()));
        values.remove(value);
        return values.isEmpty() ? without(name) : with(name, values);
    }

    Address at(String otherPath) {
        return new Address(otherPath, query);
    }

    Address and(Map<String, List<String>> more) {
        var all = new LinkedHashMap<>(query);
        all.putAll(more);
        return new Address(path, all);
    }

    @Override
    public String toString() {
        var address = UriComponentsBuilder.fromPath(path);
        var values = new LinkedHashMap<String, Object>();
        query.forEach((name, some) -> some.forEach(value -> {
            var place = "v" + values.size();
            values.put(place, value);
            address.queryParam(name, "{" + place + "}");
        }));
        return address.encode().buildAndExpand(values).toUriString();
    }
}
