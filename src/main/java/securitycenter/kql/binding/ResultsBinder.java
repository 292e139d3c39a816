package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.functions.Outputs;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator.Named;

/** {@code (a, b) = f(x)}: the results of a function that has several, as columns. */
final class ResultsBinder {

    private final Binder binder;
    private final ExpressionBinder row;
    private final ColumnNames names;

    ResultsBinder(Binder binder, ExpressionBinder row, ColumnNames names) {
        this.binder = binder;
        this.row = row;
        this.names = names;
    }

    /** Empty where there is one result alone, or one is wanted. */
    List<Output> bind(Named column) {
        if (!(column.value() instanceof Expression.Call call) || column.names().size() == 1) {
            return List.of();
        }
        var results = Outputs.of(call.function()).orElse(null);
        if (results == null) {
            return List.of();
        }
        var written = column.names();
        if (written.size() > results.each().size()) {
            throw new KqlException(
                    written.getLast().span(),
                    "\"" + call.function() + "\" has " + results.each().size() + " results.");
        }
        var list = row.apply("$" + call.function(), call.span(), row.arguments(call));
        var outputs = new ArrayList<Output>();
        for (int i = 0; i < results.each().size(); i++) {
            var result = results.each().get(i);
            Scalar value = new Scalar.Element(list, new Scalar.Constant(KqlType.LONG, (long) i));
            var name = i < written.size() ? written.get(i).name() : names.free(nameOf(call, result.name()));
            outputs.add(new Output(
                    binder.field(name, result.type()),
                    result.type() == KqlType.DYNAMIC ? value : new Scalar.Converted(value, result.type())));
        }
        return outputs;
    }

    private static String nameOf(Expression.Call call, String result) {
        var argument = call.arguments().isEmpty()
                ? ""
                : ColumnNames.of(call.arguments().getFirst().value());
        return call.function() + "_" + argument + "_" + result;
    }
}
