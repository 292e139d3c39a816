package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Scope.Meaning;
import securitycenter.kql.functions.Function;
import securitycenter.kql.functions.FunctionTable;
import securitycenter.kql.functions.Windows;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/** Finds what each name in a value means and gives each value its type. */
final class ExpressionBinder {

    private static final Set<KqlType> SEARCHED =
            Set.of(KqlType.STRING, KqlType.DYNAMIC, KqlType.LONG, KqlType.INT, KqlType.GUID);
    private static final Set<String> ORDERED = Set.of("<", "<=", ">", ">=");
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
            case Expression.Between between -> between(between);
            case Expression.In in -> in(in);
            case Expression.Member member -> member(member);
            case Expression.Index(var base, var index, var span) -> element(base, index, span);
            case Expression.Call call -> call(call);
            case Expression.Pipe(var _, var _, var span) ->
                throw new KqlException(span, "Here a value is expected, not a table.");
            case Expression.Wildcard(var pattern, var span) ->
                throw new KqlException(
                        span, "\"" + pattern + "\" stands for several columns; here a value is expected.");
            case Expression.Typeof(var _, var span) ->
                throw new KqlException(span, "Here a value is expected, not a type.");
        };
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
                        name.span(), "\"" + name.name() + "\" is a step. Name a column of it: " + name.name() + ".column");
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
                ? compare(binary.sign(), binary.span(), left, right)
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

    private Scalar compare(String sign, Span span, Scalar left, Scalar right) {
        var one = likened(left, right);
        var two = likened(right, left);
        var same =
                one.type() == two.type() || one.type().isNumber() && two.type().isNumber();
        if (!same || ORDERED.contains(sign) && !isOrdered(one.type())) {
            throw new KqlException(
                    span,
                    "\"" + sign + "\" does not compare " + one.type().word() + " with "
                            + two.type().word() + ".");
        }
        return applied(FunctionTable.named(sign).getFirst(), List.of(one, two));
    }

    private static boolean isOrdered(KqlType type) {
        return type.isNumber() || type == KqlType.DATETIME || type == KqlType.TIMESPAN;
    }

    /** As what it is compared with. A dynamic value is what the other one is, a text may be a time. */
    private static Scalar likened(Scalar value, Scalar other) {
        var isOther = value.type() != other.type();
        var isRead = value.type() == KqlType.STRING && other.type() != KqlType.DYNAMIC && other.type() != KqlType.BOOL;
        var isCounted = value.type() == KqlType.BOOL && other.type().isNumber();
        return isOther && (value.type() == KqlType.DYNAMIC || isRead || isCounted)
                ? new Scalar.Converted(value, other.type())
                : value;
    }

    private Scalar between(Expression.Between between) {
        var value = bind(between.value());
        var low = bind(between.low());
        var high = bind(between.high());
        if (high.type() == KqlType.TIMESPAN && value.type() == KqlType.DATETIME) {
            high = apply("+", between.high().span(), List.of(low, high));
        }
        var inside = apply(
                "and",
                between.span(),
                List.of(compare(">=", between.span(), value, low), compare("<=", between.span(), value, high)));
        return between.negated() ? apply("not", between.span(), List.of(inside)) : inside;
    }

    private Scalar in(Expression.In in) {
        var value = bind(in.value());
        if (in.sign().startsWith("has_")) {
            return terms(in, value);
        }
        var anyCase = in.sign().endsWith("~");
        var found = isTable(in.list()) ? tabled(in, value, anyCase) : listed(in, value, anyCase);
        return in.sign().startsWith("!") ? apply("not", in.span(), List.of(found)) : found;
    }

    private Scalar tabled(Expression.In in, Scalar value, boolean anyCase) {
        var written = in.list().getFirst();
        var table = tables.first(written, scope).table();
        var type = table.fields().getFirst().type();
        if (type == KqlType.DYNAMIC && value.type() != KqlType.DYNAMIC) {
            return new Scalar.Tabled(value, tables.firstAs(value.type(), table), anyCase);
        }
        var alike = likened(value, new Scalar.Constant(type, null));
        if (alike.type() != type && !(alike.type().isNumber() && type.isNumber())) {
            throw new KqlException(
                    in.span(),
                    "\"" + in.sign() + "\" does not look for " + value.type().word() + " in a column of " + type.word()
                            + ".");
        }
        return new Scalar.Tabled(alike, table, anyCase);
    }

    private boolean isTable(List<Expression> list) {
        return list.size() == 1
                && switch (list.getFirst()) {
                    case Expression.Pipe _ -> true;
                    case Expression.Name(var name, var _) ->
                        scope.find(name) instanceof Meaning.Table
                                || scope.find(name) == null
                                        && Relation.find(fields, name) == null
                                        && tables.isTable(name);
                    case Expression.Call(var function, var _, var _, var _) ->
                        scope.find(function) instanceof Meaning.Function;
                    default -> false;
                };
    }

    private Scalar listed(Expression.In in, Scalar value, boolean anyCase) {
        var list = in.list().stream().map(this::bind).toList();
        if (list.size() == 1 && list.getFirst().type() == KqlType.DYNAMIC) {
            return new Scalar.Listed(value, list, anyCase);
        }
        var likened = list.stream().map(each -> likened(each, value)).toList();
        likened.stream()
                .filter(each -> each.type() != value.type()
                        && !(each.type().isNumber() && value.type().isNumber())
                        && value.type() != KqlType.DYNAMIC)
                .findFirst()
                .ifPresent(other -> {
                    throw new KqlException(
                            in.span(),
                            "\"" + in.sign() + "\" does not look for "
                                    + other.type().word() + " in "
                                    + value.type().word() + ".");
                });
        return new Scalar.Listed(value, likened, anyCase);
    }

    private Scalar terms(Expression.In in, Scalar value) {
        var list = isTable(in.list())
                ? List.of(tables.first(in.list().getFirst(), scope))
                : in.list().stream().map(this::bind).toList();
        var arguments = new ArrayList<Scalar>();
        arguments.add(value);
        arguments.addAll(list);
        return apply(in.sign(), in.span(), arguments);
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

    private Scalar call(Expression.Call call) {
        var ofQuery = tables.value(call, scope, this);
        if (ofQuery != null) {
            return ofQuery;
        }
        return switch (call.function()) {
            case "now" -> now(call);
            case "ago" -> ago(call);
            case "pack_all" -> packAll(call);
            case "ingestion_time" -> ingestionTime();
            case "geo_info_from_ip_address" -> place(call);
            case "column_ifexists", "columnifexists" -> columnIfExists(call);
            default -> windowed(call);
        };
    }

    private Scalar place(Expression.Call call) {
        if (!tables.knowsPlaces()) {
            throw new KqlException(
                    call.named(),
                    "Where in the world an address is cannot be told here. The operator of this installation can provide a"
                            + " database of that.");
        }
        return windowed(call);
    }

    private Scalar windowed(Expression.Call call) {
        var last =
                call.arguments().isEmpty() ? null : call.arguments().getLast().value();
        if (last instanceof Expression.Typeof(var columns, var _)) {
            return typed(call, columns.getFirst());
        }
        if (!FunctionTable.isCallable(call.function())) {
            throw Unknown.function(call.named(), call.function(), List.of());
        }
        if (!Windows.isNamed(call.function())) {
            var number = Numbers.named(call);
            return number == null ? apply(call.function(), call.span(), arguments(call)) : number;
        }
        if (order.isEmpty()) {
            throw new KqlException(
                    call.span(), "\"" + call.function() + "\" needs rows in an order: put a \"sort by\" before it.");
        }
        var arguments = arguments(call);
        return Runs.isOne(call.function(), arguments)
                ? new Runs((name, values) -> window(name, call, values)).bind(call.function(), arguments)
                : window(call.function(), call, arguments);
    }

    private Scalar window(String name, Expression.Call call, List<Scalar> arguments) {
        var given = arguments.stream().map(Scalar::type).toList();
        var function = Windows.named(name).stream()
                .filter(each -> each.fit(given).isPresent())
                .findFirst()
                .orElseThrow(() -> new KqlException(call.span(), doesNotTake(call.function(), given)));
        check(function, call.span(), arguments);
        return new Scalar.Windowed(
                function, arguments, order, function.returns().of(given));
    }

    /** {@code extract(…, typeof(long))}. */
    private Scalar typed(Expression.Call call, Expression.TypedName wanted) {
        var arguments = call.arguments().subList(0, call.arguments().size() - 1);
        var value = bind(new Expression.Call(call.function(), call.named(), arguments, call.span()));
        var type = type(wanted.type(), wanted.span());
        return value.type() == type ? value : new Scalar.Converted(value, type);
    }

    private Scalar columnIfExists(Expression.Call call) {
        if (call.arguments().size() != 2
                || !(bind(call.arguments().getFirst().value()) instanceof Scalar.Constant(var _, String name))) {
            throw new KqlException(
                    call.span(), "\"" + call.function() + "\" takes the name of a column as a text, and a value.");
        }
        var field = Relation.find(fields, name);
        return field == null ? bind(call.arguments().get(1).value()) : new Scalar.FieldValue(field);
    }

    /** Of rows that are no longer those of a table it is nothing, as in Kusto. */
    private Scalar ingestionTime() {
        return arrived == null ? new Scalar.Constant(KqlType.DATETIME, null) : new Scalar.FieldValue(arrived);
    }

    private Scalar packAll(Expression.Call call) {
        var arguments = new ArrayList<Scalar>();
        fields.forEach(field -> {
            arguments.add(new Scalar.Constant(KqlType.STRING, field.name()));
            arguments.add(new Scalar.FieldValue(field));
        });
        var bag = apply("bag_pack", call.span(), arguments);
        var ignoresEmpty = !call.arguments().isEmpty()
                && call.arguments().getFirst().value() instanceof Expression.BoolLiteral(var value, var _)
                && value;
        return ignoresEmpty ? apply("$filled", call.span(), List.of(bag)) : bag;
    }

    List<Scalar> arguments(Expression.Call call) {
        return call.arguments().stream().map(argument -> bind(argument.value())).toList();
    }

    /** The same in the whole query. */
    private Scalar now(Expression.Call call) {
        var now = new Scalar.Constant(KqlType.DATETIME, tables.now());
        var arguments = arguments(call);
        return switch (arguments.isEmpty() ? null : arguments.getFirst()) {
            case null -> now;
            case Scalar.Constant(var type, Long ticks)
            when type == KqlType.TIMESPAN -> new Scalar.Constant(KqlType.DATETIME, tables.now() + ticks);
            case Scalar further -> apply("+", call.span(), List.of(now, further));
        };
    }

    private Scalar ago(Expression.Call call) {
        var arguments = arguments(call);
        if (arguments.size() != 1) {
            throw new KqlException(call.span(), "\"ago\" takes one span of time, such as ago(7d).");
        }
        var now = new Scalar.Constant(KqlType.DATETIME, tables.now());
        return arguments.getFirst() instanceof Scalar.Constant(var type, Long ticks) && type == KqlType.TIMESPAN
                ? new Scalar.Constant(KqlType.DATETIME, tables.now() - ticks)
                : apply("-", call.span(), List.of(now, arguments.getFirst()));
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

    private static String doesNotTake(String name, List<KqlType> given) {
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

    private static Scalar applied(Function function, List<Scalar> arguments) {
        return new Scalar.Applied(
                function,
                arguments,
                function.returns().of(arguments.stream().map(Scalar::type).toList()));
    }
}
