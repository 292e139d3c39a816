package securitycenter.audit;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line of CSV as in RFC 4180, safe to open in a spreadsheet. */
public class Csv {

    /**
     * Not only at the beginning: where a spreadsheet takes the semicolon or the tab for the separator, a cell of ours may
     * become several of its own.
     */
    private static final Pattern FORMULA = Pattern.compile("(^|[;\t\r\n])([ \"]*)(?=[=+\\-@])");

    private static final String EMPTY_AT_FIRST_SIGHT = "\t\r\n";

    private Csv() {}

    public static String line(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A number is no formula, whatever its sign. */
    static String cell(@Nullable Object value) {
        var text = Objects.toString(value, "");
        return '"' + (value instanceof Number ? text : harmless(text)).replace("\"", "\"\"") + '"';
    }

    private static String harmless(String cell) {
        var harmless = FORMULA.matcher(cell).replaceAll("$1'$2");
        return cell.isEmpty() || EMPTY_AT_FIRST_SIGHT.indexOf(cell.charAt(0)) < 0 ? harmless : "'" + harmless;
    }
}
