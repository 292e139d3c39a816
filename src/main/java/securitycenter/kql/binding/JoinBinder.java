package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import securitycenter.kql.binding.Relation.JoinKind;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.Relation.Pair;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Options;
import securitycenter.kql.syntax.Span;

/** {@code join} and {@code lookup}: all columns of the left, then those of the right under names that are free. */
final class JoinBinder {

    private final Binder binder;
    private final Scope scope;

    JoinBinder(Binder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    Relation join(Operator.Join join, Relation left) {
        var right = binder.table(join.right(), scope);
        var on = on(join.on(), left, right, join.span());
        var kind = kind(join.options(), "innerunique");
        return new Relation.Join(kind, left, right, on, outputs(kind, left, right, List.of()));
    }

    Relation lookup(Operator.Lookup lookup, Relation left) {
        var right = binder.table(lookup.right(), scope);
        var on = on(lookup.on(), left, right, lookup.span());
        var kind = kind(lookup.options(), "leftouter");
        if (kind != JoinKind.LEFT && kind != JoinKind.INNER) {
            throw new KqlException(lookup.span(), "\"lookup\" is of the kind leftouter or inner.");
        }
        var keys = on.stream()
                .map(Pair::right)
                .filter(Scalar.FieldValue.class::isInstance)
                .map(value -> ((Scalar.FieldValue) value).field())
                .toList();
        return new Relation.Join(kind, left, right, on, outputs(kind, left, right, keys));
    }

    private static JoinKind kind(Options options, String preset) {
        var option = options.all().get("kind");
        return switch (option == null ? preset : option.value()) {
            case "innerunique" -> JoinKind.INNER_UNIQUE;
            case "inner" -> JoinKind.INNER;
            case "leftouter" -> JoinKind.LEFT;
            case "rightouter" -> JoinKind.RIGHT;
            case "fullouter" -> JoinKind.FULL;
            case "leftsemi" -> JoinKind.LEFT_SEMI;
            case "leftanti", "anti", "leftantisemi" -> JoinKind.LEFT_ANTI;
            case "rightsemi" -> JoinKind.RIGHT_SEMI;
            case "rightanti", "rightantisemi" -> JoinKind.RIGHT_ANTI;
            default ->
                throw new KqlException(
                        option == null ? new Span(0, 0) : option.span(),
                        "There is no such kind of join. There are innerunique, inner, leftouter, rightouter, fullouter,"
                                + " leftsemi, leftanti, rightsemi and rightanti.");
        };
    }

    private List<Output> outputs(JoinKind kind, Relation left, Relation right, List<Field> leftOut) {
        return switch (kind) {
            case LEFT_SEMI, LEFT_ANTI -> binder.again(left.fields());
            case RIGHT_SEMI, RIGHT_ANTI -> binder.again(right.fields());
            case INNER_UNIQUE, INNER, LEFT, RIGHT, FULL -> {
                var outputs = new ArrayList<>(binder.again(left.fields()));
                var shown = right.fields().stream()
                        .filter(field -> !leftOut.contains(field))
                        .toList();
                var names = ColumnNames.joined(left.fields(), shown);
                for (int i = 0; i < shown.size(); i++) {
                    var field = shown.get(i);
                    outputs.add(new Output(binder.field(names.get(i), field.type()), new Scalar.FieldValue(field)));
                }
                yield outputs;
            }
        };
    }

    private List<Pair> on(List<Expression> written, Relation left, Relation right, Span span) {
        if (written.isEmpty()) {
            throw new KqlException(span, "What must be equal is missing: \"on\" and the name of a column.");
        }
        var pairs = new ArrayList<Pair>();
        written.forEach(each -> add(each, left, right, pairs));
        return pairs;
    }

    private void add(Expression written, Relation left, Relation right, List<Pair> pairs) {
        switch (written) {
            case Expression.Name name -> pairs.add(pair(name, left, name, right, name.span()));
            case Expression.Binary(var sign, var _, var one, var other, var _)
            when sign.equals("and") -> {
                add(one, left, right, pairs);
                add(other, left, right, pairs);
            }
            case Expression.Binary(var sign, var _, var one, var other, var span)
            when sign.equals("==") -> {
                var swapped = isOf("$right", one);
                var mine = swapped ? other : one;
                var theirs = swapped ? one : other;
                if (!isOf("$left", mine) || !isOf("$right", theirs)) {
                    throw wrong(span);
                }
                pairs.add(pair(bare(mine), left, bare(theirs), right, span));
            }
            default -> throw wrong(written.span());
        }
    }

    private static KqlException wrong(Span span) {
        return new KqlException(
                span, "Here the name of a column of both sides is expected, or $left.one == $right.other.");
    }

    private static boolean isOf(String side, Expression expression) {
        return switch (expression) {
            case Expression.Member(Expression.Name(var name, var _), var _, var _, var _) -> name.equals(side);
            case Expression.Index(Expression.Name(var name, var _), var _, var _) -> name.equals(side);
            case Expression.Call(var _, var _, var arguments, var _) ->
                arguments.stream().anyMatch(each -> isOf(side, each.value()));
            default -> false;
        };
    }

    private static Expression bare(Expression expression) {
        return switch (expression) {
            case Expression.Member(Expression.Name _, var name, var named, var _) -> new Expression.Name(name, named);
            case Expression.Index(Expression.Name _, Expression.StringLiteral(var name, var _, var at), var _) ->
                new Expression.Name(name, at);
            case Expression.Call(var function, var named, var arguments, var span) ->
                new Expression.Call(
                        function,
                        named,
                        arguments.stream()
                                .map(each -> new Expression.Argument(each.name(), bare(each.value())))
                                .toList(),
                        span);
            default -> expression;
        };
    }

    private Pair pair(Expression one, Relation left, Expression other, Relation right, Span span) {
        var mine = binder.expressions(left.fields(), scope).bind(one);
        var theirs = binder.expressions(right.fields(), scope).bind(other);
        if (mine.type() == KqlType.DYNAMIC || theirs.type() == KqlType.DYNAMIC) {
            throw new KqlException(
                    span,
                    "Tables cannot be joined on a dynamic value. Convert it before, for example with tostring().");
        }
        if (mine.type() != theirs.type()
                && !(mine.type().isInteger() && theirs.type().isInteger())) {
            throw new KqlException(
                    span,
                    "Both sides must be of one type; here are " + mine.type().word() + " and "
                            + theirs.type().word() + ".");
        }
        return new Pair(mine, theirs);
    }
}
