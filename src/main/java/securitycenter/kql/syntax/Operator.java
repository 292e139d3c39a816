package securitycenter.kql.syntax;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Expression.Name;
import securitycenter.kql.syntax.Expression.TypedName;

/** One step of a pipe. Its span is that of its name. */
public sealed interface Operator {

    Span span();

    record Where(Expression condition, Span span) implements Operator {}

    record Extend(List<Named> columns, Span span) implements Operator {}

    record Project(List<Named> columns, Span span) implements Operator {}

    /** @param columns names and wildcards */
    record ProjectAway(List<Expression> columns, Span span) implements Operator {}

    /** @param names texts, and lists of them */
    record ProjectByNames(List<Expression> names, Span span) implements Operator {}

    /** @param columns names and wildcards */
    record ProjectKeep(List<Expression> columns, Span span) implements Operator {}

    record ProjectRename(List<Named> columns, Span span) implements Operator {}

    record ProjectReorder(List<Reordered> columns, Span span) implements Operator {}

    /** @param order {@code asc}, {@code desc}, {@code granny-asc}, {@code granny-desc}, or empty */
    record Reordered(Expression columns, String order) {}

    record Summarize(List<Named> aggregates, List<Named> by, Span span) implements Operator {}

    record Distinct(List<Expression> columns, Span span) implements Operator {}

    record Sort(List<Ordering> by, Span span) implements Operator {}

    record Top(Expression rows, List<Ordering> by, Span span) implements Operator {}

    /** @param nullsFirst null where the direction decides */
    record Ordering(
            Named value, boolean descending, @Nullable Boolean nullsFirst) {}

    record Take(Expression rows, Span span) implements Operator {}

    record Sample(Expression rows, Span span) implements Operator {}

    record SampleDistinct(Expression values, Expression of, Span span) implements Operator {}

    record Count(Span span) implements Operator {}

    record GetSchema(Span span) implements Operator {}

    record Serialize(List<Named> columns, Span span) implements Operator {}

    record As(String name, Span span) implements Operator {}

    record Join(Options options, Expression right, List<Expression> on, Span span) implements Operator {}

    record Lookup(Options options, Expression right, List<Expression> on, Span span) implements Operator {}

    /** @param legs without what is piped into it */
    record Union(Options options, List<Expression> legs, Span span) implements Operator {}

    record MvExpand(
            Options options,
            List<Expanded> columns,
            @Nullable Expression rows,
            Span span) implements Operator {}

    /** @param steps what the elements of each row are piped through */
    record MvApply(
            Options options,
            List<Expanded> columns,
            @Nullable Expression rows,
            List<Operator> steps,
            Span span) implements Operator {}

    /** @param type empty where none was written */
    record Expanded(Named value, String type) {}

    /** @param where rows that do not match are left out */
    record Parse(boolean where, Options options, Expression text, List<Piece> pattern, Span span) implements Operator {}

    /** Of the pattern of {@code parse}. */
    sealed interface Piece {

        record Skipped(Span span) implements Piece {}

        record Delimiter(Expression.StringLiteral text) implements Piece {}

        /** @param type empty where none was written */
        record Column(String name, String type, Span span) implements Piece {}
    }

    record ParseKv(Expression text, List<TypedName> keys, Options options, Span span) implements Operator {}

    /** @param schema null where none was written */
    record Evaluate(
            Options options,
            Expression.Call plugin,
            @Nullable List<TypedName> schema,
            Span span) implements Operator {}

    record Invoke(Expression.Call function, Span span) implements Operator {}

    record Render(String kind, Options options, Span span) implements Operator {}

    record MakeSeries(
            Options options,
            List<Series> series,
            Expression axis,
            @Nullable Expression from,
            @Nullable Expression to,
            Expression step,
            List<Named> by,
            Span span)
            implements Operator {}

    /** @param missing what stands for nothing; null for 0 */
    record Series(Named aggregate, @Nullable Expression missing) {}

    record TopNested(List<Nested> levels, Span span) implements Operator {}

    /** @param rows null for all */
    record Nested(
            @Nullable Expression rows, Named of, @Nullable Named others, Named by, boolean descending) {}

    /** @param by null for counting */
    record TopHitters(Expression rows, Named of, @Nullable Expression by, Span span) implements Operator {}

    record Partition(Options options, Expression by, List<Operator> steps, Span span) implements Operator {}

    /** @param by rows with other values are sequences of their own */
    record Scan(
            Options options,
            List<Ordering> order,
            List<Expression> by,
            List<Declared> declared,
            List<Step> steps,
            Span span)
            implements Operator {}

    /** @param preset where no step gives it another value */
    record Declared(TypedName column, Expression preset) {}

    /** Of {@code scan}. */
    record Step(Name name, Shown output, Expression condition, List<Named> assigned) {}

    /** Which rows that match a step are seen, of those that do so one after the other. */
    enum Shown {
        ALL,
        LAST,
        NONE
    }

    // Those that make rows themselves

    record Print(List<Named> values, Span span) implements Operator {}

    record Range(String column, Expression from, Expression to, Expression step, Span span) implements Operator {}

    record DataTable(List<TypedName> columns, List<Expression> values, Span span) implements Operator {}

    record ExternalData(List<TypedName> columns, List<Expression> addresses, Options options, Span span)
            implements Operator {}

    /** @param tables none for all, or for what is piped into it */
    record Search(Options options, List<Expression> tables, Expression condition, Span span) implements Operator {}

    /** @param columns what is shown; none for what the condition names */
    record Find(
            Options options,
            List<Expression> tables,
            @Nullable Expression condition,
            List<TypedName> columns,
            Span span)
            implements Operator {}

    /** @param names one, several in parentheses, or none */
    record Named(List<Name> names, Expression value) {}

    /** {@code kind=inner hint.strategy=shuffle}. */
    record Options(Map<String, Option> all) {

        public static final Options NONE = new Options(Map.of());

        public @Nullable String word(String name) {
            var option = all.get(name);
            return option == null ? null : option.value();
        }
    }

    record Option(String value, Span span) {}
}
