package securitycenter.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Results as they are printed: the first row names the columns. */
class Table {

    private final String title;
    private final List<Object[]> rows = new ArrayList<>();

    Table(String title, Object... columns) {
        this.title = title;
        rows.add(columns);
    }

    void row(Object... cells) {
        rows.add(cells);
    }

    void print() {
        var text = new StringBuilder("\n" + title + "\n\n");
        for (var row : rows) {
            for (int i = 0; i < row.length; i++) {
                text.append((i == 0 ? "%-34s" : "%16s").formatted(written(row[i])));
            }
            text.append('\n');
        }
        System.out.println(text);
    }

    private static String written(Object cell) {
        return switch (cell) {
            case Duration time -> String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
            case Double ratio -> String.format(Locale.ROOT, "%.2f", ratio);
            default -> cell.toString();
        };
    }
}
