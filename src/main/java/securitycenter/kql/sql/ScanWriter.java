package securitycenter.kql.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import securitycenter.kql.binding.Field;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.binding.Relation.Held;
import securitycenter.kql.binding.Relation.Matched;
import securitycenter.kql.binding.Scalar;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Operator;

/**
 * Sequences: a recursion that takes one row of each part at a time, and holds the states of all steps after it. A row is
 * held against all steps before any state changes because of it; then those that go on leave the step before empty; then
 * each step sees whether the row stays there.
 */
final class ScanWriter {

    private final ScalarWriter scalars;
    private final Relation.Scanned scan;
    private final String rows;
    private final String states;

    ScanWriter(ScalarWriter scalars, Relation.Scanned scan) {
        this.scalars = scalars;
        this.scan = scan;
        this.rows = "n" + scan.place().number();
        this.states = "s" + scan.place().number();
    }

    /** @param also columns that nobody sees, but somebody further on needs */
    String write(BiFunction<Relation, Set<Field>, String> select, Set<Field> also) {
        var keys = scan.input().order();
        var wanted = new LinkedHashSet<>(scan.by());
        keys.forEach(key -> wanted.add(key.field()));
        var numbered = "SELECT *, row_number() OVER (" + parts("PARTITION BY ") + "ORDER BY " + DuckDbWriter.order(keys)
                + ") AS i FROM (" + select.apply(scan.input(), wanted) + ")";
        return "WITH RECURSIVE " + rows + " AS MATERIALIZED (" + numbered + "), " + states + " AS (" + begun()
                + " UNION ALL " + next() + ") " + shown(also);
    }

    private String parts(String before) {
        return scan.by().isEmpty() ? "" : before + names(scan.by()) + " ";
    }

    private static String names(List<Field> fields) {
        return fields.stream().map(Field::sql).collect(Collectors.joining(", "));
    }

    private List<Matched> steps() {
        return scan.steps();
    }

    private static String active(Matched step) {
        return step.own().get(0).sql();
    }

    private static String hit(Matched step) {
        return step.own().get(1).sql();
    }

    private static String stays(Matched step) {
        return step.own().get(2).sql();
    }

    private static String sequence(Matched step) {
        return step.own().get(3).sql();
    }

    private String begun() {
        var columns = new ArrayList<String>();
        columns.add("CAST(0 AS BIGINT) AS i");
        scan.by().forEach(field -> columns.add(field.sql()));
        columns.add("CAST(0 AS BIGINT) AS q");
        for (var step : steps()) {
            columns.add("false AS " + active(step));
            columns.add("false AS " + hit(step));
            columns.add("false AS " + stays(step));
            columns.add("CAST(NULL AS BIGINT) AS " + sequence(step));
            step.held()
                    .forEach(each ->
                            columns.add(empty(each) + " AS " + each.field().sql()));
        }
        return "SELECT " + (scan.by().isEmpty() ? "" : "DISTINCT ON (" + names(scan.by()) + ") ")
                + String.join(", ", columns) + " FROM " + rows + (scan.by().isEmpty() ? " WHERE i = 1" : "");
    }

    private String empty(Held held) {
        return "CAST(" + scalars.write(held.empty()) + " AS "
                + held.field().type().sql() + ")";
    }

    /** A state may grow into itself with each row. */
    private String kept(Held held, Scalar value) {
        var sql = scalars.write(value);
        return held.field().type() == KqlType.DYNAMIC && !(value instanceof Scalar.FieldValue)
                ? "kql_shallow(" + sql + ")"
                : sql;
    }

    private String next() {
        var states = new ArrayList<String>();
        states.add("q");
        for (var step : steps()) {
            states.addAll(List.of(active(step), sequence(step)));
            step.held().forEach(each -> states.add(each.field().sql()));
        }
        var joined = "SELECT n.*, " + states.stream().map(each -> "s." + each).collect(Collectors.joining(", "))
                + " FROM " + this.states + " s JOIN " + rows + " n ON n.i = s.i + 1" + same("n", "s");
        return stayed(left(compared(joined)));
    }

    private String same(String one, String other) {
        return scan.by().stream()
                .map(field -> " AND " + one + "." + field.sql() + " IS NOT DISTINCT FROM " + other + "." + field.sql())
                .collect(Collectors.joining());
    }

    /** {@code f1}: whether the row goes on from step 0 to step 1. */
    private String compared(String joined) {
        var columns = new StringBuilder();
        for (int i = 1; i < steps().size(); i++) {
            var first = steps().get(i).first();
            if (first != null) {
                columns.append(", (")
                        .append(active(steps().get(i - 1)))
                        .append(" AND coalesce(")
                        .append(scalars.write(first))
                        .append(", false)) AS f")
                        .append(i);
            }
        }
        return "SELECT *" + columns + " FROM (" + joined + ")";
    }

