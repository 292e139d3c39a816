package securitycenter.events;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Table;

/** How the rows of one table lie in a store: the columns that queries see, after two that they do not. */
final class Shape {

    /** What makes a row one of a kind. */
    static final String KEY = "$Key";

    /** When the row was stored. */
    static final String INGESTION_TIME = "$IngestionTime";

    static final int PLACE_OF_KEY = -1;
    static final int PLACE_OF_INGESTION_TIME = -2;
    static final int NO_PLACE = -3;

    private static final Map<String, Shape> SHAPES =
            EventTables.schema().tables().stream().collect(Collectors.toUnmodifiableMap(Table::name, Shape::new));

    private final Table table;
    private final List<KqlType> types;
    private final List<String> names;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> placesInSmallLetters;

    private Shape(Table table) {
        this.table = table;
        types = table.columns().stream().map(Column::type).toList();
        names = table.columns().stream().map(Column::name).toList();
        for (int i = 0; i < types.size(); i++) {
            var column = table.columns().get(i);
            places.put(column.name(), i);
            for (var other : column.also()) {
                places.putIfAbsent(other, i);
            }
        }
        placesInSmallLetters = places.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, _) -> one));
    }

    static Optional<Shape> find(String table) {
        return Optional.ofNullable(SHAPES.get(table));
    }

    static Stream<Shape> all() {
        return EventTables.schema().tables().stream().map(table -> SHAPES.get(table.name()));
    }

    String name() {
        return table.name();
    }

    List<Column> columns() {
        return table.columns();
    }

    List<KqlType> types() {
        return types;
    }

    /** Whether its table has the column, seen or not. */
    boolean has(String column) {
        return placeInStore(column) != NO_PLACE
                || json().anyMatch(each -> each.apart().equals(column));
    }

    /** Those whose text is stored taken apart as well. */
    Stream<Column> json() {
        return table.columns().stream().filter(Column::isJson);
    }

    /** By which its rows grow old. */
    String timeColumn() {
        return places.containsKey(Table.TIME) ? Table.TIME : INGESTION_TIME;
    }

    /** Null for a column that the table does not have. */
    @Nullable
    Integer place(String property) {
        var place = places.get(property);
        return place == null ? placesInSmallLetters.get(property.toLowerCase(Locale.ROOT)) : place;
    }

    /** Of one that the store has: among the columns, or one of those that stand for none. */
    int placeInStore(String column) {
        return switch (column) {
            case KEY -> PLACE_OF_KEY;
            case INGESTION_TIME -> PLACE_OF_INGESTION_TIME;
            default -> names.indexOf(column) < 0 ? NO_PLACE : names.indexOf(column);
        };
    }

    @Nullable
    Integer timePlace() {
        return places.get(Table.TIME);
    }

    String quoted() {
        return quoted(name());
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The table in the store. */
    String creation() {
        var apart = json().map(column -> ", " + quoted(column.apart()) + " variant");
        return "create table " + quoted() + " (" + columns(Shape::stored) + apart.collect(Collectors.joining()) + ")";
    }

    /** Columns as they come, of a table beside it. */
    String columns(Function<KqlType, String> type) {
        return quoted(KEY) + " uuid not null, " + quoted(INGESTION_TIME) + " bigint not null, "
                + table.columns().stream()
                        .map(column -> quoted(column.name()) + " " + type.apply(column.type()))
                        .collect(Collectors.joining(", "));
    }

    private static String stored(KqlType type) {
        return type == KqlType.STRING ? "varchar not null default ''" : type.sql();
    }

    /** Of a text, what {@code parse_json()} makes of it: the same as {@code kql_json_in} in {@code kql/prelude.sql}. */
    static String apart(Column column) {
        var text = quoted(column.name());
        return """
                case when $s = '' then null
                    when json_valid($s) and (length($s) - length(translate($s, '[{', '')) <= 200 or kql_java_is_shallow($s))
                        then cast(try_cast($s as json) as variant)
                    else cast($s as variant) end as\s""".replace("$s", text) + quoted(column.apart());
    }
}
