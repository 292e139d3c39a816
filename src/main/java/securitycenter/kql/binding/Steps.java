package securitycenter.kql.binding;

import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;

/** Numbers and times at even steps, of {@code range} and {@code make-series}. */
final class Steps {

    private Steps() {}

    /** Moments are spans of time apart, everything else is apart what it is itself. */
    static void check(KqlType axis, Scalar step, Expression written) {
        var fits = axis == KqlType.DATETIME || axis == KqlType.TIMESPAN
                ? step.type() == KqlType.TIMESPAN
                : axis.isNumber() && step.type().isNumber();
        if (!fits) {
            throw new KqlException(
                    written.span(),
                    "A step of the type " + step.type().word() + " leads from no " + axis.word() + " to another.");
        }
    }

    /** An end of the axis. */
    static Scalar end(KqlType axis, Scalar end, Expression written) {
        if (end.type() == axis) {
            return end;
        }
        if (end.type().isNumber() && axis.isNumber()) {
            return new Scalar.Converted(end, axis);
        }
        throw new KqlException(
                written.span(),
                "Here a value of the type " + axis.word() + " is expected, not "
                        + end.type().word() + ".");
    }
}
