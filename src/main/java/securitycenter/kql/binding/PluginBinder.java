package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.functions.Aggregates;
import securitycenter.kql.functions.Windows;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;
import securitycenter.kql.syntax.Operator.Named;
import securitycenter.kql.syntax.Span;

/** {@code evaluate}: what turns values into columns, and looks addresses up. */
final class PluginBinder {

    private static final int MOST_COLUMNS = 1_000;
    private static final Set<String> ELSEWHERE = Set.of(
            "python",
            "r",
            "sql_request",
            "http_request",
            "http_request_post",
            "cosmosdb_sql_request",
            "mysql_request",
            "postgresql_request",
            "azure_digital_twins_query_request",
            "ai_embed_text",
            "ai_chat_completion");

    private final Binder binder;
    private final Scope scope;
    private final Relation input;
    private final ExpressionBinder row;

    PluginBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
        this.row = binder.expressions(input.fields(), scope);
    }

    Relation bind(Operator.Evaluate evaluate) {
        var plugin = evaluate.plugin();
        return switch (plugin.function()) {
            case "bag_unpack" -> bagUnpack(plugin, evaluate.schema());
            case "pivot" -> pivot(plugin, evaluate.schema());
            case "narrow" -> narrow(plugin);
            case "ipv4_lookup" -> lookUp(plugin, "ipv4_is_in_range");
            case "ipv6_lookup" -> lookUp(plugin, "ipv6_is_in_range");
            default ->
                throw new KqlException(
                        plugin.named(),
                        ELSEWHERE.contains(plugin.function())
                                ? "\"" + plugin.function()
                                        + "\" reaches beyond the events of your organization, and is not supported."
                                : "The plugin \"" + plugin.function()
                                        + "\" is not supported. There are bag_unpack, pivot, narrow, ipv4_lookup and"
                                        + " ipv6_lookup.");
        };
    }

    // A bag's properties as columns

    private Relation bagUnpack(Expression.Call plugin, @Nullable List<TypedName> schema) {
        var arguments = new Arguments(plugin, "columnsConflict", "ignoredProperties");
        var bag = row.bind(arguments.at(0, "the bag"));
        if (bag.type() != KqlType.DYNAMIC) {
            throw new KqlException(
                    plugin.span(),
                    "Only a dynamic value has properties; this one is of the type "
                            + bag.type().word() + ". parse_json() makes a text dynamic.");
        }
        var prefix = arguments.text(1, "OutputColumnPrefix", "");
        var conflict = arguments.text(2, "columnsConflict", "error");
        var ignored = ignored(arguments.find(3, "ignoredProperties"));
        var properties = schema == null ? seen(bag, plugin.span()) : written(schema);
        properties.keySet().removeAll(ignored);
        var source = bag instanceof Scalar.FieldValue(var field) ? field : null;
        var outputs = new ArrayList<Output>();
        for (var field : input.fields()) {
            var own = field.equals(source) && prefix.isEmpty() ? properties.remove(field.name()) : null;
            if (own != null) {
                outputs.add(property(bag, field.name(), field.name(), own));
            } else if (!field.equals(source)) {
                outputs.add(new Output(field, new Scalar.FieldValue(field)));
            }
        }
        properties.forEach((name, type) ->
                put(outputs, property(bag, name, prefix + name, type), conflict, schema != null, plugin.span()));
        return new Relation.Projection(input, outputs);
    }

    private static void put(List<Output> outputs, Output added, String conflict, boolean replaces, Span span) {
        var taken = outputs.stream()
                .anyMatch(each -> each.field().name().equals(added.field().name()));
        if (!taken || replaces || conflict.equals("replace_source")) {
            PipeBinder.put(outputs, added);
        } else if (!conflict.equals("keep_source")) {
            throw new KqlException(
                    span,
                    "There is a column \"" + added.field().name()
                            + "\" already. Give the properties a prefix, such as bag_unpack(…, \"bag_\").");
        }
    }

    private Output property(Scalar bag, String name, String column, KqlType type) {
        Scalar value = new Scalar.Property(bag, name);
        return new Output(
                binder.field(column, type), type == KqlType.DYNAMIC ? value : new Scalar.Converted(value, type));
    }

    private Set<String> ignored(@Nullable Expression list) {
        if (!(list instanceof Expression.DynamicLiteral(var json, var _))) {
            return Set.of();
        }
        return new HashSet<>(json.texts());
    }

    private static Map<String, KqlType> written(List<TypedName> schema) {
        var properties = new LinkedHashMap<String, KqlType>();
        schema.forEach(column -> properties.put(column.name(), ExpressionBinder.type(column.type(), column.span())));
        return properties;
    }

    /** Those of all bags, by name. What is of several kinds stays dynamic. */
    private Map<String, KqlType> seen(Scalar bag, Span span) {
        var bags = new Relation.Projection(input, List.of(new Output(binder.field("bag", KqlType.DYNAMIC), bag)));
        var kinds = binder.steps("""
                mv-expand property = bag_keys(bag) to typeof(string)
                | where isnotempty(property)
                | summarize by property, kind = gettype(bag[property])
                | where kind != "null"
                | order by property asc""", bags, span);
        var properties = new TreeMap<String, KqlType>();
        for (var kind : binder.look(kinds)) {
            properties.merge(String.valueOf(kind.get(0)), type(kind.get(1)), PluginBinder::common);
        }
        if (properties.isEmpty()) {
            binder.open();
        }
        if (properties.size() > MOST_COLUMNS) {
            throw new KqlException(
                    span,
                    "These bags have " + properties.size() + " properties, which is more than " + MOST_COLUMNS
                            + " columns. Name those that you want, as in: | extend name = bag.name");
        }
        return properties;
    }

    private static KqlType type(@Nullable String kind) {
        return switch (kind) {
            case "bool" -> KqlType.BOOL;
            case "double" -> KqlType.REAL;
            case "long", "int" -> KqlType.LONG;
            case "string" -> KqlType.STRING;
            case null, default -> KqlType.DYNAMIC;
        };
    }

    private static KqlType common(KqlType one, KqlType other) {
        return one == other ? one : one.isNumber() && other.isNumber() ? KqlType.REAL : KqlType.DYNAMIC;
    }

    // A column's values as columns

    private Relation pivot(Expression.Call plugin, @Nullable List<TypedName> schema) {
        var arguments = new Arguments(plugin);
        var pivot = arguments.at(0, "the column whose values become columns");
        var aggregate = arguments.find(1, "");
        var call = aggregate instanceof Expression.Call found
                ? found
                : new Expression.Call("count", plugin.named(), List.of(), plugin.span());
        var named = call == aggregate ? 2 : 1;
        var by = arguments.size() > named ? arguments.from(named) : others(pivot, call);
        var values = schema == null ? distinct(pivot, plugin.span()) : valuesOf(schema, by);
        var aggregates = values.stream()
                .map(value ->
                        new Named(List.of(new Expression.Name(value, plugin.span())), conditional(call, pivot, value)))
                .toList();
        var keys = by.stream().map(key -> new Named(List.of(), key)).toList();
        return new SummarizeBinder(binder, scope, input).bind(new Operator.Summarize(aggregates, keys, plugin.span()));
    }

    private List<Expression> others(Expression pivot, Expression.Call aggregate) {
        var used = new HashSet<String>();
        Expressions.names(pivot, used);
        Expressions.names(aggregate, used);
        return input.fields().stream()
                .map(Field::name)
                .filter(name -> !used.contains(name))
                .<Expression>map(name -> new Expression.Name(name, aggregate.span()))
                .toList();
    }

    private List<String> distinct(Expression pivot, Span span) {
        var value = row.bind(pivot);
        var text = value.type() == KqlType.STRING ? value : new Scalar.Converted(value, KqlType.STRING);
        var texts = new Relation.Projection(input, List.of(new Output(binder.field("value", KqlType.STRING), text)));
        var rows = binder.look(binder.steps("distinct value | order by value asc", texts, span));
        if (rows.size() > MOST_COLUMNS) {
            throw new KqlException(
                    span, "There are " + rows.size() + " values, which is more than " + MOST_COLUMNS + " columns.");
        }
        return rows.stream().map(each -> String.valueOf(each.getFirst())).toList();
    }

    private static List<String> valuesOf(List<TypedName> schema, List<Expression> by) {
        var keys = new HashSet<String>();
        by.forEach(key -> Expressions.names(key, keys));
        return schema.stream()
                .map(TypedName::name)
                .filter(name -> !keys.contains(name))
                .toList();
    }

    /** {@code sum(x)} of those rows alone that have the value. */
    private Expression conditional(Expression.Call aggregate, Expression pivot, String value) {
        var name = aggregate.function();
        var twin = Aggregates.isNamed(name + "if") || name.equals("take_any") ? name + "if" : name + "_if";
        if (!Aggregates.isNamed(twin) && !name.equals("take_any")) {
            throw new KqlException(aggregate.named(), "\"pivot\" does not take \"" + name + "\".");
        }
        var span = aggregate.span();
        var text = new Expression.Call("tostring", span, List.of(new Expression.Argument("", pivot)), span);
        var is = new Expression.Binary("==", span, text, new Expression.StringLiteral(value, false, span), span);
        var arguments = new ArrayList<>(aggregate.arguments());
        arguments.add(new Expression.Argument("", is));
        return new Expression.Call(twin, aggregate.named(), arguments, span);
    }

    /** Each cell as a row of its own. */
    private Relation narrow(Expression.Call plugin) {
        new Arguments(plugin).none();
        var names = new ArrayList<Scalar>();
        var cells = new ArrayList<Scalar>();
        for (var field : input.fields()) {
            var cell = new Scalar.FieldValue(field);
            names.add(new Scalar.Constant(KqlType.STRING, field.name()));
            cells.add(field.type() == KqlType.STRING ? cell : new Scalar.Converted(cell, KqlType.STRING));
        }
        var row = binder.field("Row", KqlType.LONG);
        var number =
                new Scalar.Windowed(Windows.named("row_number").getFirst(), List.of(), input.order(), KqlType.LONG);
        var zero = this.row.apply("-", plugin.span(), List.of(number, new Scalar.Constant(KqlType.LONG, 1L)));
        var lists = new Relation.Projection(
                input,
                List.of(
                        new Output(row, zero),
                        new Output(
                                binder.field("Column", KqlType.DYNAMIC),
                                this.row.apply("pack_array", plugin.span(), names)),
                        new Output(
                                binder.field("Value", KqlType.DYNAMIC),
                                this.row.apply("pack_array", plugin.span(), cells))));
        return binder.steps("mv-expand Column to typeof(string), Value to typeof(string)", lists, plugin.span());
    }

    // Addresses

    /** Each row with those of another table whose network its address is in. */
    private Relation lookUp(Expression.Call plugin, String isIn) {
        var arguments = new Arguments(plugin, "return_unmatched");
        var table = binder.table(arguments.at(0, "the table to look in"), scope);
        var address = arguments.at(1, "the column of the address");
        var network = arguments.at(2, "the column of the network");
        var keys = new ArrayList<Expression>();
        var unmatched = false;
        for (var each : arguments.from(3)) {
            if (each instanceof Expression.BoolLiteral(var value, var _)) {
                unmatched = value;
            } else {
                keys.add(each);
            }
        }
        if (arguments.find(Integer.MAX_VALUE, "return_unmatched") instanceof Expression.BoolLiteral(var value, var _)) {
            unmatched = value;
        }
        var other = binder.expressions(table.fields(), scope);
        var conditions = new ArrayList<Scalar>();
        conditions.add(other.apply(isIn, plugin.span(), List.of(row.bind(address), other.bind(network))));
        for (var key : keys) {
            conditions.add(other.apply("==", key.span(), List.of(row.bind(key), other.bind(key))));
        }
        var found = new Relation.Filter(table, other.apply("and", plugin.span(), conditions));
        return beside(found, keys, unmatched);
    }

    /** The columns of both, but what is the same in both once. */
    private Relation beside(Relation found, List<Expression> keys, boolean unmatched) {
        var same = new HashSet<String>();
        keys.forEach(key -> Expressions.names(key, same));
        var names = new ColumnNames(input.fields().stream().map(Field::name).toList());
        var outputs = found.fields().stream()
                .filter(field -> !same.contains(field.name()))
                .map(field ->
                        new Output(binder.field(names.free(field.name()), field.type()), new Scalar.FieldValue(field)))
                .toList();
        var shown = new Relation.Projection(found, outputs);
        var fields = new ArrayList<>(input.fields());
        fields.addAll(shown.fields());
        return new Relation.Applied(input, shown, fields, unmatched);
    }

    /** Of a plugin, by place and by name. */
    private static final class Arguments {

        private final Expression.Call plugin;
        private final List<Expression> placed;
        private final Map<String, Expression> named = new LinkedHashMap<>();

        Arguments(Expression.Call plugin, String... names) {
            this.plugin = plugin;
            var known = Set.of(names);
            this.placed = plugin.arguments().stream()
                    .filter(each -> !known.contains(each.name()))
                    .map(Expression.Argument::value)
                    .toList();
            plugin.arguments().stream()
                    .filter(each -> !each.name().isEmpty())
                    .forEach(each -> named.put(each.name(), each.value()));
        }

        int size() {
            return placed.size();
        }

        void none() {
            if (!placed.isEmpty()) {
                throw new KqlException(plugin.span(), "\"" + plugin.function() + "\" takes no arguments.");
            }
        }

        Expression at(int place, String what) {
            if (place >= placed.size()) {
                throw new KqlException(plugin.span(), "\"" + plugin.function() + "\" needs " + what + ".");
            }
            return placed.get(place);
        }

        List<Expression> from(int place) {
            return placed.size() <= place ? List.of() : placed.subList(place, placed.size());
        }

        @Nullable
        Expression find(int place, String name) {
            return named.containsKey(name) ? named.get(name) : place < placed.size() ? placed.get(place) : null;
        }

        String text(int place, String name, String preset) {
            return switch (find(place, name)) {
                case null -> preset;
                case Expression.StringLiteral(var text, var _, var _) -> text;
                case Expression other -> throw new KqlException(other.span(), "Here a text is expected.");
            };
        }
    }
}
