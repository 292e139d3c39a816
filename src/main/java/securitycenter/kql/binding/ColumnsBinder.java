package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Span;

/** Which columns a step means that names them, or stars for them. */
final class ColumnsBinder {

    private final Binder binder;
    private final Scope scope;
    private final Relation input;

    ColumnsBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
    }

    List<Field> with(List<Expression> wanted) {
        var all = new LinkedHashSet<Field>();
        wanted.forEach(each -> all.addAll(matching(each)));
        return input.fields().stream().filter(all::contains).toList();
    }

    List<Field> named(List<Expression> names) {
        var texts = new ArrayList<String>();
        for (var name : names) {
            if (name instanceof Expression.DynamicLiteral(var json, var _)) {
                texts.addAll(json.texts());
            } else if (binder.expressions(List.of(), scope).bind(name) instanceof Scalar.Constant(var type, String text)
                    && type == KqlType.STRING) {
                texts.add(text);
            } else {
                throw new KqlException(name.span(), "Here names of columns are expected, as texts.");
            }
        }
        return texts.stream()
                .map(text -> matching(new Expression.Wildcard(text, new Span(0, 0))))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    List<Field> without(List<Expression> unwanted) {
        var all = new HashSet<Field>();
        unwanted.forEach(each -> all.addAll(matching(each)));
        return input.fields().stream().filter(field -> !all.contains(field)).toList();
    }

    List<Field> reordered(List<Operator.Reordered> wanted) {
        var all = new LinkedHashSet<Field>();
        for (var each : wanted) {
            var matching = new ArrayList<>(matching(each.columns()));
            if (!each.order().isEmpty()) {
                matching.sort(NameOrder.of(each.order()));
            }
            all.addAll(matching);
        }
        all.addAll(input.fields());
        return List.copyOf(all);
    }

    private List<Field> matching(Expression wanted) {
        return switch (wanted) {
            case Expression.Name(var name, var span) -> {
                var field = Relation.find(input.fields(), name);
                if (field == null && !binder.isOpen()) {
                    throw Unknown.column(span, name, names());
                }
                yield field == null ? List.of() : List.of(field);
            }
            case Expression.Wildcard(var pattern, var _) -> {
                var names = pattern(pattern);
                yield input.fields().stream()
                        .filter(field -> names.matcher(field.name()).matches())
                        .toList();
            }
            default -> throw new KqlException(wanted.span(), "Here the name of a column is expected.");
        };
    }

    static Pattern pattern(String wildcard) {
        return Pattern.compile(String.join(
                ".*", Stream.of(wildcard.split("\\*", -1)).map(Pattern::quote).toList()));
    }

    Relation rename(List<Named> columns) {
        var outputs = new ArrayList<>(Relation.asTheyAre(input.fields()));
        for (var column : columns) {
            if (!(column.value() instanceof Expression.Name(var old, var span))
                    || column.names().size() != 1) {
                throw new KqlException(column.value().span(), "Here new=old is expected: two names of columns.");
            }
            int place = placeOf(outputs, old);
            if (place < 0) {
                throw Unknown.column(span, old, names());
            }
            var field = binder.field(
                    column.names().getFirst().name(), outputs.get(place).field().type());
            outputs.set(place, new Output(field, outputs.get(place).value()));
        }
        return new Relation.Projection(input, outputs);
    }

    private static int placeOf(List<Output> outputs, String name) {
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).field().name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private List<String> names() {
        return input.fields().stream().map(Field::name).toList();
    }
}
