package securitycenter.homes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to read of all rows.
 *
 * @param <F> what can be asked about
 */
public sealed interface RowCondition<F> {

    enum Comparison {
        EQUAL("="),
        NOT_EQUAL("<>"),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<=");

        final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }
    }

    /** @param value an instant, a text or one of our enums; null is no value */
    record Compares<F>(
            F field, Comparison comparison, @Nullable Object value) implements RowCondition<F> {}

    record All<F>(List<RowCondition<F>> conditions) implements RowCondition<F> {}

    record Any<F>(List<RowCondition<F>> conditions) implements RowCondition<F> {}
}
