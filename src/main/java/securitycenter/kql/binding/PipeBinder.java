package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import securitycenter.kql.binding.Relation.Key;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.functions.Windows;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Span;

/** The steps of a pipe that look at one table. */
final class PipeBinder {

    private final Binder binder;
    private final Scope scope;

    PipeBinder(Binder binder, Scope scope) {
        this.binder = binder;
        this.scope = scope;
    }

    Relation bind(Operator operator, Relation input) {
        try {
            return bound(operator, input);
        } catch (KqlException e) {
            throw e.in(operator.span());
        }
    }

    private Relation bound(Operator operator, Relation input) {
        return switch (operator) {
            case Operator.Where(var condition, var _) -> new Relation.Filter(input, condition(condition, input));
            case Operator.Extend(var columns, var _) -> extend(columns, input);
            case Operator.Project(var columns, var _) -> project(columns, input);
            case Operator.ProjectAway(var columns, var _) ->
                keep(input, columns(input).without(columns));
            case Operator.ProjectKeep(var columns, var _) ->
                keep(input, columns(input).with(columns));
            case Operator.ProjectByNames(var names, var _) ->
                keep(input, columns(input).named(names));
            case Operator.ProjectRename(var columns, var _) -> columns(input).rename(columns);
            case Operator.ProjectReorder(var columns, var _) ->
                keep(input, columns(input).reordered(columns));
            case Operator.Summarize summarize -> new SummarizeBinder(binder, scope, input).bind(summarize);
            case Operator.Distinct(var columns, var span) -> distinct(columns, input, span);
            case Operator.Sort(var by, var _) -> sort(by, input);
            case Operator.Top(var rows, var by, var _) -> new Relation.Limit(sort(by, input), number(rows));
            case Operator.Take(var rows, var _) -> new Relation.Limit(input, number(rows));
            case Operator.Count(var _) -> SummarizeBinder.count(binder, input);
            case Operator.As(var name, var _) -> as(name, input);
            case Operator.Serialize(var columns, var _) ->
                columns.isEmpty() ? inOrder(input) : extend(columns, inOrder(input));
            case Operator.Join join -> new JoinBinder(binder, scope).join(join, input);
            case Operator.Lookup lookup -> new JoinBinder(binder, scope).lookup(lookup, input);
            case Operator.Union union -> new UnionBinder(binder, scope).bind(union, input);
            case Operator.Print(var values, var _) -> new SourceBinder(binder, scope).print(values);
            case Operator.DataTable(var columns, var values, var span) ->
                new SourceBinder(binder, scope).dataTable(columns, values, span);
            case Operator.Range range -> new SourceBinder(binder, scope).range(range);
            case Operator.GetSchema(var _) -> new SourceBinder(binder, scope).getSchema(input);
            case Operator.Invoke(var function, var _) -> invoke(function, input);
            case Operator.Search search -> new SearchBinder(binder, scope).search(search, input);
            case Operator.Find find -> new SearchBinder(binder, scope).find(find, input);
            case Operator.MakeSeries series -> new SummarizeBinder(binder, scope, input).series(series);
            case Operator.Parse parse -> new ParseBinder(binder, scope, input).bind(parse);
            case Operator.MvExpand expand -> new ExpandBinder(binder, scope, input).bind(expand);
            case Operator.MvApply apply -> new ExpandBinder(binder, scope, input).bind(apply);
            case Operator.Sample(var rows, var span) -> new Relation.Limit(shuffled(input, span), number(rows));
            case Operator.SampleDistinct(var values, var of, var span) ->
                new Relation.Limit(bind(new Operator.Distinct(List.of(of), span), input), number(values));
            case Operator.Render _ -> input;
            case Operator.Evaluate evaluate -> new PluginBinder(binder, scope, input).bind(evaluate);
            case Operator.TopNested nested -> new NestedBinder(binder, scope, input).bind(nested);
            case Operator.TopHitters hitters -> new NestedBinder(binder, scope, input).bind(hitters);
            case Operator.Partition partition -> new PartitionBinder(binder, scope, input).bind(partition);
            case Operator.ParseKv parse -> new KeyValueBinder(binder, scope, input).bind(parse);
            case Operator.ExternalData external -> new OutsideBinder(binder, scope).bind(external);
            case Operator.Scan scan -> scan(scan, input);
        };
    }

