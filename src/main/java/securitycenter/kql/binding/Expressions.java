package securitycenter.kql.binding;

import java.util.Set;
import java.util.stream.Stream;
import securitycenter.kql.syntax.Expression;

/** What was written, looked through. */
final class Expressions {

    private Expressions() {}

    /** Adds all names that a value is worked out of. */
    static void names(Expression expression, Set<String> names) {
        switch (expression) {
            case Expression.Name(var name, var _) -> names.add(name);
            case Expression.Binary(var _, var _, var left, var right, var _) ->
                Stream.of(left, right).forEach(each -> names(each, names));
            case Expression.Call(var _, var _, var arguments, var _) ->
                arguments.forEach(each -> names(each.value(), names));
            case Expression.In(var _, var _, var value, var _, var _) -> names(value, names);
            case Expression.Between(var _, var value, var _, var _, var _) -> names(value, names);
            case Expression.Member(var base, var _, var _, var _) -> names(base, names);
            case Expression.Index(var base, var _, var _) -> names(base, names);
            case Expression.Signed(var _, var value, var _) -> names(value, names);
            default -> {
                // Names no column.
            }
        }
    }
}
