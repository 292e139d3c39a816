package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Scope.Meaning;
import securitycenter.kql.functions.Function;
import securitycenter.kql.functions.FunctionTable;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/** Finds what each name in a value means and gives each value its type. */
final class ExpressionBinder {

    private static final Set<KqlType> SEARCHED =
            Set.of(KqlType.STRING, KqlType.DYNAMIC, KqlType.LONG, KqlType.INT, KqlType.GUID);
    private static final Set<String> COMPARED = Set.of("==", "!=", "<", "<=", ">", ">=");

    /** Signs that find a text wherever in another it is. */
    private static final Set<String> JOINED = Set.of("contains", "has", "hasprefix", "hassuffix");

    /** Of the query as a whole. */
    interface Tables {

        Relation table(Expression expression, Scope scope);

        Scalar.First first(Expression table, Scope scope);

        /** Null where the function gives a table, or is none of the query's. */
        @Nullable
        Scalar value(Expression.Call call, Scope scope, ExpressionBinder arguments);

        /** When the query is asked, in ticks. */
        long now();

        /** The first column of a table, as another type. */
        Relation firstAs(KqlType type, Relation table);

        /** Whether that is the name of one of the tables that there are. */
        boolean isTable(String name);

        /** A value that has a name. */
        Scalar use(Scalar value, Span span);

        /** Whether there may be columns that nobody knows. */
        boolean isOpen();

        /** Whether it can be told where an address of a network is. */
        boolean knowsPlaces();
    }

    private final List<Field> fields;
    private final List<Relation.Key> order;
    private final @Nullable Field arrived;
    private final Scope scope;
    private final Tables tables;
    private boolean lenient;

    /** @param arrived when each row came to us; null where that is not known */
    ExpressionBinder(
            List<Field> fields, List<Relation.Key> order, @Nullable Field arrived, Scope scope, Tables tables) {
        this.fields = fields;
        this.order = order;
        this.arrived = arrived;
        this.scope = scope;
        this.tables = tables;
    }

    /** A column that is not there is nothing. */
    ExpressionBinder lenient() {
        lenient = true;
        return this;
    }

    Scalar bind(Expression expression) {
        return switch (expression) {
            case Expression.Name name -> name(name);
            case Expression.LongLiteral(var value, var _) -> new Scalar.Constant(KqlType.LONG, value);
            case Expression.RealLiteral(var value, var _) -> new Scalar.Constant(KqlType.REAL, value);
            case Expression.DecimalLiteral(var digits, var _) -> new Scalar.Constant(KqlType.DECIMAL, digits);
            case Expression.BoolLiteral(var value, var _) -> new Scalar.Constant(KqlType.BOOL, value);
            case Expression.StringLiteral(var value, var _, var _) -> new Scalar.Constant(KqlType.STRING, value);
            case Expression.DatetimeLiteral(var ticks, var _) -> new Scalar.Constant(KqlType.DATETIME, ticks);
            case Expression.TimespanLiteral(var ticks, var _) -> new Scalar.Constant(KqlType.TIMESPAN, ticks);
            case Expression.GuidLiteral(var value, var _) -> new Scalar.Constant(KqlType.GUID, value);
            case Expression.DynamicLiteral(var value, var _) -> new Scalar.Constant(KqlType.DYNAMIC, value.text());
            case Expression.NullLiteral(var type, var span) -> new Scalar.Constant(type(type, span), null);
            case Expression.Signed signed -> signed(signed);
            case Expression.Binary binary -> binary(binary);
            case Expression.Between between -> comparisons().between(between);
            case Expression.In in -> comparisons().in(in);
            case Expression.Member member -> member(member);
            case Expression.Index(var base, var index, var span) -> element(base, index, span);
            case Expression.Call call -> new CallBinder(this, fields, order, arrived, scope, tables).call(call);
            case Expression.Pipe(var _, var _, var span) ->
                throw new KqlException(span, "Here a value is expected, not a table.");
            case Expression.Wildcard(var pattern, var span) ->
                throw new KqlException(
                        span, "\"" + pattern + "\" stands for several columns; here a value is expected.");
            case Expression.Typeof(var _, var span) ->
                throw new KqlException(span, "Here a value is expected, not a type.");
        };
    }

    private ComparisonBinder comparisons() {
        return new ComparisonBinder(this, fields, scope, tables);
    }

    static KqlType type(String word, Span span) {
        return KqlType.named(word).orElseThrow(() -> new KqlException(span, "There is no type \"" + word + "\"."));
    }

    private Scalar name(Expression.Name name) {
        var field = Relation.find(fields, name.name());
        if (field != null) {
            return new Scalar.FieldValue(field);
        }
        return switch (scope.find(name.name())) {
            case Meaning.Value(var scalar) -> tables.use(scalar, name.span());
            case Meaning.Function _ -> bind(new Expression.Call(name.name(), name.span(), List.of(), name.span()));
            case Meaning.Table _ ->
                throw new KqlException(name.span(), "\"" + name.name() + "\" is a table; here a value is expected.");
            case Meaning.Step _ ->
                throw new KqlException(
                        name.span(),
                        "\"" + name.name() + "\" is a step. Name a column of it: " + name.name() + ".column");
            case null -> {
                if (lenient || tables.isOpen()) {
                    yield new Scalar.Constant(KqlType.DYNAMIC, null);
                }
                throw Unknown.column(
                        name.span(),
                        name.name(),
                        Stream.concat(fields.stream().map(Field::name), scope.all().stream())
                                .toList());
            }
        };
    }

