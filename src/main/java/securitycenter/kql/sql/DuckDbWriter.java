package securitycenter.kql.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Field;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.binding.Relation.JoinKind;
import securitycenter.kql.binding.Relation.Key;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.Relation.Pair;
import securitycenter.kql.binding.Scalar;
import securitycenter.kql.binding.TimedScans;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Period;
import securitycenter.kql.schema.Table;

/** Each step of a pipe as one SELECT over the step before it. Columns go by numbers. */
public final class DuckDbWriter {

    /** What would stand more often in the place of names is worked out once. */
    private static final long MOST_TIMES = 50;

    private final ScalarWriter scalars = new ScalarWriter(this::ordered);
    private final Map<Relation, String> names = new IdentityHashMap<>();
    private final List<String> shared = new ArrayList<>();
    private final Lifted lifted = new Lifted();

    /** How many shared relations stand in the place of each name, those in them too. */
    private final Map<String, Long> written = new HashMap<>();

    private final List<String> files = new ArrayList<>();
    private long times = 1;
    private final Set<Relation.Scan> timed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final @Nullable Period period;

    /** @param period for the tables of which the query names no time; null for all that there is */
    public DuckDbWriter(@Nullable Period period) {
        this.period = period;
    }

    public String write(Relation relation) {
        timed.addAll(TimedScans.in(relation));
        var sql = ordered(relation);
        Depth.check(relation);
        return Expansion.checked(shared.isEmpty() ? sql : "WITH " + String.join(", ", shared) + " " + sql);
    }

    /** What {@code $1}, {@code $2} and so on stand for in what was written. */
    public List<String> files() {
        return List.copyOf(files);
    }

    /** The columns that a query sees, in the order that it asks for. */
    private String ordered(Relation relation) {
        return ordered(relation, Set.of());
    }

    private String ordered(Relation relation, Set<Field> also) {
        var keys = relation.order();
        return keys.isEmpty()
                ? select(relation, also)
                : "SELECT " + list(both(relation.fields(), also)) + " FROM ("
                        + select(relation, and(fields(keys), also)) + ") ORDER BY " + order(keys);
    }

