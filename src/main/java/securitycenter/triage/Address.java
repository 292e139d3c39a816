package securitycenter.triage;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** A page and what stands behind the question mark. Immutable. */
record Address(String path, Map<String, List<String>> query) {

    private static final Pattern NAME = Pattern.compile("[a-z]{1,32}");

    static Address of(String path) {
        return new Address(path, Map.of());
    }

    /**
     * What stands behind a question mark, as it was once written down or sent. It is written anew, whatever odd characters
     * it holds; what cannot be read, or is no name, is left out.
     */
    static Address read(String path, String query) {
        var address = of(path);
        for (var part : query.split("&")) {
            var pair = part.split("=", 2);
            if (NAME.matcher(pair[0]).matches() && pair.length == 2) {
                address = address.withReadable(pair[0], pair[1]);
            }
        }
        return address;
    }

    private Address withReadable(String name, String written) {
        try {
            var values = new ArrayList<>(query.getOrDefault(name, List.of()));
            values.add(URLDecoder.decode(written, StandardCharsets.UTF_8));
            return with(name, values);
        } catch (IllegalArgumentException unreadable) {
            return this;
        }
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

    @Nullable
    String first(String name) {
        return all(name).stream().findFirst().orElse(null);
    }

    List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** For nothing there is no question. */
    Address asking(String name, @Nullable Object value) {
        return value == null ? this : with(name, value.toString());
    }

    Address asking(String name, List<String> values) {
        return values.isEmpty() ? this : with(name, values);
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
