package securitycenter.kql.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Relation;
import securitycenter.kql.binding.Scalar;
import securitycenter.kql.functions.Argument;
import securitycenter.kql.functions.Conversions;
import securitycenter.kql.functions.Sql;
import securitycenter.kql.schema.KqlType;

/** Values. Where only what is true counts, less has to be said of what is null. */
final class ScalarWriter {

    private static final Set<String> PASSING = Set.of("and", "or");

    private static final int LONG = 1_000_000;

    private final Function<Relation, String> tables;

    /** @param tables writes a whole query */
    ScalarWriter(Function<Relation, String> tables) {
        this.tables = tables;
    }

    String write(Scalar scalar) {
        return write(scalar, false);
    }

    /** Null is as good as false. */
    String truth(Scalar scalar) {
        return write(scalar, true);
    }

    private String write(Scalar scalar, boolean truth) {
        var sql = written(scalar, truth);
        return sql.length() > LONG ? Expansion.checked(sql) : sql;
    }

    private String written(Scalar scalar, boolean truth) {
        return switch (scalar) {
            case Scalar.FieldValue(var field) -> field.sql();
            case Scalar.Constant(var type, var value) -> constant(type, value);
            case Scalar.Applied(var function, var arguments, var _) -> {
                var passes = truth && PASSING.contains(function.name());
                var written =
                        arguments.stream().map(each -> argument(each, passes)).toList();
                yield (truth ? function.truth() : function.sql()).of(written);
            }
            case Scalar.Windowed(var function, var arguments, var order, var _) ->
                function.sql()
                        .of(arguments.stream()
                                .map(each -> argument(each, false))
                                .toList())
                        .replace(
                                "ORDER BY " + Sql.ORDER,
                                order.isEmpty() ? "" : "ORDER BY " + DuckDbWriter.order(order));
            case Scalar.Converted(var value, var type) -> Conversions.sql(argument(value, false), type);
            case Scalar.Property(var value, var name) -> "(" + write(value) + ")[" + Sql.quoted(name) + "]";
            case Scalar.Element(var value, var index) -> element(value, index);
            case Scalar.Listed listed -> total(listed(listed), listed.value(), truth);
            case Scalar.Tabled tabled -> total(tabled(tabled), tabled.value(), truth);
            case Scalar.First(var table) -> first(table);
        };
    }

    Argument argument(Scalar scalar, boolean truth) {
        return new Argument(
                write(scalar, truth),
                scalar.type(),
                scalar instanceof Scalar.Constant(var type, var value) && type != KqlType.DYNAMIC ? value : null);
    }

    private static String constant(KqlType type, @Nullable Object value) {
        if (value == null) {
            return type == KqlType.STRING ? "''" : "CAST(NULL AS " + type.sql() + ")";
        }
        return switch (type) {
            case STRING -> Sql.quoted(value.toString());
            case BOOL -> value.toString();
            case DYNAMIC -> "CAST(CAST(" + Sql.quoted(value.toString()) + " AS JSON) AS VARIANT)";
            case GUID -> "TRY_CAST(" + Sql.quoted(value.toString()) + " AS UUID)";
            case REAL -> "CAST('" + value + "' AS DOUBLE)";
            case DECIMAL -> "TRY_CAST(" + Sql.quoted(value.toString()) + " AS " + type.sql() + ")";
            case DATETIME, INT, LONG, TIMESPAN -> "CAST(" + value + " AS " + type.sql() + ")";
        };
    }

    private String element(Scalar value, Scalar index) {
        return index.type() == KqlType.STRING
                ? "kql_property(" + write(value) + ", " + write(index) + ")"
                : "kql_element(" + write(value) + ", CAST(" + write(index) + " AS BIGINT))";
    }

    private String listed(Scalar.Listed listed) {
        var list = listed.list();
        if (list.size() == 1 && list.getFirst().type() == KqlType.DYNAMIC) {
            var texts = "kql_texts(" + write(list.getFirst()) + ")";
            var value = Conversions.sql(argument(listed.value(), false), KqlType.STRING);
            return listed.anyCase()
                    ? "list_contains(list_transform(" + texts + ", lambda t: lower(t)), lower(" + value + "))"
                    : "list_contains(" + texts + ", " + value + ")";
        }
        if (list.isEmpty()) {
            return "false";
        }
        var isText = listed.anyCase() && listed.value().type() == KqlType.STRING;
        var values =
                list.stream().map(each -> isText ? lower(each) : write(each)).collect(Collectors.joining(", "));
        return "(" + (isText ? lower(listed.value()) : write(listed.value())) + " IN (" + values + "))";
    }

    private String lower(Scalar scalar) {
        return scalar instanceof Scalar.Constant(var _, String text)
                ? Sql.quoted(text.toLowerCase(Locale.ROOT))
                : "lower(" + write(scalar) + ")";
    }

    private String tabled(Scalar.Tabled tabled) {
        var first = tabled.table().fields().getFirst();
        var isText = tabled.anyCase() && first.type() == KqlType.STRING;
        return "(" + (isText ? lower(tabled.value()) : write(tabled.value())) + " IN (SELECT "
                + (isText ? "lower(" + first.sql() + ")" : first.sql()) + " FROM (" + tables.apply(tabled.table())
                + ")))";
    }

    /** What is null is in no list. */
    private static String total(String sql, Scalar value, boolean truth) {
        return truth || value.type() == KqlType.STRING && sql.indexOf("SELECT") < 0
                ? sql
                : "coalesce(" + sql + ", false)";
    }

    private String first(Relation table) {
        var field = table.fields().getFirst();
        var sql = "(SELECT " + field.sql() + " FROM (" + tables.apply(table) + ") LIMIT 1)";
        return field.type() == KqlType.STRING ? "coalesce(" + sql + ", '')" : sql;
    }

    List<String> all(List<Scalar> scalars) {
        return scalars.stream().map(this::write).toList();
    }
}
