package securitycenter.hunting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import securitycenter.events.EventTables;
import securitycenter.hunting.QueryText.Piece;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.Table;

/** Words that may stand where somebody is typing: tables, operators, and the columns of the tables that the query names. */
final class Completion {

    private static final Pattern BEGUN = Pattern.compile("[\\w-]*$");
    private static final Pattern AFTER_A_PIPE = Pattern.compile("\\|\\s*[\\w-]*$");
    private static final Pattern AT_THE_BEGINNING =
            Pattern.compile("(?:^|;|\\(|\\b(?:in|union|join|lookup)\\b[^|]*[(,\\s])\\s*\\w*$");
    private static final Pattern GIVEN = Pattern.compile("\\b([A-Za-z_]\\w*)\\s*=(?![=~])");
    private static final Pattern TEXT_OR_COMMENT =
            Pattern.compile("//[^\\n]*\\n|\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'");

    private static final List<String> OPERATORS = List.of(
            "where",
            "summarize",
            "project",
            "extend",
            "sort by",
            "take",
            "top",
            "count",
            "distinct",
            "join kind=inner",
            "union",
            "mv-expand",
            "parse",
            "project-away",
            "project-rename",
            "project-reorder",
            "make-series",
            "lookup",
            "sample",
            "render timechart",
            "render columnchart",
            "render piechart",
            "getschema",
            "invoke",
            "evaluate");

    /**
     * @param from the character at which the word begins that is completed
     */
    record Found(int from, List<Option> options) {}

    /** @param detail of a column its type */
    record Option(String label, String type, String detail) {}

    private Completion() {}

    static Found at(QueryText text, int cursor) {
        var at = Math.clamp(cursor, 0, text.text().length());
        var piece = text.chosen(at, at);
        var before = text.text().substring(Math.min(piece.start(), at), at);
        var begun = BEGUN.matcher(before);
        var word = begun.find() ? begun.group() : "";
        return new Found(at - word.length(), options(piece, before, word.toLowerCase(Locale.ROOT)));
    }

    private static List<Option> options(Piece piece, String before, String word) {
        if (TEXT_OR_COMMENT.matcher(before).replaceAll("").matches("(?s).*(?:\"|'|//)[^\\n]*")) {
            return List.of();
        }
        var all = AFTER_A_PIPE.matcher(before).find()
                ? OPERATORS.stream().map(operator -> new Option(operator, "keyword", ""))
                : AT_THE_BEGINNING.matcher(before).find()
                        ? Stream.concat(tables(), columns(piece.text()))
                        : columns(piece.text());
        return all.filter(option -> option.label().toLowerCase(Locale.ROOT).contains(word))
                .toList();
    }

    private static Stream<Option> tables() {
        return EventTables.schema().tables().stream().map(table -> new Option(table.name(), "class", ""));
    }

    private static Stream<Option> columns(String query) {
        var columns = new LinkedHashMap<String, Option>();
        GIVEN.matcher(query).results().forEach(name -> put(columns, name.group(1), ""));
        EventTables.schema().tables().stream()
                .filter(table -> names(query, table))
                .flatMap(table -> table.columns().stream())
                .filter(column -> !column.isGone())
                .forEach(column -> put(columns, column));
        return columns.values().stream();
    }

    private static boolean names(String query, Table table) {
        return Pattern.compile("\\b" + Pattern.quote(table.name()) + "\\b")
                .matcher(query)
                .find();
    }

    private static void put(Map<String, Option> columns, Column column) {
        put(columns, column.name(), column.type().word());
    }

    private static void put(Map<String, Option> columns, String name, String detail) {
        columns.putIfAbsent(name, new Option(name, "property", detail));
    }
}
