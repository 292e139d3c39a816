package securitycenter.kql.binding;

import java.util.List;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;

/** {@code partition}: the rows of each value of a column go through steps of their own. */
final class PartitionBinder {

    private final Binder binder;
    private final Scope scope;
    private final Relation input;

    PartitionBinder(Binder binder, Scope scope, Relation input) {
        this.binder = binder;
        this.scope = scope;
        this.input = input;
    }

    Relation bind(Operator.Partition partition) {
        var rows = binder.shared(input, false);
        var value = binder.expressions(rows.fields(), scope).bind(partition.by());
        var values = binder.shared(input, false);
        var key = new Output(
                binder.field("$key", value.type()),
                binder.expressions(values.fields(), scope).bind(partition.by()));
        var keys = SummarizeBinder.distinct(values, List.of(key));
        var same = binder.expressions(rows.fields(), scope)
                .apply("$same", partition.span(), List.of(value, new Scalar.FieldValue(key.field())));
        Relation each = new Relation.Filter(rows, same);
        var pipe = new PipeBinder(binder, scope);
        for (var step : partition.steps()) {
            Nesting.check(step);
            each = pipe.bind(step, each);
        }
        if (each.fields().isEmpty()) {
            throw new KqlException(partition.span(), "These steps leave no columns.");
        }
        return new Relation.Applied(keys, each, each.fields(), false);
    }
}
