package securitycenter.kql.binding;

import securitycenter.kql.syntax.KqlException;
import securitycenter.kql.syntax.Operator;

/** Steps that look at their rows more than once cannot stand where the rows are those of one row, or of one value. */
final class Nesting {

    private Nesting() {}

    static void check(Operator step) {
        switch (step) {
            case Operator.As _, Operator.TopNested _, Operator.Partition _, Operator.Evaluate _ ->
                throw new KqlException(step.span(), "This operator is not supported within the steps of another.");
            default -> {
                // All others look at them once.
            }
        }
    }
}