    private ColumnsBinder columns(Relation input) {
        return new ColumnsBinder(binder, scope, input);
    }

    private static Relation keep(Relation input, List<Field> fields) {
        return new Relation.Projection(input, Relation.asTheyAre(fields));
    }

    private ExpressionBinder row(Relation input) {
        return binder.expressions(input, scope);
    }

    private Scalar condition(Expression condition, Relation input) {
        var bound = row(input).bind(condition);
        if (bound.type() == KqlType.BOOL) {
            return bound;
        }
        if (bound.type() == KqlType.DYNAMIC || bound.type().isNumber()) {
            return new Scalar.Converted(bound, KqlType.BOOL);
        }
        throw new KqlException(
                condition.span(),
                "This is no condition: it is of the type " + bound.type().word() + ".");
    }

    /** What is on the right of a sign of equality sees the row as it was before. */
    private Relation extend(List<Named> columns, Relation input) {
        var row = row(input);
        var outputs = new ArrayList<>(Relation.asTheyAre(input.fields()));
        var names = new ColumnNames(input.fields().stream().map(Field::name).toList());
        var written = new HashSet<String>();
        for (var column : columns) {
            once(column, written);
            var several = new ResultsBinder(binder, row, names).bind(column);
            if (!several.isEmpty()) {
                several.forEach(each -> put(outputs, each));
                continue;
            }
            var value = row.bind(column.value());
            var name = nameOf(column, names);
            put(outputs, new Output(binder.field(name, value.type()), value));
        }
        return new Relation.Projection(input, outputs);
    }

    /** No name is given twice in one step. */
    static void once(Named column, Set<String> written) {
        for (var name : column.names()) {
            if (!written.add(name.name())) {
                throw new KqlException(name.span(), "There are two columns \"" + name.name() + "\" here.");
            }
        }
    }

    private static String nameOf(Named column, ColumnNames names) {
        if (column.names().size() > 1) {
            throw new KqlException(column.names().getFirst().span(), "Only what has several results can be named so.");
        }
        if (!column.names().isEmpty()) {
            return column.names().getFirst().name();
        }
        var own = ColumnNames.of(column.value());
        if (column.value() instanceof Expression.Name) {
            return own;
        }
        return own.isEmpty() ? names.numbered("Column") : names.free(own);
    }

