package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.functions.Windows;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;

/** {@code evaluate}: what turns values into columns, and looks addresses up. */
final class PluginBinder {

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
            case "bag_unpack" -> new BagColumns(binder, scope, input).bagUnpack(plugin, evaluate.schema());
            case "pivot" -> new PivotBinder(binder, scope, input).pivot(plugin, evaluate.schema());
            case "narrow" -> narrow(plugin);
            case "ipv4_lookup" -> new AddressLookup(binder, scope, input).lookUp(plugin, "ipv4_is_in_range");
            case "ipv6_lookup" -> new AddressLookup(binder, scope, input).lookUp(plugin, "ipv6_is_in_range");
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

    /** Each cell as a row of its own. */
    private Relation narrow(Expression.Call plugin) {
        new PluginArguments(plugin).none();
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
}
