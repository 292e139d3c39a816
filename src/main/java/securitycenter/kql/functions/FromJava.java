package securitycenter.kql.functions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.values.JavaFunction;
import securitycenter.kql.values.JavaFunctions;
import securitycenter.kql.values.Kind;

/** Functions that the database calls in Java. Lists and bags go there and come back as JSON. */
final class FromJava {

    private static final Map<String, JavaFunction> ALL =
            JavaFunctions.all().stream().collect(Collectors.toMap(JavaFunction::name, each -> each));

    private FromJava() {}

    static Stream<Function> all() {
        return ALL.values().stream().map(FromJava::row);
    }

    /** The SQL of one. */
    static Sql sql(String name) {
        var function = ALL.get(name);
        if (function == null) {
            throw new IllegalStateException(name);
        }
        return arguments -> call(function, arguments);
    }

    private static Function row(JavaFunction function) {
        var takes =
                new ArrayList<>(function.takes().stream().map(FromJava::taken).toList());
        var row = Function.of(function.name(), takes, type(function.gives()), arguments -> call(function, arguments));
        if (!function.rest()) {
            return row.optional(function.optional());
        }
        takes.removeLast();
        return Function.of(function.name(), takes, type(function.gives()), arguments -> call(function, arguments))
                .andMore(Takes.ANY);
    }

    private static Takes taken(Kind kind) {
        return switch (kind) {
            case BOOL -> Takes.BOOL;
            case DYNAMIC -> Takes.DYNAMIC;
            case LONG -> Takes.INTEGER;
            case MOMENT -> Takes.DATETIME;
            case DECIMAL, REAL -> Takes.NUMBER;
            case GUID, TEXT -> Takes.TEXT;
            case VALUE -> Takes.ANY;
        };
    }

    private static KqlType type(Kind kind) {
        return switch (kind) {
            case BOOL -> KqlType.BOOL;
            case DYNAMIC, VALUE -> KqlType.DYNAMIC;
            case DECIMAL -> KqlType.DECIMAL;
            case GUID -> KqlType.GUID;
            case LONG -> KqlType.LONG;
            case MOMENT -> KqlType.DATETIME;
            case REAL -> KqlType.REAL;
            case TEXT -> KqlType.STRING;
        };
    }

    private static String call(JavaFunction function, List<Argument> arguments) {
        var takes = function.takes();
        var given = new ArrayList<String>();
        for (int i = 0; i < takes.size(); i++) {
            var isRest = function.rest() && i == takes.size() - 1;
            given.add(isRest ? rest(arguments.subList(i, arguments.size())) : given(takes.get(i), i, arguments));
        }
        var call = function.sqlName() + "(" + String.join(", ", given) + ")";
        return switch (function.gives()) {
            case DYNAMIC, VALUE -> "CAST(CAST(" + call + " AS JSON) AS VARIANT)";
            case DECIMAL -> "TRY_CAST(" + call + " AS " + KqlType.DECIMAL.sql() + ")";
            case GUID -> "CAST(" + call + " AS UUID)";
            case BOOL, LONG, MOMENT, REAL, TEXT -> call;
        };
    }

    private static String given(Kind kind, int place, List<Argument> arguments) {
        if (place >= arguments.size()) {
            return "CAST(NULL AS " + kind.sql() + ")";
        }
        var argument = arguments.get(place);
        return switch (kind) {
            case DYNAMIC, VALUE -> "CAST(CAST(" + Conversions.sql(argument, KqlType.DYNAMIC) + " AS JSON) AS VARCHAR)";
            case LONG -> argument.is(KqlType.LONG) ? argument.sql() : "CAST(" + argument.sql() + " AS BIGINT)";
            case REAL -> argument.is(KqlType.REAL) ? argument.sql() : "CAST(" + argument.sql() + " AS DOUBLE)";
            case DECIMAL -> "CAST(" + argument.sql() + " AS VARCHAR)";
            case BOOL, GUID, MOMENT, TEXT -> argument.sql();
        };
    }

    private static String rest(List<Argument> arguments) {
        return arguments.isEmpty()
                ? "'[]'"
                : arguments.stream()
                        .map(each -> Conversions.sql(each, KqlType.DYNAMIC))
                        .collect(Collectors.joining(", ", "CAST(CAST(CAST([", "] AS VARIANT) AS JSON) AS VARCHAR)"));
    }
}
