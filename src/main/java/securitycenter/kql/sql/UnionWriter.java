package securitycenter.kql.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import securitycenter.kql.binding.Field;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.binding.Scalar;

/** One table below the other. Each tells of the columns alone that it has. */
final class UnionWriter {

    /** So many cells of a row of each table DuckDB plans quickly; beyond, it takes seconds. */
    private static final int MOST = 5_000;

    private final ScalarWriter scalars;
    private final Function<Relation, String> select;

    UnionWriter(ScalarWriter scalars, Function<Relation, String> select) {
        this.scalars = scalars;
        this.select = select;
    }

    String write(Relation.Union union) {
        var legs = union.legs();
        return legs.size() * union.fields().size() > MOST ? packed(union) : byName(union);
    }

    private String byName(Relation.Union union) {
        var fields = union.fields();
        var missing = new HashSet<Field>();
        var parts = new ArrayList<String>();
        for (var leg : union.legs()) {
            missing.addAll(missing(leg, fields));
            var columns = new ArrayList<String>();
            for (int i = 0; i < fields.size(); i++) {
                if (has(leg, i)) {
                    columns.add(value(leg, i) + " AS " + fields.get(i).sql());
                }
            }
            parts.add(part(columns, leg));
        }
        return missing.isEmpty()
                ? String.join(" UNION ALL ", parts)
                : "SELECT " + DuckDbWriter.filled(fields, missing) + " FROM ("
                        + String.join(" UNION ALL BY NAME ", parts) + ")";
    }

    private String part(List<String> columns, Relation.Projection leg) {
        return "SELECT " + (columns.isEmpty() ? "1 AS one" : String.join(", ", columns)) + " FROM ("
                + select.apply(leg.input()) + ")";
    }

    private static boolean has(Relation.Projection leg, int column) {
        return !(leg.outputs().get(column).value() instanceof Scalar.Constant(var _, var value) && value == null);
    }

    private static List<Field> missing(Relation.Projection leg, List<Field> fields) {
        var missing = new ArrayList<Field>();
        for (int i = 0; i < fields.size(); i++) {
            if (!has(leg, i)) {
                missing.add(fields.get(i));
            }
        }
        return missing;
    }

    private String value(Relation.Projection leg, int column) {
        return scalars.write(leg.outputs().get(column).value());
    }

    /** Each row in one value, which is taken apart at the end. */
    private String packed(Relation.Union union) {
        var fields = union.fields();
        var parts = union.legs().stream()
                .map(leg -> part(List.of(pack(leg, fields) + " AS packed"), leg))
                .collect(Collectors.joining(" UNION ALL "));
        return "SELECT " + fields.stream().map(UnionWriter::unpacked).collect(Collectors.joining(", ")) + " FROM ("
                + parts + ")";
    }

    private String pack(Relation.Projection leg, List<Field> fields) {
        var values = new ArrayList<String>();
        for (int i = 0; i < fields.size(); i++) {
            if (has(leg, i)) {
                values.add(fields.get(i).sql() + " := " + value(leg, i));
            }
        }
        return "CAST(struct_pack(" + String.join(", ", values) + ") AS VARIANT)";
    }

    private static String unpacked(Field field) {
        var value = "packed['" + field.sql() + "']";
        return switch (field.type()) {
                    case DYNAMIC -> value;
                    case STRING -> "coalesce(CAST(" + value + " AS VARCHAR), '')";
                    default -> "CAST(" + value + " AS " + field.type().sql() + ")";
                }
                + " AS " + field.sql();
    }
}
