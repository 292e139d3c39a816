package securitycenter.kql.binding;

import java.util.ArrayList;
import java.util.List;
import securitycenter.kql.binding.Relation.Aggregated;
import securitycenter.kql.binding.Relation.Output;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Span;

/** {@code make-series kind=nonempty}: where there are no rows, one series of what stands for nothing. */
final class SeriesOfNothing {

    /** Of a step: what is nearer to the end than this is the end. */
    private static final double NEAR = 1e-9;

    private final Binder binder;
    private final Relation.Stepped stepped;

    SeriesOfNothing(Binder binder, Relation.Stepped stepped) {
        this.binder = binder;
        this.stepped = stepped;
    }

    /** What there is, or that. Of groups that are not there nothing can be said, nor without both ends. */
    Relation orThat(Span span) {
        var from = stepped.from();
        var to = stepped.to();
        if (!stepped.keys().isEmpty() || from == null || to == null) {
            return stepped;
        }
        var there = stepped.fields();
        var any = there.stream()
                .map(field -> binder.field(field.name(), field.type()))
                .toList();
        var values = there.stream().<Scalar>map(Scalar.FieldValue::new).toList();
        var one = new Relation.Aggregation(stepped, List.of(), List.of(new Aggregated(any, new Aggregate.Any(values))));
        var row = binder.expressions(one, new Scope(null));
        var last = row.apply("-", span, List.of(to, near(row, span)));
        var axis = row.apply("range", span, List.of(from, last, stepped.step()));
        var length = row.apply("array_length", span, List.of(axis));
        var outputs = new ArrayList<Output>();
        for (int i = 0; i < any.size(); i++) {
            var nothing = i == stepped.series().size()
                    ? axis
                    : row.apply("repeat", span, List.of(stepped.series().get(i).missing(), length));
            outputs.add(new Output(
                    binder.field(any.get(i).name(), KqlType.DYNAMIC),
                    row.apply("coalesce", span, List.of(new Scalar.FieldValue(any.get(i)), nothing))));
        }
        return new Relation.Projection(one, outputs);
    }

    private Scalar near(ExpressionBinder row, Span span) {
        return switch (stepped.axis().type()) {
            case DATETIME, TIMESPAN -> new Scalar.Constant(KqlType.TIMESPAN, 1L);
            case REAL, DECIMAL ->
                row.apply("*", span, List.of(stepped.step(), new Scalar.Constant(KqlType.REAL, NEAR)));
            default -> new Scalar.Constant(KqlType.LONG, 1L);
        };
    }
}
