package securitycenter.kql.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Scope.Meaning;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Query;
import securitycenter.kql.syntax.Span;

/** What the parameters of a function of the query stand for in a call of it. */
final class ParameterBinder {

    private final Binder binder;

    ParameterBinder(Binder binder) {
        this.binder = binder;
    }

    /** @param row what a value may be worked out of; null outside of rows */
    Scope named(
            Expression.Call call,
            Query.Definition.Function function,
            Scope home,
            Scope caller,
            @Nullable ExpressionBinder row) {
        var given = given(call, function);
        var inner = new Scope(home);
        for (var parameter : function.parameters()) {
            var value = given.get(parameter.name());
            inner.name(
                    parameter.name(),
                    value == null ? preset(call, parameter, home) : argument(parameter, value, caller, row));
        }
        return inner;
    }

    private Meaning preset(Expression.Call call, Query.Parameter parameter, Scope home) {
        if (parameter.preset() == null) {
            throw new KqlException(
                    call.span(), "\"" + call.function() + "\" needs a value for \"" + parameter.name() + "\".");
        }
        return new Meaning.Value(binder.expressions(List.of(), home).bind(parameter.preset()));
    }

    private static Map<String, Expression> given(Expression.Call call, Query.Definition.Function function) {
        var given = new HashMap<String, Expression>();
        var parameters = function.parameters();
        int place = 0;
        for (var argument : call.arguments()) {
            if (!argument.name().isEmpty()) {
                given.put(argument.name(), argument.value());
            } else if (place < parameters.size()) {
                given.put(parameters.get(place++).name(), argument.value());
            } else {
                throw new KqlException(
                        argument.value().span(),
                        "\"" + call.function() + "\" takes " + parameters.size() + " arguments, and this is one more.");
            }
        }
        return given;
    }

    private Meaning argument(
            Query.Parameter parameter, Expression value, Scope caller, @Nullable ExpressionBinder row) {
        if (parameter.type().isEmpty()) {
            return new Meaning.Table(checked(binder.table(value, caller), parameter, value.span()));
        }
        var scalar = (row == null ? binder.expressions(List.of(), caller) : row).bind(value);
        var type = ExpressionBinder.type(parameter.type(), parameter.span());
        return new Meaning.Value(
                binder.named(scalar.type() == type ? scalar : new Scalar.Converted(scalar, type), value.span()));
    }

    /** A function names the columns that it needs; the others come along. */
    private Relation checked(Relation relation, Query.Parameter parameter, Span span) {
        var missing = parameter.columns() == null
                ? Optional.<TypedName>empty()
                : parameter.columns().stream()
                        .filter(column -> Relation.find(relation.fields(), column.name()) == null)
                        .findFirst();
        if (missing.isPresent() && !binder.isOpen()) {
            throw new KqlException(
                    span, "This table has no column \"" + missing.get().name() + "\", which the function needs.");
        }
        return relation;
    }
}
