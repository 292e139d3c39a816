package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import securitycenter.kql.binding.Relation.Held;
import securitycenter.kql.binding.Relation.Matched;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Step;

/**
 * {@code scan}. The state of each step holds what is asked of the steps before it and of itself; {@code step.column} is at
 * first a field of no state, and becomes that of the state in which it is looked at.
 */
final class ScanBinder {

    private static final int MOST_STEPS = 20;

    /** What is asked of a step: one of its columns. */
    private record Asked(int step, Field column) {}

    /** What a step says, in no state yet. */
    private record Written(Scalar condition, Map<Field, Scalar> assigned) {}

    private final Binder binder;
    private final Scope scope;
    private final Relation input;
    private final List<Output> declared = new ArrayList<>();
    private final Map<Field, Asked> asked = new LinkedHashMap<>();
    private final List<Output> lifted = new ArrayList<>();

    ScanBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
    }

    Relation bind(Operator.Scan scan) {
        if (input.order().isEmpty()) {
            throw new KqlException(scan.span(), "\"scan\" needs rows in an order: put a \"sort by\" before it.");
        }
        if (scan.steps().size() > MOST_STEPS) {
            throw new KqlException(scan.span(), "\"scan\" has at most " + MOST_STEPS + " steps.");
        }
        scan.declared().forEach(this::declare);
        var steps = scan.steps();
        var inner = new Scope(scope);
        for (int i = 0; i < steps.size(); i++) {
            name(inner, i, steps.get(i));
        }
        var written = steps.stream().map(step -> written(step, inner)).toList();
        var by = scan.by().stream().map(this::column).toList();
        var matched = matched(steps, written);
        var id = scan.options().word("with_match_id");
        var fields = new ArrayList<>(input.fields());
        declared.forEach(each ->
                fields.add(binder.field(each.field().name(), each.field().type())));
        var numbered = id == null ? null : binder.field(id, KqlType.LONG);
        if (numbered != null) {
            fields.add(numbered);
        }
        checkNames(fields, scan);
        return new Relation.Scanned(
                withLifted(),
                by,
                matched,
                numbered,
                binder.field("", KqlType.LONG),
                binder.field("", KqlType.LONG),
                fields);
    }

    private static void checkNames(List<Field> fields, Operator.Scan scan) {
        var names = new HashSet<String>();
        for (var field : fields) {
            if (!names.add(field.name())) {
                throw new KqlException(scan.span(), "There are two columns \"" + field.name() + "\" here.");
            }
        }
    }

    private Field column(Expression written) {
        if (binder.expressions(input.fields(), scope).bind(written) instanceof Scalar.FieldValue(var field)) {
            return field;
        }
        throw new KqlException(written.span(), "Here the name of a column is expected.");
    }

    private void declare(Operator.Declared column) {
        var type = ExpressionBinder.type(column.column().type(), column.column().span());
        var preset = binder.expressions(List.of(), scope).bind(column.preset());
        declared.add(new Output(binder.field(column.column().name(), type), as(type, preset)));
    }

    private static Scalar as(KqlType type, Scalar value) {
        return value.type() == type ? value : new Scalar.Converted(value, type);
    }

    /** Each of its columns, to be asked for. */
    private void name(Scope inner, int step, Step written) {
        var columns = new LinkedHashMap<String, Field>();
        Stream.concat(input.fields().stream(), declared.stream().map(Output::field))
                .forEach(column -> {
                    var field = binder.field(column.name(), column.type());
                    asked.put(field, new Asked(step, column));
                    columns.putIfAbsent(column.name(), field);
                });
        if (inner.find(written.name().name()) instanceof Scope.Meaning.Step) {
            throw new KqlException(
                    written.name().span(),
                    "There are two steps \"" + written.name().name() + "\" here.");
        }
        inner.name(written.name().name(), new Scope.Meaning.Step(columns));
    }

    private Written written(Step step, Scope inner) {
        var seen = new ArrayList<>(input.fields());
        declared.forEach(each -> seen.add(each.field()));
        var row = binder.expressions(seen, input.order(), inner);
        var condition = row.bind(step.condition());
        if (condition.type() != KqlType.BOOL) {
            throw new KqlException(
                    step.condition().span(),
                    "This is no condition: it is of the type "
                            + condition.type().word() + ".");
        }
        var assigned = new HashMap<Field, Scalar>();
        for (var each : step.assigned()) {
            var column = target(each);
            assigned.put(column, apart(as(column.type(), ofOneRow(row.bind(each.value()), each.value()))));
        }
        return new Written(apart(ofOneRow(condition, step.condition())), assigned);
    }

    private static Scalar ofOneRow(Scalar value, Expression written) {
        if (looksAround(value)) {
            throw new KqlException(
                    written.span(), "Within \"scan\" what is in rows before goes by the names of steps: step.column.");
        }
        return value;
    }

    private static boolean looksAround(Scalar value) {
        return value instanceof Scalar.Windowed || value.parts().stream().anyMatch(ScanBinder::looksAround);
    }

    private Field target(Operator.Named assigned) {
        var name = assigned.names().size() == 1 ? assigned.names().getFirst() : null;
        if (name == null) {
            throw new KqlException(
                    assigned.value().span(), "A step gives values to columns that are declared: column = value.");
        }
        return declared.stream()
                .map(Output::field)
                .filter(column -> column.name().equals(name.name()))
                .findFirst()
                .orElseThrow(() -> Unknown.column(
                        name.span(),
                        name.name(),
                        declared.stream().map(each -> each.field().name()).toList()));
    }

    /** Tables are looked at before there are steps. A declared column that a step reads is what it is declared as. */
    private Scalar apart(Scalar value) {
        return switch (value) {
            case Scalar.First first -> {
                var field = binder.field("", first.type());
                lifted.add(new Output(field, first));
                yield new Scalar.FieldValue(field);
            }
            case Scalar.FieldValue(var field) ->
                declared.stream()
                        .filter(each -> each.field().equals(field))
                        .map(Output::value)
                        .findFirst()
                        .orElse(value);
            default -> replaced(value, this::apart);
        };
    }

    private static Scalar replaced(Scalar value, UnaryOperator<Scalar> by) {
        return value.parts().isEmpty()
                ? value
                : value.of(value.parts().stream().map(by).toList());
    }

    private Relation withLifted() {
        if (lifted.isEmpty()) {
            return input;
        }
        var outputs = new ArrayList<>(Relation.asTheyAre(input.fields()));
        outputs.addAll(lifted);
        return new Relation.Projection(input, outputs);
    }

    private List<Matched> matched(List<Step> steps, List<Written> written) {
        var needed = needed(written);
        var states =
                IntStream.range(0, steps.size()).mapToObj(i -> state(i, needed)).toList();
        var matched = new ArrayList<Matched>();
        for (int i = 0; i < steps.size(); i++) {
            var own = states.get(i);
            var before = i == 0 ? Map.<Asked, Field>of() : states.get(i - 1);
            var step = written.get(i);
            matched.add(new Matched(
                    steps.get(i).output(),
                    i == 0 ? null : in(before, step.condition()),
                    in(own, step.condition()),
                    held(i, step, own, before),
                    shown(i, own),
                    List.of(flag(), flag(), flag(), binder.field("", KqlType.LONG))));
        }
        return matched;
    }

    /** Of the declared columns, in their order. */
    private List<Field> shown(int step, Map<Asked, Field> own) {
        var shown = new ArrayList<Field>();
        for (var each : declared) {
            own.forEach((of, field) -> {
                if (of.equals(new Asked(step, each.field()))) {
                    shown.add(field);
                }
            });
        }
        return shown;
    }

    private Field flag() {
        return binder.field("", KqlType.BOOL);
    }

    /** Of all states, what a step reads of steps. */
    private Set<Asked> needed(List<Written> written) {
        var needed = new HashSet<Asked>();
        for (var step : written) {
            look(step.condition(), needed);
            step.assigned().values().forEach(value -> look(value, needed));
        }
        return needed;
    }

    private void look(Scalar value, Set<Asked> needed) {
        if (value instanceof Scalar.FieldValue(var field) && asked.containsKey(field)) {
            needed.add(asked.get(field));
        }
        value.parts().forEach(part -> look(part, needed));
    }

    /** What is needed of the steps up to this one, and what this one declares. */
    private Map<Asked, Field> state(int step, Set<Asked> needed) {
        var state = new LinkedHashMap<Asked, Field>();
        for (var each : asked.values()) {
            var isShown = each.step() == step
                    && declared.stream().anyMatch(output -> output.field().equals(each.column()));
            if (each.step() <= step && (needed.contains(each) || isShown)) {
                state.put(each, binder.field("", each.column().type()));
            }
        }
        return state;
    }

    private List<Held> held(int step, Written written, Map<Asked, Field> own, Map<Asked, Field> before) {
        var held = new ArrayList<Held>();
        own.forEach((each, field) -> {
            if (each.step() < step) {
                var earlier = before.get(each);
                held.add(new Held(
                        field,
                        earlier == null ? empty(each.column()) : new Scalar.FieldValue(earlier),
                        new Scalar.FieldValue(field),
                        empty(each.column())));
            } else {
                var value = value(each.column(), written);
                held.add(new Held(field, in(before, value), in(own, value), empty(each.column())));
            }
        });
        return held;
    }

    /** Of a row that matches: what the step gives to a column, or what there is. */
    private Scalar value(Field column, Written written) {
        var assigned = written.assigned().get(column);
        return assigned == null ? apart(new Scalar.FieldValue(column)) : assigned;
    }

    private Scalar empty(Field column) {
        return declared.stream()
                .filter(each -> each.field().equals(column))
                .map(Output::value)
                .findFirst()
                .orElseGet(() -> new Scalar.Constant(column.type(), null));
    }

    private Scalar in(Map<Asked, Field> state, Scalar value) {
        if (value instanceof Scalar.FieldValue(var field)) {
            var of = asked.get(field);
            if (of == null) {
                return value;
            }
            var held = state.get(of);
            return held == null ? empty(of.column()) : new Scalar.FieldValue(held);
        }
        return replaced(value, part -> in(state, part));
    }
}
