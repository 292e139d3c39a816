package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts by their letters. */
final class Letters {

    private static final List<String> UNITS = List.of("Bytes", "KB", "MB", "GB", "TB", "PB");

    private Letters() {}

    static Stream<JavaFunction> all() {
        var made = JavaFunction.of("make_string", Kind.TEXT, List.of(Kind.DYNAMIC), a -> made(a.rest(0)))
                .withRest();
        return Stream.of(
                made,
                made.named("unicode_codepoints_to_string"),
                JavaFunction.of(
                        "unicode_codepoints_from_string", Kind.DYNAMIC, List.of(Kind.TEXT), a -> codes(a.text(0))),
                JavaFunction.of(
                        "replace_strings", Kind.TEXT, List.of(Kind.TEXT, Kind.DYNAMIC, Kind.VALUE), Letters::replaced),
                JavaFunction.of(
                                "$indexof",
                                Kind.LONG,
                                List.of(Kind.TEXT, Kind.TEXT, Kind.LONG, Kind.LONG, Kind.LONG),
                                Letters::place)
                        .optional(2),
                JavaFunction.of("format_bytes", Kind.TEXT, List.of(Kind.REAL, Kind.LONG, Kind.TEXT), Letters::bytes)
                        .optional(2));
    }

    private static String made(List<@Nullable Object> codes) {
        var text = new StringBuilder();
        for (var each : codes) {
            if (each instanceof Long code && code >= 0 && code <= Character.MAX_CODE_POINT) {
                text.appendCodePoint(code.intValue());
            }
        }
        return text.toString();
    }

    private static Object codes(String text) {
        return text.codePoints().mapToObj(code -> (long) code).toList();
    }

    /** What has been put in is not looked at again, and what would be no text leaves what it stands for. */
    private static String replaced(Arguments a) {
        var sought = a.list(1);
        var others = a.value(2);
        var pieces = new ArrayList<Piece>(List.of(new Piece(a.text(0), false)));
        for (int i = 0; sought != null && i < sought.size(); i++) {
            if (sought.get(i) instanceof String each && !each.isEmpty()) {
                var other = others instanceof List<?> list ? i < list.size() ? list.get(i) : null : others;
                var between = new Piece(other instanceof String text ? text : each, true);
                pieces = pieces.stream()
                        .flatMap(piece -> piece.isNew ? Stream.of(piece) : piece.cut(each, between))
                        .collect(Collectors.toCollection(ArrayList::new));
            }
        }
        return pieces.stream().map(Piece::text).collect(Collectors.joining());
    }

    private record Piece(String text, boolean isNew) {

        Stream<Piece> cut(String sought, Piece between) {
            return Stream.of(text.split(Pattern.quote(sought), -1))
                    .flatMap(part -> Stream.of(between, new Piece(part, false)))
                    .skip(1);
        }
    }

    /** From 0; a beginning before it counts from the end. The fourth is how long the place looked at is. */
    private static @Nullable Object place(Arguments a) {
        var points = a.text(0).codePoints().toArray();
        var start = a.whole(2, 0);
        var from = (int) Math.clamp(start < 0 ? start + points.length : start, 0, points.length);
        var length = a.whole(3, -1);
        var end = length < 0 ? points.length : from + (int) Math.min(points.length - from, length);
        var sought = a.text(1);
        var at = sought.isEmpty() ? -1 : at(points, from, end, sought);
        for (long nth = 1; nth < a.whole(4, 1) && at >= 0; nth++) {
            at = at(points, at + 1, (int) Math.min(points.length, end + at + 1L - from), sought);
        }
        return (long) at;
    }

    private static int at(int[] points, int from, int end, String sought) {
        var text = new String(points, from, end - from);
        int at = text.indexOf(sought);
        return at < 0 ? -1 : from + text.codePointCount(0, at);
    }

    private static String bytes(Arguments a) {
        var size = a.real(0);
        if (size == null) {
            return "";
        }
        int unit = UNITS.indexOf(a.text(2));
        if (unit < 0) {
            unit = 0;
            for (var rest = Math.abs(size); rest >= 1024 && unit < UNITS.size() - 1; rest /= 1024) {
                unit++;
            }
        }
        var digits = (int) Math.clamp(a.whole(1, 0), 0, 15);
        var number = String.format(Locale.ROOT, "%." + digits + "f", size / Math.pow(1024, unit));
        return (digits == 0 ? number : number.replaceAll("\\.?0+$", "")) + " " + UNITS.get(unit);
    }
}
