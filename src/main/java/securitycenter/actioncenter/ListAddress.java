package securitycenter.actioncenter;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** A list and what is asked of it behind the question mark. Immutable. */
record ListAddress(String path, Map<String, String> query) {

    static ListAddress of(String path) {
        return new ListAddress(path, Map.of());
    }

    ListAddress with(String name, String value) {
        var more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new ListAddress(path, more);
    }

    /** For nothing there is no question. */
    ListAddress asking(String name, @Nullable String value) {
        return value == null ? this : with(name, value);
    }

    ListAddress without(String name) {
        var less = new LinkedHashMap<>(query);
        less.remove(name);
        return new ListAddress(path, less);
    }

    ListAddress at(String otherPath) {
        return new ListAddress(otherPath, query);
    }

    @Override
    public String toString() {
        var address = UriComponentsBuilder.fromPath(path);
        query.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(query).toUriString();
    }
}