    private Scalar signed(Expression.Signed signed) {
        var value = bind(signed.value());
        if (signed.sign().equals("+")) {
            return value;
        }
        return switch (value) {
            case Scalar.Constant(var type, Long number) -> new Scalar.Constant(type, -number);
            case Scalar.Constant(var type, Double number) -> new Scalar.Constant(type, -number);
            default -> apply("negate", signed.span(), List.of(value));
        };
    }

    private Scalar binary(Expression.Binary binary) {
        if (binary.sign().equals("and") || binary.sign().equals("or")) {
            return apply(binary.sign(), binary.span(), chain(binary));
        }
        if (binary.left() instanceof Expression.Wildcard) {
            return anyColumn(binary);
        }
        var left = bind(binary.left());
        var right = bind(binary.right());
        return COMPARED.contains(binary.sign())
                ? comparisons().compare(binary.sign(), binary.span(), left, right)
                : apply(binary.sign(), binary.span(), List.of(left, right));
    }

    /** {@code * has "word"}: of some column that may hold a word. What is sought in texts is sought in all of them at once. */
    private Scalar anyColumn(Expression.Binary binary) {
        var right = bind(binary.right());
        var texts = fields.stream()
                .filter(field -> SEARCHED.contains(field.type()))
                .<Scalar>map(Scalar.FieldValue::new)
                .map(value -> value.type() == KqlType.STRING ? value : new Scalar.Converted(value, KqlType.STRING))
                .toList();
        if (texts.isEmpty()) {
            return new Scalar.Constant(KqlType.BOOL, binary.sign().startsWith("!"));
        }
        if (JOINED.contains(binary.sign().replace("!", "").replace("_cs", ""))) {
            var all = apply("$joined", binary.span(), texts);
            return apply(binary.sign(), binary.span(), List.of(all, right));
        }
        var found = texts.stream()
                .map(text -> apply(binary.sign(), binary.span(), List.of(text, right)))
                .toList();
        return apply(binary.sign().startsWith("!") ? "and" : "or", binary.span(), found);
    }

    /** Long chains lean to the left, too far for a call for each of them. */
    private List<Scalar> chain(Expression.Binary binary) {
        var parts = new ArrayList<Expression>();
        Expression left = binary;
        while (left instanceof Expression.Binary(var sign, var _, var before, var last, var _)
                && sign.equals(binary.sign())) {
            parts.addFirst(last);
            left = before;
        }
        parts.addFirst(left);
        return parts.stream().map(this::bind).toList();
    }

    private Scalar member(Expression.Member member) {
        if (member.base() instanceof Expression.Name(var step, var _)
                && Relation.find(fields, step) == null
                && scope.find(step) instanceof Meaning.Step(var columns)) {
            var column = columns.get(member.name());
            if (column == null) {
                throw Unknown.column(member.named(), member.name(), columns.keySet());
            }
            return new Scalar.FieldValue(column);
        }
        return new Scalar.Property(dynamic(member.base(), member.span()), member.name());
    }

    private Scalar dynamic(Expression base, Span span) {
        var value = bind(base);
        if (value.type() != KqlType.DYNAMIC) {
            throw new KqlException(
                    span,
                    "Only a dynamic value has properties; this one is of the type "
                            + value.type().word() + ". parse_json() makes a text dynamic.");
        }
        return value;
    }

    private Scalar element(Expression base, Expression index, Span span) {
        var value = dynamic(base, span);
        var place = bind(index);
        if (place instanceof Scalar.Constant(var type, String name) && type == KqlType.STRING) {
            return new Scalar.Property(value, name);
        }
        return new Scalar.Element(
                value,
                place.type() == KqlType.STRING || place.type().isInteger()
                        ? place
                        : new Scalar.Converted(place, KqlType.LONG));
    }

    List<Scalar> arguments(Expression.Call call) {
        return call.arguments().stream().map(argument -> bind(argument.value())).toList();
    }

    /** The one of this name that takes arguments of these types as they are, or else one that they can be made for. */
    Scalar apply(String name, Span span, List<Scalar> arguments) {
        var given = arguments.stream().map(Scalar::type).toList();
        var candidates = FunctionTable.named(name);
        if (candidates.isEmpty()) {
            throw Unknown.function(span, name, FunctionTable.names());
        }
        var fitting =
                candidates.stream().filter(each -> each.fit(given).isPresent()).toList();
        var best = fitting.stream()
                .filter(each -> each.fit(given).orElseThrow().equals(given))
                .findFirst()
                .or(() -> fitting.stream().findFirst())
                .orElseThrow(() -> new KqlException(span, doesNotTake(name, given)));
        check(best, span, arguments);
        return applied(best, converted(arguments, best.fit(given).orElseThrow()));
    }

    static void check(Function function, Span span, List<Scalar> arguments) {
        var constants = arguments.stream()
                .<@Nullable Object>map(each -> each instanceof Scalar.Constant(var _, var value) ? value : null)
                .toList();
        function.problem(constants).ifPresent(problem -> {
            throw new KqlException(span, problem);
        });
    }

    static String doesNotTake(String name, List<KqlType> given) {
        return given.isEmpty()
                ? "\"" + name + "\" needs arguments."
                : "\"" + name + "\" does not take "
                        + String.join(", ", given.stream().map(KqlType::word).toList()) + ".";
    }

    private static List<Scalar> converted(List<Scalar> arguments, List<KqlType> types) {
        var converted = new ArrayList<Scalar>();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            converted.add(argument.type() == types.get(i) ? argument : new Scalar.Converted(argument, types.get(i)));
        }
        return converted;
    }

    static Scalar applied(Function function, List<Scalar> arguments) {
        return new Scalar.Applied(
                function,
                arguments,
                function.returns().of(arguments.stream().map(Scalar::type).toList()));
    }
}
