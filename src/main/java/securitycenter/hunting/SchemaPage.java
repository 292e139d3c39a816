package securitycenter.hunting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import securitycenter.events.EventActions;
import securitycenter.events.EventTables;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.Table;

/** The tables that queries may name, with what there is to say of them. */
@Component
class SchemaPage {

    /** @param words empty where there is nothing to say */
    record TableLine(String name, String words, String columns) {}

    record Group(String word, String name, List<TableLine> tables) {}

    record ColumnLine(String name, String type, String words) {}

    record ActionLine(String name, String words) {}

    private final MessageSource messages;

    SchemaPage(MessageSource messages) {
        this.messages = messages;
    }

    /** @param find part of the name of a table or of a column */
    List<Group> groups(Locale language, @Nullable String find) {
        var part = find == null ? "" : find.strip().toLowerCase(Locale.ROOT);
        var groups = new LinkedHashMap<String, List<TableLine>>();
        EventTables.schema().tables().stream()
                .collect(Collectors.groupingBy(Table::group, LinkedHashMap::new, Collectors.toList()))
                .forEach((group, tables) -> groups.put(
                        group,
                        tables.stream()
                                .map(table -> line(table, language))
                                .filter(line -> holds(line, part))
                                .toList()));
        return groups.entrySet().stream()
                .filter(group -> !group.getValue().isEmpty())
                .map(group -> new Group(
                        group.getKey(),
                        words("schema.group." + group.getKey(), language, group.getKey()),
                        group.getValue()))
                .toList();
    }

    private static boolean holds(TableLine line, String part) {
        return (line.name() + " " + line.columns()).toLowerCase(Locale.ROOT).contains(part);
    }

    Optional<TableLine> table(String name, Locale language) {
        return EventTables.schema().table(name).map(table -> line(table, language));
    }

    private TableLine line(Table table, Locale language) {
        return new TableLine(
                table.name(),
                words("schema." + table.name(), language, ""),
                shown(table).stream().map(Column::name).collect(Collectors.joining(" ")));
    }

    List<ColumnLine> columns(String name, Locale language) {
        return EventTables.schema().table(name).map(SchemaPage::shown).orElse(List.of()).stream()
                .map(column -> new ColumnLine(
                        column.name(),
                        column.type().word(),
                        words(
                                "schema." + name + "." + column.name(),
                                language,
                                words("schema.column." + column.name(), language, ""))))
                .toList();
    }

    List<ActionLine> actions(String table, Locale language) {
        return EventActions.of(table).stream()
                .map(action -> new ActionLine(action, words("schema.action." + action, language, "")))
                .toList();
    }

    private static List<Column> shown(Table table) {
        return table.columns().stream().filter(column -> !column.isGone()).toList();
    }

    private String words(String key, Locale language, String otherwise) {
        var words = messages.getMessage(key, null, otherwise, language);
        return words == null ? otherwise : words;
    }
}