    private static Set<Field> fields(List<Key> keys) {
        return keys.stream().map(Key::field).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String order(List<Key> keys) {
        return keys.stream()
                .map(key -> key.field().sql()
                        + (key.descending() ? " DESC" : "")
                        + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    private static String list(List<Field> fields) {
        return fields.stream().map(Field::sql).collect(Collectors.joining(", "));
    }

    private static Set<Field> with(Set<Field> also, List<Key> keys) {
        var all = new LinkedHashSet<>(also);
        keys.forEach(key -> all.add(key.field()));
        return all;
    }

    /** @param also columns that nobody sees, but somebody further on needs */
    private String select(Relation relation, Set<Field> also) {
        return switch (relation) {
            case Relation.Scan scan -> scan(scan, also);
            case Relation.Values(var fields, var rows) -> values(fields, rows);
            case Relation.Texts(var rows, var fields) -> texts(rows, fields);
            case Relation.Series(var field, var from, var to, var step) -> series(field, from, to, step);
            case Relation.Filter filter -> filter(filter, also);
            case Relation.Projection projection -> projection(projection, also);
            case Relation.Aggregation aggregation when WholeRows.areWanted(aggregation) -> wholeRows(aggregation);
            case Relation.Aggregation aggregation -> aggregation(aggregation);
            case Relation.Stepped stepped ->
                new SeriesWriter(scalars).write(stepped, select(stepped.input(), Set.of()));
            case Relation.Expanded expanded -> expanded(expanded, also);
            case Relation.Elements(var lists, var place, var most) -> elements(lists, place, most);
            case Relation.Applied applied -> applied(applied, also);
            case Relation.Sorted(var input, var by) -> select(input, with(also, by));
            case Relation.Limit(var input, var rows) -> limit(input, rows, also);
            case Relation.Topped topped -> topped(topped, also);
            case Relation.Join join -> join(join);
            case Relation.Union union -> new UnionWriter(scalars, input -> select(input, Set.of())).write(union);
            case Relation.Scanned scan -> new ScanWriter(scalars, scan).write(this::select, also);
            case Relation.Shared seen -> shared(seen, also);
        };
    }

    private String filter(Relation.Filter filter, Set<Field> also) {
        var apart = new TakenApart(filter.input());
        var condition = lifted.from(apart.in(filter.condition()), false);
        var below = lifted.below();
        var keys = below.isEmpty() ? also : with(also, filter.input().order());
        var arrived = filter.arrived() == null ? List.<Field>of() : List.of(filter.arrived());
        var shown = apart.fields().isEmpty() ? "*" : list(both(both(filter.fields(), arrived), also));
        return "SELECT " + shown + " FROM (" + beneath(below, select(filter.input(), and(keys, apart.fields())))
                + ") WHERE " + scalars.truth(condition);
    }

    private static List<Field> both(Collection<Field> shown, Collection<Field> also) {
        return Stream.concat(shown.stream(), also.stream()).distinct().toList();
    }

    private static Set<Field> and(Set<Field> also, Set<Field> more) {
        return more.isEmpty() ? also : new LinkedHashSet<>(both(also, more));
    }

    private String aggregation(Relation.Aggregation written) {
        var apart = new TakenApart(written.input());
        var aggregation = apart.in(written);
        return new AggregateWriter(scalars)
                .write(aggregation, input -> select(input, and(fields(input.order()), apart.fields())));
    }

    /** With what was lifted out of the values above. */
    private String beneath(List<Output> below, String rows) {
        var sql = rows;
        for (var level : Lifted.levels(below)) {
            sql = "SELECT *, " + level.stream().map(this::column).collect(Collectors.joining(", ")) + " FROM (" + sql
                    + ")";
        }
        return sql;
    }

    private String wholeRows(Relation.Aggregation aggregation) {
        var place = Set.of(WholeRows.PLACE);
        return WholeRows.write(
                aggregation, select(WholeRows.table(aggregation.input()), place), select(aggregation.input(), place));
    }

    private String scan(Relation.Scan scan, Set<Field> also) {
        var columns = new ArrayList<String>();
        scan.columns().forEach((column, field) -> columns.add(quote(column.name()) + " AS " + field.sql()));
        if (scan.arrived() != null) {
            columns.add(quote(Table.ARRIVED) + " AS " + scan.arrived().sql());
        }
        scan.apart().values().forEach(apart -> {
            if (also.contains(apart)) {
                columns.add(quote(apart.name()) + " AS " + apart.sql());
            }
        });
        if (also.contains(WholeRows.PLACE)) {
            columns.add("rowid AS " + WholeRows.PLACE.sql());
        }
        var rows = "SELECT " + String.join(", ", columns) + " FROM "
                + quote(scan.table().name());
        var happened = scan.columns().keySet().stream()
                .anyMatch(column -> column.name().equals(Table.TIME));
        return period == null || !happened || timed.contains(scan)
                ? rows
                : rows + " WHERE " + quote(Table.TIME) + " BETWEEN " + period.from() + " AND " + period.to();
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private String values(List<Field> fields, List<List<Scalar>> rows) {
        if (fields.isEmpty()) {
            return "SELECT 1 AS one";
        }
        if (rows.isEmpty()) {
            return "SELECT "
                    + fields.stream()
                            .map(field -> "CAST(NULL AS " + field.type().sql() + ") AS " + field.sql())
                            .collect(Collectors.joining(", "))
                    + " WHERE false";
        }
        return "SELECT * FROM (VALUES "
                + rows.stream()
                        .map(row -> "(" + String.join(", ", scalars.all(row)) + ")")
                        .collect(Collectors.joining(", "))
                + ") v(" + list(fields) + ")";
    }

    private String texts(String rows, List<Field> fields) {
        files.add(rows);
        var columns = IntStream.range(0, fields.size())
                .mapToObj(i -> "r[" + (i + 1) + "] AS " + fields.get(i).sql())
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM (SELECT unnest(from_json(CAST($" + files.size()
                + " AS VARCHAR), '[[\"VARCHAR\"]]')) AS r)";
    }

    /** Row by row where the ends are known: as a list it would be in memory as a whole. */
    private String series(Field field, Scalar from, Scalar to, Scalar step) {
        var ends = List.of(from, to, step);
        var bounds = String.join(", ", scalars.all(ends));
        if (field.type() == KqlType.REAL) {
            return "SELECT unnest(kql_reals(" + bounds + ")) AS " + field.sql();
        }
        return ends.stream().anyMatch(DuckDbWriter::looksAtTables)
                ? "SELECT unnest(generate_series(" + bounds + ")) AS " + field.sql()
                : "SELECT generate_series AS " + field.sql() + " FROM generate_series(" + bounds + ")";
    }

    private static boolean looksAtTables(Scalar scalar) {
        return !scalar.relations().isEmpty() || scalar.parts().stream().anyMatch(DuckDbWriter::looksAtTables);
    }

    private String projection(Relation.Projection projection, Set<Field> also) {
        var visible = projection.fields();
        var hidden = also.stream().filter(field -> !visible.contains(field)).toList();
        var apart = new TakenApart(projection.input());
        var outputs = lifted(apart.in(projection.outputs()));
        var below = lifted.below();
        var columns = Stream.concat(
                        outputs.stream().map(this::column), hidden.stream().map(Field::sql))
                .collect(Collectors.joining(", "));
        var keys = with(new LinkedHashSet<>(hidden), projection.input().order());
        var rows = select(projection.input(), and(keys, apart.fields()));
        return "SELECT " + (columns.isEmpty() ? "1 AS one" : columns) + " FROM (" + beneath(below, rows) + ")";
    }

    private String column(Output output) {
        var sql = scalars.write(output.value());
        return sql.equals(output.field().sql())
                ? sql
                : sql + " AS " + output.field().sql();
    }

    private String expanded(Relation.Expanded expanded, Set<Field> also) {
        var shown = new LinkedHashSet<>(expanded.fields());
        shown.addAll(also);
        var apart = new TakenApart(expanded.input());
        var lists = liftedParts(apart.in(expanded.lists()));
        var below = lifted.below();
        var elements = unnested(lists, expanded.place(), expanded.most());
        var columns = shown.stream()
                .map(field -> elements.getOrDefault(field, field.sql()))
                .collect(Collectors.joining(", "));
        var keys = below.isEmpty() ? also : with(also, expanded.input().order());
        return "SELECT " + columns + " FROM (" + beneath(below, select(expanded.input(), and(keys, apart.fields())))
                + ")";
    }

    private List<Output> lifted(List<Output> outputs) {
        return outputs.stream()
                .map(output -> new Output(output.field(), lifted.from(output.value(), true)))
                .toList();
    }

    private List<Output> liftedParts(List<Output> outputs) {
        return outputs.stream()
                .map(output -> new Output(output.field(), lifted.fromPart(output.value())))
                .toList();
    }

    private String elements(List<Output> written, @Nullable Field place, long most) {
        var lists = liftedParts(written);
        var below = lifted.below();
        var columns = String.join(", ", unnested(lists, place, most).values());
        return "SELECT " + columns + (below.isEmpty() ? "" : " FROM (" + beneath(below, "SELECT 1 AS one") + ")");
    }

    /** Lists that are taken apart in one SELECT go side by side. */
    private Map<Field, String> unnested(List<Output> lists, @Nullable Field place, long most) {
        var columns = new LinkedHashMap<Field, String>();
        var written = lists.stream()
                .map(list -> "list_slice(kql_items(" + scalars.write(list.value()) + "), 1, " + most + ")")
                .toList();
        for (int i = 0; i < lists.size(); i++) {
            var field = lists.get(i).field();
            columns.put(field, "unnest(" + written.get(i) + ") AS " + field.sql());
        }
        if (place != null) {
            var lengths = written.stream().map(each -> "len(" + each + ")").collect(Collectors.joining(", "));
            columns.put(place, "unnest(range(greatest(" + lengths + "))) AS " + place.sql());
        }
        return columns;
    }

    private String applied(Relation.Applied applied, Set<Field> also) {
        var shown = new LinkedHashSet<>(applied.fields());
        shown.addAll(also);
        var each = " LATERAL (" + ordered(applied.each()) + ")";
        return "SELECT " + (applied.outer() ? filled(shown, applied.each().fields()) : list(List.copyOf(shown)))
                + " FROM ("
                + select(applied.input(), also) + ")"
                + (applied.outer() ? " LEFT JOIN" + each + " ON true" : "," + each);
    }

    /** A text that is missing is empty. */
    static String filled(Collection<Field> fields, Collection<Field> missing) {
        return fields.stream()
                .map(field -> field.type() == KqlType.STRING && missing.contains(field)
                        ? "coalesce(" + field.sql() + ", '') AS " + field.sql()
                        : field.sql())
                .collect(Collectors.joining(", "));
    }

    private String topped(Relation.Topped topped, Set<Field> also) {
        var group = topped.group().isEmpty() ? "" : "PARTITION BY " + list(topped.group()) + " ";
        return "SELECT * FROM (" + select(topped.input(), with(also, topped.by())) + ") QUALIFY row_number() OVER ("
                + group + "ORDER BY " + order(topped.by()) + ") <= " + number(topped.rows());
    }

    private String number(Scalar rows) {
        return rows instanceof Scalar.Constant(var _, Long number)
                ? String.valueOf(number)
                : "(" + scalars.write(rows) + ")";
    }

    private String limit(Relation input, Scalar rows, Set<Field> also) {
        var keys = input.order();
        if (keys.isEmpty()) {
            return "SELECT * FROM (" + select(input, also) + ") LIMIT " + number(rows);
        }
        var shown = new LinkedHashSet<>(input.fields());
        shown.addAll(also);
        return "SELECT " + list(List.copyOf(shown)) + " FROM (" + select(input, with(also, keys)) + ") ORDER BY "
                + order(keys) + " LIMIT " + number(rows);
    }

    private String join(Relation.Join join) {
        var left = select(join.left(), Set.of());
        var right = select(join.right(), Set.of());
        var on = join.on().stream().map(this::equal).collect(Collectors.joining(" AND "));
        var columns = join.outputs().stream()
                .map(output -> joined(output, join.kind()))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM "
                + switch (join.kind()) {
                    case INNER_UNIQUE -> "(" + unique(left, join) + ") JOIN (" + right + ")";
                    case INNER -> "(" + left + ") JOIN (" + right + ")";
                    case LEFT -> "(" + left + ") LEFT JOIN (" + right + ")";
                    case RIGHT -> "(" + left + ") RIGHT JOIN (" + right + ")";
                    case FULL -> "(" + left + ") FULL JOIN (" + right + ")";
                    case LEFT_SEMI -> "(" + left + ") SEMI JOIN (" + right + ")";
                    case LEFT_ANTI -> "(" + left + ") ANTI JOIN (" + right + ")";
                    case RIGHT_SEMI -> "(" + right + ") SEMI JOIN (" + left + ")";
                    case RIGHT_ANTI -> "(" + right + ") ANTI JOIN (" + left + ")";
                }
                + " ON " + on;
    }

    /** Nothing is equal to nothing here. */
    private String equal(Pair pair) {
        return scalars.write(pair.left())
                + (pair.left().type() == KqlType.STRING ? " = " : " IS NOT DISTINCT FROM ")
                + scalars.write(pair.right());
    }

    private String joined(Output output, JoinKind kind) {
        var mayMiss = kind == JoinKind.LEFT || kind == JoinKind.RIGHT || kind == JoinKind.FULL;
        var sql = scalars.write(output.value());
        return (mayMiss && output.value().type() == KqlType.STRING ? "coalesce(" + sql + ", '')" : sql) + " AS "
                + output.field().sql();
    }

    /** One row of the left for each key. */
    private String unique(String left, Relation.Join join) {
        var keys = join.left().order();
        var seen = join.left().fields();
        var ordered = !keys.isEmpty() && keys.stream().allMatch(key -> seen.contains(key.field()));
        return "SELECT * FROM (" + left + ") QUALIFY row_number() OVER (PARTITION BY "
                + String.join(
                        ", ", scalars.all(join.on().stream().map(Pair::left).toList()))
                + (ordered ? " ORDER BY " + order(keys) : "") + ") = 1";
    }

    private String shared(Relation.Shared seen, Set<Field> also) {
        var name = names.get(seen.relation());
        if (name == null) {
            var before = times;
            times = 1;
            var sql = ordered(seen.relation(), seen.once() ? Set.of() : TakenApart.of(seen.relation()));
            name = "t" + (shared.size() + 1);
            var once = seen.once() || times > MOST_TIMES;
            shared.add(name + (once ? " AS MATERIALIZED (" : " AS NOT MATERIALIZED (") + sql + ")");
            names.put(seen.relation(), name);
            written.put(name, once ? 1 : times);
            times = before;
        }
        times += written.getOrDefault(name, 1L);
        var columns = new ArrayList<String>();
        for (int i = 0; i < seen.fields().size(); i++) {
            columns.add(seen.relation().fields().get(i).sql() + " AS "
                    + seen.fields().get(i).sql());
        }
        also.stream().filter(TakenApart.of(seen)::contains).map(Field::sql).forEach(columns::add);
        return "SELECT " + (columns.isEmpty() ? "1 AS one" : String.join(", ", columns)) + " FROM " + name;
    }
}