    private String left(String compared) {
        var columns = new ArrayList<String>();
        for (int i = 0; i < steps().size(); i++) {
            var step = steps().get(i);
            columns.add(moved(i, active(step), "true", "false"));
            columns.add(moved(i, sequence(step), i == 0 ? "NULL" : sequence(steps().get(i - 1)), "NULL"));
            for (var held : step.held()) {
                columns.add(moved(i, held.field().sql(), kept(held, held.first()), empty(held)));
            }
        }
        return "SELECT * REPLACE (" + String.join(", ", columns) + ") FROM (" + compared + ")";
    }

    private String moved(int step, String field, String gained, String lost) {
        var gains = step > 0 ? " WHEN f" + step + " THEN " + gained : "";
        var loses = step < steps().size() - 1 ? " WHEN f" + (step + 1) + " THEN " + lost : "";
        return gains.isEmpty() && loses.isEmpty()
                ? field + " AS " + field
                : "CASE" + gains + loses + " ELSE " + field + " END AS " + field;
    }

    /** {@code g1}: whether the row stays in step 1. The first step is begun by any row that it matches. */
    private String stayed(String left) {
        var stays = new StringBuilder();
        for (int i = 0; i < steps().size(); i++) {
            var step = steps().get(i);
            stays.append(", (")
                    .append(i == 0 ? "" : "NOT f" + i + " AND " + active(step) + " AND ")
                    .append("coalesce(")
                    .append(scalars.write(step.again()))
                    .append(", false)) AS g")
                    .append(i);
        }
        var columns = new ArrayList<String>();
        columns.add("i");
        scan.by().forEach(field -> columns.add(field.sql()));
        var begins = "(g0 AND NOT " + active(steps().getFirst()) + ")";
        columns.add("q + CAST(" + begins + " AS BIGINT) AS q");
        for (int i = 0; i < steps().size(); i++) {
            var step = steps().get(i);
            var hit = i == 0 ? "g0" : "(f" + i + " OR g" + i + ")";
            columns.add("(" + active(step) + " OR g" + i + ")");
            columns.add(hit);
            columns.add("(g" + i + " AND " + active(step) + ")");
            columns.add(i == 0 ? "CASE WHEN " + begins + " THEN q ELSE " + sequence(step) + " END" : sequence(step));
            for (var held : step.held()) {
                columns.add("CASE WHEN g" + i + " THEN " + kept(held, held.again()) + " ELSE "
                        + held.field().sql() + " END");
            }
        }
        return "SELECT " + String.join(", ", columns) + " FROM (SELECT *" + stays + " FROM (" + left + "))";
    }

    private String shown(Set<Field> also) {
        var shown = new ArrayList<String>();
        for (int i = 0; i < steps().size(); i++) {
            if (steps().get(i).output() != Operator.Shown.NONE) {
                shown.add(shown(i, also));
            }
        }
        return shown.isEmpty() ? nothing(also) : String.join(" UNION ALL ", shown);
    }

    private String shown(int step, Set<Field> also) {
        var matched = steps().get(step);
        var columns = columns(matched, step, also);
        var last = matched.output() == Operator.Shown.LAST
                ? " QUALIFY NOT coalesce(lead(s." + stays(matched) + ") OVER (" + partsOf("n") + "ORDER BY n.i), false)"
                : "";
        return "SELECT " + String.join(", ", columns) + " FROM " + states + " s JOIN " + rows + " n ON n.i = s.i"
                + same("n", "s") + " WHERE s." + hit(matched) + last;
    }

    private String partsOf(String table) {
        return scan.by().isEmpty()
                ? ""
                : "PARTITION BY "
                        + scan.by().stream()
                                .map(field -> table + "." + field.sql())
                                .collect(Collectors.joining(", "))
                        + " ";
    }

    /** Those of the row, what the step shows, the number of the sequence, and what goes unseen. */
    private List<String> columns(Matched step, int turn, Set<Field> also) {
        var values = new ArrayList<String>();
        var declared = scan.fields().size() - step.shown().size() - (scan.id() == null ? 0 : 1);
        for (int i = 0; i < scan.fields().size(); i++) {
            var field = scan.fields().get(i);
            if (field.equals(scan.id())) {
                values.add("s." + sequence(step) + " AS " + field.sql());
            } else {
                values.add(
                        i < declared
                                ? "n." + field.sql()
                                : "s." + step.shown().get(i - declared).sql() + " AS " + field.sql());
            }
        }
        also.stream()
                .filter(field -> !scan.fields().contains(field))
                .map(field -> field.equals(scan.place())
                        ? "n.i AS " + field.sql()
                        : field.equals(scan.turn())
                                ? "CAST(" + turn + " AS BIGINT) AS " + field.sql()
                                : "n." + field.sql())
                .forEach(values::add);
        return values;
    }

    private String nothing(Set<Field> also) {
        return "SELECT "
                + Stream.concat(scan.fields().stream(), also.stream())
                        .distinct()
                        .map(field -> "CAST(NULL AS " + field.type().sql() + ") AS " + field.sql())
                        .collect(Collectors.joining(", "))
                + " WHERE false";
    }
}
