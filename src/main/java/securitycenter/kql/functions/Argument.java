package securitycenter.kql.functions;

import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.KqlType;

/**
 * What a function is given.
 *
 * @param sql of one value, safe to stand anywhere
 * @param constant what it is in every row: Boolean, Long, Double or String; null where that is not known
 */
public record Argument(String sql, KqlType type, @Nullable Object constant) {

    boolean isConstant() {
        return constant != null;
    }

    /** Only of a constant. */
    String text() {
        return String.valueOf(constant);
    }

    boolean is(KqlType wanted) {
        return type == wanted;
    }
}
