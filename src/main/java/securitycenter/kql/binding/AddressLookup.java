package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.syntax.Expression;

/** {@code ipv4_lookup} and {@code ipv6_lookup}: each row beside the networks that its address is in. */
final class AddressLookup {

    private final Binder binder;
    private final Scope scope;
    private final Relation input;
    private final ExpressionBinder row;

    AddressLookup(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
        this.row = binder.expressions(input.fields(), scope);
    }

    /** Each row with those of another table whose network its address is in. */
    Relation lookUp(Expression.Call plugin, String isIn) {
        var arguments = new PluginArguments(plugin, "return_unmatched");
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
}
