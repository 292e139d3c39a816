package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.Table;
import securitycenter.kql.syntax.Operator;

/** Rows with known columns: what a pipe means, its names found and its types known. */
public sealed interface Relation {

    /** That a query sees. */
    List<Field> fields();

    /** In which order the rows are; none where nobody said. */
    default List<Key> order() {
        return List.of();
    }

    /** When its rows came to us, where they are still those of a table. */
    default @Nullable Field arrived() {
        return switch (this) {
            case Scan scan -> scan.arrived();
            case Filter(var input, var _) -> input.arrived();
            default -> null;
        };
    }

    /** What it is made of. */
    default List<Relation> inputs() {
        return switch (this) {
            case Scan _, Values _, Series _, Elements _, Texts _ -> List.of();
            case Passing passing -> List.of(passing.input());
            case Projection(var input, var _) -> List.of(input);
            case Aggregation(var input, var _, var _) -> List.of(input);
            case Sorted(var input, var _) -> List.of(input);
            case Join join -> List.of(join.left(), join.right());
            case Stepped stepped -> List.of(stepped.input());
            case Expanded expanded -> List.of(expanded.input());
            case Applied(var input, var each, var _, var _) -> List.of(input, each);
            case Scanned scanned -> List.of(scanned.input());
            case Union(var legs, var _) -> List.copyOf(legs);
            case Shared(var relation, var _, var _) -> List.of(relation);
        };
    }

    /** The values that its own step works out. */
    default List<Scalar> scalars() {
        return switch (this) {
            case Scan _, Sorted _, Union _, Shared _, Applied _, Texts _ -> List.of();
            case Values(var _, var rows) -> rows.stream().flatMap(List::stream).toList();
            case Series(var _, var from, var to, var step) -> List.of(from, to, step);
            case Filter(var _, var condition) -> List.of(condition);
            case Projection(var _, var outputs) -> values(outputs);
            case Aggregation(var _, var keys, var aggregates) ->
                Stream.concat(
                                values(keys).stream(),
                                aggregates.stream().flatMap(each -> each.aggregate().scalars().stream()))
                        .toList();
            case Limit(var _, var rows) -> List.of(rows);
            case Topped(var _, var _, var _, var rows) -> List.of(rows);
            case Join join ->
                join.on().stream()
                        .flatMap(pair -> Stream.of(pair.left(), pair.right()))
                        .toList();
            case Stepped stepped -> stepped.values();
            case Scanned scanned ->
                scanned.steps().stream().flatMap(step -> step.values().stream()).toList();
            case Expanded(var _, var lists, var _, var _, var _) -> values(lists);
            case Elements(var lists, var _, var _) -> values(lists);
        };
    }

    private static List<Scalar> values(List<Output> outputs) {
        return outputs.stream().map(Output::value).toList();
    }

    /** Of an order. The field need not be one that a query sees. */
    record Key(Field field, boolean descending, boolean nullsFirst) {}

    record Output(Field field, Scalar value) {}

    /** All of them, and nothing else is done. */
    static List<Output> asTheyAre(List<Field> fields) {
        return fields.stream()
                .map(field -> new Output(field, new Scalar.FieldValue(field)))
                .toList();
    }

    /** Some or all rows of another, as they are and in their order. */
    sealed interface Passing extends Relation {

        Relation input();

        @Override
        default List<Field> fields() {
            return input().fields();
        }

        @Override
        default List<Key> order() {
            return input().order();
        }
    }

    /**
     * @param columns those that can be seen
     * @param apart what {@code parse_json()} makes of those whose JSON is stored taken apart
     * @param arrived when a row came to us; null where nobody asks
     */
    record Scan(
            Table table,
            Map<Column, Field> columns,
            Map<Field, Field> apart,
            @Nullable Field arrived) implements Relation {
        @Override
        public List<Field> fields() {
            return List.copyOf(columns.values());
        }
    }

    /** @param rows constants */
    record Values(List<Field> fields, List<List<Scalar>> rows) implements Relation {}

    /** @param rows a list of lists of texts, as JSON */
    record Texts(String rows, List<Field> fields) implements Relation {}

    record Series(Field field, Scalar from, Scalar to, Scalar step) implements Relation {
        @Override
        public List<Field> fields() {
            return List.of(field);
        }

        @Override
        public List<Key> order() {
            return List.of(new Key(field, false, true));
        }
    }

    record Filter(Relation input, Scalar condition) implements Passing {}

    /** What its input is ordered by comes along unseen. */
    record Projection(Relation input, List<Output> outputs) implements Relation {
        @Override
        public List<Field> fields() {
            return outputs.stream().map(Output::field).toList();
        }

        @Override
        public List<Key> order() {
            return input.order();
        }
    }

    record Aggregation(Relation input, List<Output> keys, List<Aggregated> aggregates) implements Relation {
        @Override
        public List<Field> fields() {
            var fields = new ArrayList<>(keys.stream().map(Output::field).toList());
            aggregates.forEach(each -> fields.addAll(each.fields()));
            return fields;
        }
    }

    /** @param fields one; several where one row is chosen */
    record Aggregated(List<Field> fields, Aggregate aggregate) {}

    record Sorted(Relation input, List<Key> by) implements Relation {
        @Override
        public List<Field> fields() {
            return input.fields();
        }

        @Override
        public List<Key> order() {
            return by;
        }
    }

    /** @param rows a number that is the same for all rows */
    record Limit(Relation input, Scalar rows) implements Passing {}

    /** The first rows of each group. */
    record Topped(Relation input, List<Field> group, List<Key> by, Scalar rows) implements Passing {}

