package securitycenter.kql.binding;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import securitycenter.kql.schema.KqlType;

/** Functions of rows in an order that begin anew where a condition says so: each run of rows is a part of its own. */
final class Runs {

    private static final Set<String> COUNTS = Set.of("row_number", "row_cumsum");
    private static final Set<String> RANKS = Set.of("row_rank_dense", "row_rank_min");

    private final BiFunction<String, List<Scalar>, Scalar> window;
    private final Scalar place;

    /** @param window the function of a name, as it is for these arguments */
    Runs(BiFunction<String, List<Scalar>, Scalar> window) {
        this.window = window;
        this.place = window.apply("row_number", List.of());
    }

    static boolean isOne(String function, List<Scalar> arguments) {
        return isOf(RANKS, function, arguments, 1) || isOf(COUNTS, function, arguments, 2);
    }

    private static boolean isOf(Set<String> functions, String function, List<Scalar> arguments, int least) {
        return functions.contains(function)
                && arguments.size() >= least
                && arguments.size() <= 2
                && (arguments.size() < 2 || arguments.getLast().type() == KqlType.BOOL);
    }

    Scalar bind(String function, List<Scalar> arguments) {
        var value = arguments.getFirst();
        var begins = arguments.size() < 2 ? new Scalar.Constant(KqlType.BOOL, false) : arguments.getLast();
        var run = window.apply("$run", List.of(begins, place));
        if (COUNTS.contains(function)) {
            return window.apply("$" + function, List.of(value, run, place));
        }
        var isOther = window.apply("$is_other", List.of(value, run, place));
        var number = window.apply("$row_number", List.of(new Scalar.Constant(KqlType.LONG, 1L), run, place));
        return window.apply("$" + function, List.of(isOther, run, place, number));
    }
}
