package securitycenter.hunting;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/**
 * A page of an answer as people read it.
 *
 * @param number of the page, from 1
 * @param pages how many there are
 */
record ResultTable(List<Head> heads, List<Row> rows, int number, int pages) {

    static final int LENGTH = 100;

    record Head(String name, String type, boolean isNumber) {}

    /** @param number among all rows, from 1 */
    record Row(int number, List<Cell> cells) {}

    /**
     * @param utc of a moment; otherwise null
     * @param isOpenable JSON that is more than a word
     * @param page of what it names; null where that has none
     */
    record Cell(
            Head head,
            String text,
            @Nullable String utc,
            boolean isOpenable,
            boolean isNothing,
            @Nullable String page,
            List<String> narrowings) {

        public String beginning() {
            return upTo(LONGEST_LINE);
        }

        /** In the table; the record has the whole. */
        public String shown() {
            return upTo(LONGEST_SHOWN);
        }

        private String upTo(int most) {
            return text.length() > most ? text.substring(0, most) + "…" : text;
        }
    }

    private static final int LONGEST_LINE = 60;
    private static final int LONGEST_SHOWN = 2_000;

    static ResultTable of(Answer answer, int page, ZoneId zone, Locale language) {
        var pages = Math.max(1, (answer.rows().size() + LENGTH - 1) / LENGTH);
        var number = Math.clamp(page, 1, pages);
        var heads = answer.columns().stream().map(ResultTable::head).toList();
        var first = (number - 1) * LENGTH;
        var rows = IntStream.range(first, Math.min(first + LENGTH, answer.rows().size()))
                .mapToObj(at ->
                        new Row(at + 1, cells(answer.columns(), answer.rows().get(at), zone, language)))
                .toList();
        return new ResultTable(heads, rows, number, pages);
    }

    private static Head head(Column column) {
        return new Head(column.name(), column.type().word(), column.type().isNumber());
    }

    static List<Cell> cells(List<Column> columns, List<@Nullable Object> row, ZoneId zone, Locale language) {
        var cells = new ArrayList<Cell>();
        for (var at = 0; at < columns.size(); at++) {
            cells.add(cell(columns.get(at), row.get(at), zone, language));
        }
        return cells;
    }

    private static Cell cell(Column column, @Nullable Object value, ZoneId zone, Locale language) {
        var type = column.type();
        var text = Cells.read(type, value, zone, language);
        var isMoment = type == KqlType.DATETIME && value instanceof Long;
        return new Cell(
                head(column),
                text,
                isMoment ? Cells.plain(type, value) : null,
                text.length() > 2 && (text.startsWith("{") || text.startsWith("[")),
                value == null,
                EntityColumns.page(column.name(), value).orElse(null),
                Arrays.stream(Narrowing.values())
                        .filter(how -> how.suits(type, value))
                        .map(Narrowing::word)
                        .toList());
    }
}