    enum JoinKind {
        INNER_UNIQUE,
        INNER,
        LEFT,
        RIGHT,
        FULL,
        LEFT_SEMI,
        LEFT_ANTI,
        RIGHT_SEMI,
        RIGHT_ANTI
    }

    /** @param outputs of both sides, or of one where only that is shown */
    record Join(JoinKind kind, Relation left, Relation right, List<Pair> on, List<Output> outputs) implements Relation {
        @Override
        public List<Field> fields() {
            return outputs.stream().map(Output::field).toList();
        }
    }

    /** What must be equal. */
    record Pair(Scalar left, Scalar right) {}

    /**
     * A list of values for each group, at even steps along an axis.
     *
     * @param from null for the step of the first value there is
     * @param to left out itself; null for after the last value there is
     * @param steps the field that the places on the axis become
     */
    record Stepped(
            Relation input,
            List<Output> keys,
            List<Step> series,
            Scalar axis,
            Field steps,
            @Nullable Scalar from,
            @Nullable Scalar to,
            Scalar step)
            implements Relation {

        private List<Scalar> values() {
            var values = new ArrayList<>(Relation.values(keys));
            series.forEach(each -> {
                values.addAll(each.aggregate().scalars());
                values.add(each.missing());
            });
            values.add(axis);
            Stream.of(from, to, step).filter(Objects::nonNull).forEach(values::add);
            return values;
        }

        @Override
        public List<Field> fields() {
            var fields = new ArrayList<>(keys.stream().map(Output::field).toList());
            series.forEach(each -> fields.add(each.field()));
            fields.add(steps);
            return fields;
        }
    }

    /** @param missing where there are no rows */
    record Step(Field field, Aggregate.Call aggregate, Scalar missing) {}

    /**
     * A row for each element of lists, side by side; one where there is no list, and none of an empty one.
     *
     * @param lists dynamic values, and the fields that their elements become
     * @param place the field of the element's place; null for none
     */
    record Expanded(
            Relation input, List<Output> lists, @Nullable Field place, long most, List<Field> fields)
            implements Relation {
        @Override
        public List<Key> order() {
            return input.order();
        }
    }

    /** The elements of lists of one row of another relation, side by side. */
    record Elements(List<Output> lists, @Nullable Field place, long most) implements Relation {
        @Override
        public List<Field> fields() {
            var fields = new ArrayList<>(lists.stream().map(Output::field).toList());
            if (place != null) {
                fields.add(place);
            }
            return fields;
        }
    }

    /**
     * For each row what becomes of a relation that may look at the row.
     *
     * @param outer the row stays where nothing does
     */
    record Applied(Relation input, Relation each, List<Field> fields, boolean outer) implements Relation {
        /** That of the rows, and for each row that of what becomes of it, as far as it can be seen. */
        @Override
        public List<Key> order() {
            var keys = new ArrayList<>(input.order());
            each.order().stream()
                    .takeWhile(key -> each.fields().contains(key.field()))
                    .forEach(keys::add);
            return keys;
        }
    }

    /** @param legs with as many outputs each as there are fields, in their order */
    record Union(List<Projection> legs, List<Field> fields) implements Relation {}

    /**
     * Rows that match the steps of sequences, one after the other. One row may match several steps.
     *
     * @param by rows with other values are sequences of their own
     * @param id the field of the sequence's number; null for none
     * @param place the field of the row's place
     * @param turn the field of the step's place: the last one comes first
     * @param fields those of the rows, then those that are declared, then the sequence's number
     */
    record Scanned(
            Relation input,
            List<Field> by,
            List<Matched> steps,
            @Nullable Field id,
            Field place,
            Field turn,
            List<Field> fields)
            implements Relation {
        @Override
        public List<Key> order() {
            return List.of(new Key(place, false, true), new Key(turn, true, true));
        }
    }

    /**
     * A step of a sequence.
     *
     * @param first the condition under which a row goes on from the step before, in the state of that; null where there is
     *     none
     * @param again the condition under which it stays here, in the state of this one
     * @param held its state
     * @param shown what of the state a row that matches shows
     * @param own fields of its own: whether it is in a sequence, whether the row matches, whether it did so before, and the
     *     sequence's number
     */
    record Matched(
            Operator.Shown output,
            @Nullable Scalar first,
            Scalar again,
            List<Held> held,
            List<Field> shown,
            List<Field> own) {

        private List<Scalar> values() {
            var values = new ArrayList<Scalar>();
            if (first != null) {
                values.add(first);
            }
            values.add(again);
            held.forEach(each -> values.addAll(List.of(each.first(), each.again(), each.empty())));
            return values;
        }
    }

    /**
     * A value in the state of a step.
     *
     * @param first what it is when a row has come from the step before
     * @param again when a row stays
     * @param empty without a sequence
     */
    record Held(Field field, Scalar first, Scalar again, Scalar empty) {}

    /** A relation that is used more than once, seen here under other numbers. */
    record Shared(Relation relation, boolean once, List<Field> fields) implements Relation {
        /** As far as it can be seen. */
        @Override
        public List<Key> order() {
            return relation.order().stream()
                    .takeWhile(key -> relation.fields().contains(key.field()))
                    .map(key -> new Key(
                            fields.get(relation.fields().indexOf(key.field())), key.descending(), key.nullsFirst()))
                    .toList();
        }
    }

    /** What a name stands for. */
    static @Nullable Field find(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .or(() -> fields.stream()
                        .filter(field -> field.also().contains(name))
                        .findFirst())
                .orElse(null);
    }
}
