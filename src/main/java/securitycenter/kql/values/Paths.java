package securitycenter.kql.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What paths, addresses and versions are made of. */
final class Paths {

    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]+)://");
    private static final Pattern ROOT = Pattern.compile("^/?([A-Za-z]:)");

    private Paths() {}

    static Stream<JavaFunction> all() {
        return Stream.of(
                JavaFunction.of("parse_path", Kind.DYNAMIC, List.of(Kind.TEXT), a -> path(a.text(0))),
                JavaFunction.of("parse_urlquery", Kind.DYNAMIC, List.of(Kind.TEXT), a -> query(a.text(0))),
                JavaFunction.of("parse_version", Kind.DECIMAL, List.of(Kind.TEXT), a -> version(a.text(0))));
    }

    private static @Nullable Object path(String text) {
        if (text.isEmpty()) {
            return null;
        }
        var scheme = SCHEME.matcher(text);
        var hasScheme = scheme.find();
        var rest = hasScheme ? text.substring(scheme.end()) : text;
        var root = ROOT.matcher(rest);
        var hasRoot = root.find();
        int slash = Math.max(rest.lastIndexOf('\\'), rest.lastIndexOf('/'));
        var file = rest.substring(slash + 1);
        int colon = slash < 0 && hasRoot ? file.indexOf(':', root.end()) : file.indexOf(':');
        var name = colon < 0 ? file : file.substring(0, colon);
        var directory = slash < 0 ? "" : rest.substring(0, slash);
        int dot = name.lastIndexOf('.');
        var parts = new LinkedHashMap<String, @Nullable Object>();
        parts.put("Scheme", hasScheme ? scheme.group(1) : "");
        parts.put("RootPath", hasRoot ? root.group(1) : "");
        parts.put("DirectoryPath", directory);
        parts.put("DirectoryName", directoryName(directory));
        parts.put("Filename", name);
        parts.put("Extension", dot < 0 ? "" : name.substring(dot + 1));
        parts.put("AlternateDataStreamName", colon < 0 ? "" : file.substring(colon + 1));
        return parts;
    }

    private static String directoryName(String directory) {
        var name = directory.substring(Math.max(directory.lastIndexOf('\\'), directory.lastIndexOf('/')) + 1);
        return name.endsWith(":") ? "" : name;
    }

    private static @Nullable Object query(String text) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        for (var each : (text.startsWith("?") ? text.substring(1) : text).split("&")) {
            int sign = each.indexOf('=');
            if (!each.isEmpty()) {
                parameters.put(sign < 0 ? each : each.substring(0, sign), sign < 0 ? "" : each.substring(sign + 1));
            }
        }
        return Map.of("Query Parameters", parameters);
    }

    /** Up to four numbers, each in eight digits, so that versions can be compared. */
    private static @Nullable Object version(String text) {
        if (!text.matches("[0-9]{1,8}(\\.[0-9]{1,8}){0,3}")) {
            return null;
        }
        var digits = new StringBuilder();
        for (var part : text.split("\\.")) {
            digits.append("0".repeat(8 - part.length())).append(part);
        }
        return digits.append("0".repeat(32 - digits.length())).toString();
    }
}
