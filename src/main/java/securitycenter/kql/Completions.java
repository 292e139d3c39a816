package securitycenter.kql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import securitycenter.kql.binding.Binder;
import securitycenter.kql.binding.Field;
import securitycenter.kql.functions.Aggregates;
import securitycenter.kql.functions.FunctionTable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.Outside;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.OperatorNames;
import securitycenter.kql.syntax.Parser;
import securitycenter.kql.syntax.Place;

/** What may be written at a place of a query: found out by binding what stands before it. */
final class Completions {

    private static final int MOST = 200;
    private static final Pattern LET = Pattern.compile("\\blet\\s+(\\w+)\\s*=");
    private static final Map<String, List<String>> WORDS = Map.of(
            "summarize", List.of("by"),
            "join", List.of("kind", "on", "inner", "leftouter", "leftanti", "leftsemi", "$left", "$right"),
            "lookup", List.of("kind", "on", "$left", "$right"),
            "sort", List.of("by", "asc", "desc"),
            "order", List.of("by", "asc", "desc"),
            "top", List.of("by", "asc", "desc"),
            "mv-expand", List.of("to", "typeof"),
            "make-series", List.of("default", "on", "from", "to", "step", "by"),
            "parse", List.of("with", "kind"),
            "render", List.of("timechart", "columnchart", "barchart", "piechart", "linechart", "areachart", "with"));
    private static final List<String> SIGNS = List.of(
            "and",
            "or",
            "has",
            "has_any",
            "has_all",
            "contains",
            "startswith",
            "endswith",
            "in",
            "in~",
            "between",
            "matches regex");

    private final Schema schema;

    Completions(Schema schema) {
        this.schema = schema;
    }

    Completion.All at(String text, int offset) {
        var place = Place.at(text, offset);
        var all = switch (place.wanted()) {
            case NOTHING -> Stream.<Completion>empty();
            case TABLE -> Stream.of(variables(text), tables(), sources()).flatMap(words -> words);
            case OPERATOR ->
                OperatorNames.all().stream().sorted().map(name -> new Completion(Completion.Kind.OPERATOR, name, ""));
            case VALUE ->
                Stream.of(columns(place), variables(text), words(place), functions(place))
                        .flatMap(words -> words);
        };
        var typed = place.word().toLowerCase(Locale.ROOT);
        var words = all.filter(each -> each.word().toLowerCase(Locale.ROOT).contains(typed))
                .distinct()
                .sorted((one, other) -> Boolean.compare(isPrefix(other, typed), isPrefix(one, typed)))
                .limit(MOST)
                .toList();
        return new Completion.All(place.start(), words);
    }

    private static boolean isPrefix(Completion completion, String typed) {
        return completion.word().toLowerCase(Locale.ROOT).startsWith(typed);
    }

    private static Stream<Completion> variables(String text) {
        var names = new LinkedHashSet<String>();
        var lets = LET.matcher(text);
        while (lets.find()) {
            names.add(lets.group(1));
        }
        return names.stream().map(name -> new Completion(Completion.Kind.VARIABLE, name, ""));
    }

    private Stream<Completion> tables() {
        return schema.tables().stream().map(table -> new Completion(Completion.Kind.TABLE, table.name(), ""));
    }

    private static Stream<Completion> sources() {
        return Stream.of("let", "union", "search", "find", "print", "range", "datatable", "externaldata")
                .map(word -> new Completion(Completion.Kind.OPERATOR, word, ""));
    }

    /** Where what stands before is not right yet, those of the tables that it names. */
    private Stream<Completion> columns(Place place) {
        try {
            return new Binder(schema, 0, null, Outside.UNREAD)
                    .bind(Parser.parse(place.before())).fields().stream()
                            .filter(field -> !field.name().isEmpty())
                            .map(Completions::column);
        } catch (KqlException unfinished) {
            var words = new HashSet<>(List.of(place.before().split("\\W+")));
            return schema.tables().stream()
                    .filter(table -> words.contains(table.name()))
                    .map(Table::columns)
                    .flatMap(List::stream)
                    .filter(column -> !column.isGone())
                    .map(Completions::column);
        }
    }

    private static Completion column(Field field) {
        return new Completion(Completion.Kind.COLUMN, field.name(), field.type().word());
    }

    private static Completion column(Column column) {
        return new Completion(
                Completion.Kind.COLUMN, column.name(), column.type().word());
    }

    private static Stream<Completion> words(Place place) {
        var words = new ArrayList<>(WORDS.getOrDefault(place.operator(), List.of()));
        if (place.operator().equals("where") || place.operator().equals("extend")) {
            words.addAll(SIGNS);
        }
        return words.stream().map(word -> new Completion(Completion.Kind.WORD, word, ""));
    }

    private static Stream<Completion> functions(Place place) {
        var names = FunctionTable.names().stream()
                .filter(FunctionTable::isCallable)
                .filter(name -> Character.isLetter(name.charAt(0)));
        var aggregates = place.operator().equals("summarize") ? Aggregates.names().stream() : Stream.<String>empty();
        return Stream.concat(aggregates.sorted(), names.sorted())
                .map(name -> new Completion(Completion.Kind.FUNCTION, name, ""));
    }
}