    static void put(List<Output> outputs, Output added) {
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).field().name().equals(added.field().name())) {
                outputs.set(i, added);
                return;
            }
        }
        outputs.add(added);
    }

    private Relation project(List<Named> columns, Relation input) {
        var row = row(input);
        var outputs = new ArrayList<Output>();
        var names = new ColumnNames(List.of());
        var written = new HashSet<String>();
        for (var column : columns) {
            once(column, written);
            var several = new ResultsBinder(binder, row, names).bind(column);
            if (!several.isEmpty()) {
                column.names().forEach(name -> names.free(name.name()));
                outputs.addAll(several);
                continue;
            }
            var value = row.bind(column.value());
            outputs.add(new Output(binder.field(projected(column, names), value.type()), value));
        }
        return new Relation.Projection(input, outputs);
    }

    /** A column that goes by the name of another one before it gets a number. */
    private static String projected(Named column, ColumnNames names) {
        var own = column.value() instanceof Expression.Name || !column.names().isEmpty();
        return own ? names.free(nameOf(column, names)) : nameOf(column, names);
    }

    private Relation distinct(List<Expression> columns, Relation input, Span span) {
        if (columns.size() == 1 && columns.getFirst() instanceof Expression.Wildcard) {
            return SummarizeBinder.distinct(input, Relation.asTheyAre(input.fields()));
        }
        var by = columns.stream().map(column -> new Named(List.of(), column)).toList();
        return new SummarizeBinder(binder, scope, input).bind(new Operator.Summarize(List.of(), by, span));
    }

    // Order

    /** What rows are ordered by becomes a column that nobody sees, unless it is one. */
    private Relation sort(List<Operator.Ordering> by, Relation input) {
        var row = row(input);
        var outputs = new ArrayList<>(Relation.asTheyAre(input.fields()));
        var keys = new ArrayList<Key>();
        for (var ordering : by) {
            var value = row.bind(ordering.value().value());
            if (value.type() == KqlType.DYNAMIC) {
                throw new KqlException(
                        ordering.value().value().span(),
                        "Rows cannot be ordered by a dynamic value. Convert it, for example with tostring().");
            }
            var field = value instanceof Scalar.FieldValue(var column) ? column : binder.field("", value.type());
            if (!(value instanceof Scalar.FieldValue)) {
                outputs.add(new Output(field, value));
            }
            var nullsFirst = ordering.nullsFirst() == null ? !ordering.descending() : ordering.nullsFirst();
            keys.add(new Key(field, ordering.descending(), nullsFirst));
        }
        return outputs.size() == input.fields().size()
                ? new Relation.Sorted(input, keys)
                : keep(new Relation.Sorted(new Relation.Projection(input, outputs), keys), input.fields());
    }

    private Relation scan(Operator.Scan scan, Relation input) {
        var rows = scan.order().isEmpty() ? input : sort(scan.order(), input);
        return new ScanBinder(binder, scope, rows).bind(scan);
    }

    /** Rows without an order get one: that in which they are. */
    private Relation inOrder(Relation input) {
        if (!input.order().isEmpty()) {
            return input;
        }
        var number = new Scalar.Windowed(Windows.named("row_number").getFirst(), List.of(), List.of(), KqlType.LONG);
        var outputs = new ArrayList<>(Relation.asTheyAre(input.fields()));
        var place = binder.field("", KqlType.LONG);
        outputs.add(new Output(place, number));
        var numbered = new Relation.Projection(input, outputs);
        return keep(new Relation.Sorted(numbered, List.of(new Key(place, false, true))), input.fields());
    }

    Scalar number(Expression rows) {
        var number = binder.expressions(List.of(), scope).bind(rows);
        if (number instanceof Scalar.Constant(var _, var value) && !(value instanceof Long count && count >= 0)
                || !number.type().isNumber()) {
            throw new KqlException(rows.span(), "Here a number of rows is expected.");
        }
        return number.type().isInteger() ? number : new Scalar.Converted(number, KqlType.LONG);
    }

    private Relation shuffled(Relation input, Span span) {
        var chance = new Expression.Call("rand", span, List.of(), span);
        return sort(List.of(new Operator.Ordering(new Named(List.of(), chance), false, null)), input);
    }

    private Relation as(String name, Relation input) {
        var shared = binder.shared(input, false);
        scope.name(name, new Scope.Meaning.Table(input));
        return shared;
    }

    private Relation invoke(Expression.Call function, Relation input) {
        if (Enrichments.isNamed(function.function()) && scope.find(function.function()) == null) {
            return new Enrichments(binder, scope).bind(function, input);
        }
        var table = new Scope(scope);
        table.name("$invoked", new Scope.Meaning.Table(input));
        var arguments = new ArrayList<Expression.Argument>();
        arguments.add(new Expression.Argument("", new Expression.Name("$invoked", function.named())));
        arguments.addAll(function.arguments());
        return binder.table(
                new Expression.Call(function.function(), function.named(), arguments, function.span()), table);
    }
}
