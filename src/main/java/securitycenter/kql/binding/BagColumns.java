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
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.Expression.TypedName;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Span;

/** {@code bag_unpack}: a bag's properties as columns. */
final class BagColumns {

    private static final int MOST_COLUMNS = 1_000;

    private final Binder binder;
    private final Relation input;
    private final ExpressionBinder row;

    BagColumns(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.input = input;
        this.row = binder.expressions(input.fields(), scope);
    }

    Relation bagUnpack(Expression.Call plugin, @Nullable List<TypedName> schema) {
        var arguments = new PluginArguments(plugin, "columnsConflict", "ignoredProperties");
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
            properties.merge(String.valueOf(kind.get(0)), type(kind.get(1)), BagColumns::common);
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
}
