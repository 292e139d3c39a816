package securitycenter.kql.binding;

import java.util.List;
import securitycenter.kql.functions.Function;
import securitycenter.kql.schema.KqlType;

/** What becomes of the rows of a group. */
public sealed interface Aggregate {

    record Call(Function function, List<Scalar> arguments, KqlType type) implements Aggregate {}

    /** Values of one row, that which has the greatest or the least of something. A row without any is better than none. */
    record Chosen(boolean greatest, Scalar by, List<Scalar> values) implements Aggregate {}

    /** Values of any row. */
    record Any(List<Scalar> values) implements Aggregate {}

    /** What is worked out of aggregates: {@code sum(a) / count()}. The former stand for the fields of the latter. */
    record Worked(Scalar value, List<Field> inner, List<Aggregate> of) implements Aggregate {}
}
