package securitycenter.audit;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line of CSV as in RFC 4180, safe to open in a spreadsheet. */
public class Csv {

    private static final String STARTS_A_FORMULA = "=+-@\t\r\n";

    private Csv() {}

    public static String line(@Nullable Object... cells) {
        return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    static String cell(@Nullable Object value) {
        return '"' + harmless(Objects.toString(value, "")).replace("\"", "\"\"") + '"';
    }

    private static String harmless(String cell) {
        return cell.isEmpty() || STARTS_A_FORMULA.indexOf(cell.charAt(0)) < 0 ? cell : "'" + cell;
    }
}
