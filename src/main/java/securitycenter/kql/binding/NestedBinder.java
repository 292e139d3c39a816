package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import securitycenter.kql.binding.Relation.JoinKind;
import securitycenter.kql.binding.Relation.Key;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.binding.Relation.Pair;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Operator.Nested;
import securitycenter.kql.syntax.Span;

/** {@code top-nested}: the first values of a column, of each of them the first values of the next, and so on. */
final class NestedBinder {

    private final Binder binder;
    private final Scope scope;
    private final Relation input;
    private final ColumnNames names = new ColumnNames(List.of());

    NestedBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
    }

    Relation bind(Operator.TopNested nested) {
        var rows = binder.shared(input, false);
        var values = new ArrayList<Field>();
        Relation found = null;
        for (var level : nested.levels()) {
            if (level.others() != null) {
                throw new KqlException(level.others().value().span(), "\"with others\" is not supported.");
            }
            var keyed = keyed(rows, level);
            values.add(keyed.fields().getLast());
            var known = found == null ? keyed : join(JoinKind.LEFT_SEMI, keyed, found, values.size() - 1);
            var best = best(known, level, values.size(), nested.span());
            found = found == null ? best : joined(found, best, values.size() - 1);
            rows = binder.shared(keyed, false);
        }
        return found == null ? input : found;
    }

    /** With the value of this level behind those of the levels above. */
    private Relation keyed(Relation rows, Nested level) {
        var value = binder.expressions(rows.fields(), scope).bind(level.of().value());
        var outputs = new ArrayList<>(Relation.asTheyAre(rows.fields()));
        outputs.add(new Output(binder.field("$" + nameOf(level.of()), value.type()), value));
        return new Relation.Projection(rows, outputs);
    }

    private static String nameOf(Named of) {
        if (!of.names().isEmpty()) {
            return of.names().getFirst().name();
        }
        var own = ColumnNames.of(of.value());
        return own.isEmpty() ? "Column1" : own;
    }

    /** The groups of all levels so far, and of each of the level above the first ones. */
    private Relation best(Relation rows, Nested level, int depth, Span span) {
        var keys = lastFields(rows, depth);
        var by = keys.stream()
                .map(field -> new Named(
                        List.of(new Expression.Name(field.name().substring(1), span)),
                        new Expression.Name(field.name(), span)))
                .toList();
        var value = nameOf(level.of());
        var total = level.by().names().isEmpty()
                ? "aggregated_" + value
                : level.by().names().getFirst().name();
        var aggregate =
                new Named(List.of(new Expression.Name(total, span)), level.by().value());
        var groups =
                new SummarizeBinder(binder, scope, rows).bind(new Operator.Summarize(List.of(aggregate), by, span));
        if (level.rows() == null) {
            return groups;
        }
        var fields = groups.fields();
        var order = new Key(fields.getLast(), level.descending(), !level.descending());
        return new Relation.Topped(
                groups,
                fields.subList(0, depth - 1),
                List.of(order),
                new PipeBinder(binder, scope).number(level.rows()));
    }

    private static List<Field> lastFields(Relation rows, int count) {
        var fields = rows.fields().stream()
                .filter(field -> field.name().startsWith("$"))
                .toList();
        return fields.subList(fields.size() - count, fields.size());
    }

    private Relation join(JoinKind kind, Relation rows, Relation groups, int levels) {
        return new Relation.Join(kind, rows, groups, pairs(rows, groups, levels), binder.again(rows.fields()));
    }

    private static List<Pair> pairs(Relation rows, Relation groups, int levels) {
        var mine = lastFields(rows, levels + 1);
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < levels; i++) {
            pairs.add(new Pair(new Scalar.FieldValue(mine.get(i)), new Scalar.FieldValue(valueOf(groups, i))));
        }
        return pairs;
    }

    /** Values and totals stand by turns, in what was joined; in what is new the values come first. */
    private static Field valueOf(Relation groups, int level) {
        return groups instanceof Relation.Join
                ? groups.fields().get(2 * level)
                : groups.fields().get(level);
    }

    private Relation joined(Relation found, Relation best, int levels) {
        var shared = binder.shared(best, false);
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < levels; i++) {
            pairs.add(new Pair(
                    new Scalar.FieldValue(valueOf(found, i)),
                    new Scalar.FieldValue(shared.fields().get(i))));
        }
        var outputs = new ArrayList<>(binder.again(found.fields()));
        for (var field : shared.fields().subList(levels, levels + 2)) {
            outputs.add(new Output(binder.field(names.free(field.name()), field.type()), new Scalar.FieldValue(field)));
        }
        return new Relation.Join(JoinKind.INNER, found, shared, pairs, outputs);
    }

    /** {@code top-hitters}: exact, where Kusto estimates. */
    Relation bind(Operator.TopHitters hitters) {
        var span = hitters.span();
        var by = hitters.by();
        var name = by == null ? "approximate_count_" + nameOf(hitters.of()) : "approximate_sum_" + ColumnNames.of(by);
        var arguments = by == null ? List.<Expression.Argument>of() : List.of(new Expression.Argument("", by));
        var total = new Expression.Call(by == null ? "count" : "sum", span, arguments, span);
        var groups = new SummarizeBinder(binder, scope, input)
                .bind(new Operator.Summarize(
                        List.of(new Named(List.of(new Expression.Name(name, span)), total)),
                        List.of(hitters.of()),
                        span));
        var order = new Key(groups.fields().getLast(), true, false);
        return new Relation.Limit(
                new Relation.Sorted(groups, List.of(order)), new PipeBinder(binder, scope).number(hitters.rows()));
    }
}
