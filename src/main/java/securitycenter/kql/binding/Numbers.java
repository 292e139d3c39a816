package securitycenter.kql.binding;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.syntax.Expression;

/** Numbers that have names, within {@code real(…)} alone. */
final class Numbers {

    private static final Set<String> REAL = Set.of("real", "double");

    private Numbers() {}

    static @Nullable Scalar named(Expression.Call call) {
        if (!REAL.contains(call.function()) || call.arguments().size() != 1) {
            return null;
        }
        return switch (call.arguments().getFirst().value()) {
            case Expression.Name(var name, var _) -> constant(name, 1);
            case Expression.Signed(var sign, Expression.Name(var name, var _), var _) ->
                constant(name, sign.equals("-") ? -1 : 1);
            default -> null;
        };
    }

    private static @Nullable Scalar constant(String name, int sign) {
        return switch (name) {
            case "nan" -> new Scalar.Constant(KqlType.REAL, Double.NaN);
            case "inf" -> new Scalar.Constant(KqlType.REAL, sign * Double.POSITIVE_INFINITY);
            default -> null;
        };
    }
}
