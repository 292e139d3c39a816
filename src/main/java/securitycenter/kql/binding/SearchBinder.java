package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.UnionBinder.Leg;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Span;

/** {@code search} and {@code find}: what is looked for in all columns of several tables, of which not each has them all. */
final class SearchBinder {

    private final Binder binder;
    private final Scope scope;

    SearchBinder(Binder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    Relation search(Operator.Search search, Relation input) {
        var cases = "case_sensitive".equals(search.options().word("kind"));
        var condition = sought(search.condition(), cases);
        var legs = legs(search.tables(), input, "search_arg0").stream()
                .map(leg -> filtered(leg, condition))
                .toList();
        return new UnionBinder(binder, scope).union(legs, false, "$table");
    }

    Relation find(Operator.Find find, Relation input) {
        var legs = legs(find.tables(), input, "union_arg0");
        if (find.condition() != null) {
            var condition = sought(find.condition(), false);
            legs = legs.stream().map(leg -> filtered(leg, condition)).toList();
        }
        var columns = new LinkedHashSet<String>();
        if (find.columns().isEmpty()) {
            var common = new LinkedHashSet<>(names(legs.getFirst()));
            legs.forEach(leg -> common.retainAll(names(leg)));
            columns.addAll(common);
            if (find.condition() != null) {
                Expressions.names(find.condition(), columns);
            }
        } else {
            find.columns().forEach(column -> columns.add(column.name()));
        }
        var rest = find.columns().isEmpty();
        var shown =
                legs.stream().map(leg -> shown(leg, columns, rest, find.span())).toList();
        return new UnionBinder(binder, scope).union(shown, false, "source_");
    }

    private List<Leg> legs(List<Expression> tables, Relation input, String piped) {
        if (!input.fields().isEmpty()) {
            return List.of(new Leg(piped, input));
        }
        var all = tables.isEmpty() ? List.<Expression>of(new Expression.Wildcard("*", new Span(0, 0))) : tables;
        var union = new UnionBinder(binder, scope);
        return all.stream()
                .flatMap(table -> union.legs(table, 0, false).stream())
                .toList();
    }

    private Leg filtered(Leg leg, Expression condition) {
        var row = binder.expressions(leg.relation(), scope).lenient();
        return new Leg(leg.name(), new Relation.Filter(leg.relation(), row.bind(condition)));
    }

    private static List<String> names(Leg leg) {
        return leg.relation().fields().stream().map(Field::name).toList();
    }

    /** What is not shown as a column may come along in one bag. */
    private Leg shown(Leg leg, Set<String> columns, boolean rest, Span span) {
        var outputs = new ArrayList<Output>();
        var others = new ArrayList<Scalar>();
        for (var column : columns) {
            var field = Relation.find(leg.relation().fields(), column);
            if (field != null) {
                outputs.add(new Output(field, new Scalar.FieldValue(field)));
            }
        }
        for (var field : leg.relation().fields()) {
            if (!columns.contains(field.name())) {
                others.add(new Scalar.Constant(KqlType.STRING, field.name()));
                others.add(new Scalar.FieldValue(field));
            }
        }
        if (rest) {
            var bag = others.isEmpty()
                    ? new Scalar.Constant(KqlType.DYNAMIC, "{}")
                    : binder.expressions(leg.relation(), scope).apply("bag_pack", span, others);
            outputs.add(new Output(binder.field("pack_", KqlType.DYNAMIC), bag));
        }
        return new Leg(leg.name(), new Relation.Projection(leg.relation(), outputs));
    }

    /** With what a text alone means: that some column has it as a term, or a part of one where it has stars. */
    private static Expression sought(Expression condition, boolean cases) {
        return switch (condition) {
            case Expression.Binary(var sign, var signed, var left, var right, var span)
            when sign.equals("and") || sign.equals("or") ->
                new Expression.Binary(sign, signed, sought(left, cases), sought(right, cases), span);
            case Expression.Binary(var sign, var _, var left, Expression.StringLiteral text, var _)
            when sign.equals(":") -> term(left, text, cases);
            case Expression.Call(var function, var named, var arguments, var span)
            when function.equals("not") ->
                new Expression.Call(
                        function,
                        named,
                        arguments.stream()
                                .map(each -> new Expression.Argument("", sought(each.value(), cases)))
                                .toList(),
                        span);
            case Expression.StringLiteral text -> term(new Expression.Wildcard("*", text.span()), text, cases);
            case Expression.LongLiteral(var number, var span) ->
                term(
                        new Expression.Wildcard("*", span),
                        new Expression.StringLiteral(String.valueOf(number), false, span),
                        cases);
            case Expression.RealLiteral(var number, var span) ->
                term(
                        new Expression.Wildcard("*", span),
                        new Expression.StringLiteral(String.valueOf(number), false, span),
                        cases);
            case Expression.Wildcard(var _, var span) -> new Expression.BoolLiteral(true, span);
            default -> condition;
        };
    }

    private static Expression term(Expression where, Expression.StringLiteral text, boolean cases) {
        var word = text.value();
        var open = word.startsWith("*");
        var shut = word.length() > 1 && word.endsWith("*");
        var bare = word.substring(open ? 1 : 0, word.length() - (shut ? 1 : 0));
        var sign = (open && shut ? "contains" : open ? "hassuffix" : shut ? "hasprefix" : "has") + (cases ? "_cs" : "");
        if (bare.isEmpty() && word.isEmpty()) {
            throw new KqlException(text.span(), "An empty text is everywhere. Name what is to be found.");
        }
        return new Expression.Binary(
                sign, text.span(), where, new Expression.StringLiteral(bare, text.hidden(), text.span()), text.span());
    }
}
