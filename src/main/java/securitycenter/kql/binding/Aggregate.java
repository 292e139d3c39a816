package securitycenter.kql.binding;

import java.util.List;
import java.util.stream.Stream;
import securitycenter.kql.functions.Function;
import securitycenter.kql.schema.KqlType;

/** What becomes of the rows of a group. */
public sealed interface Aggregate {

    /** What it is worked out of. */
    default List<Scalar> scalars() {
        return switch (this) {
            case Call(var _, var arguments, var _) -> arguments;
            case Chosen(var _, var by, var values) ->
                Stream.concat(Stream.of(by), values.stream()).toList();
            case Any(var values) -> values;
            case Worked(var value, var _, var of) ->
                Stream.concat(Stream.of(value), of.stream().flatMap(each -> each.scalars().stream()))
                        .toList();
        };
    }

    record Call(Function function, List<Scalar> arguments, KqlType type) implements Aggregate {}

    /** Values of one row, that which has the greatest or the least of something. A row without any is better than none. */
    record Chosen(boolean greatest, Scalar by, List<Scalar> values) implements Aggregate {}

    /** Values of any row. */
    record Any(List<Scalar> values) implements Aggregate {}

    /** What is worked out of aggregates: {@code sum(a) / count()}. The former stand for the fields of the latter. */
    record Worked(Scalar value, List<Field> inner, List<Aggregate> of) implements Aggregate {}
}
