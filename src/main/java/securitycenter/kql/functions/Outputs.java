package securitycenter.kql.functions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import securitycenter.kql.schema.KqlType;

/**
 * A function with several results, as {@code extend (a, b) = f(x)} takes them. Where one is wanted it is the first.
 *
 * @param list gives all of them as a list
 */
public record Outputs(Function list, List<Output> each) {

    /** @param name what it is called after the function and its argument */
    public record Output(String name, KqlType type) {}

    private static final Map<String, List<Output>> NAMES = Map.of(
            "series_stats",
                    outputs("min real, min_idx long, max real, max_idx long, avg real, stdev real, variance real"),
            "series_fit_line",
                    outputs(
                            "rsquare real, slope real, variance real, rvariance real, interception real, line_fit dynamic"),
            "series_fit_2lines",
                    outputs("rsquare real, split_idx long, variance real, rvariance real, line_fit dynamic,"
                            + " right_rsquare real, right_slope real, right_interception real, right_variance real,"
                            + " right_rvariance real, left_rsquare real, left_slope real, left_interception real,"
                            + " left_variance real, left_rvariance real"),
            "series_decompose", outputs("baseline dynamic, seasonal dynamic, trend dynamic, residual dynamic"),
            "series_decompose_forecast", outputs("forecast dynamic, seasonal dynamic, trend dynamic, residual dynamic"),
            "series_decompose_anomalies", outputs("ad_flag dynamic, ad_score dynamic, baseline dynamic"),
            "series_periods_detect", outputs("periods dynamic, scores dynamic"),
            "series_periods_validate", outputs("periods dynamic, scores dynamic"));

    private static List<Output> outputs(String names) {
        return Stream.of(names.split(", ?"))
                .map(each -> each.split(" "))
                .map(words -> new Output(words[0], KqlType.named(words[1]).orElseThrow()))
                .toList();
    }

    /** Empty where a function has one result, as most have. */
    public static Optional<Outputs> of(String function) {
        return Optional.ofNullable(NAMES.get(function)).map(each -> new Outputs(list(function), each));
    }

    private static Function list(String function) {
        return FromJava.all()
                .filter(row -> row.name().equals("$" + function))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Function> all() {
        return NAMES.entrySet().stream()
                .map(each -> first(each.getKey(), each.getValue().getFirst()));
    }

    private static Function first(String name, Output output) {
        var list = list(name);
        return new Function(
                name,
                list.takes(),
                list.optional(),
                list.more(),
                _ -> output.type(),
                arguments -> element(list.sql().of(arguments), output),
                arguments -> element(list.sql().of(arguments), output),
                list.check());
    }

    private static String element(String list, Output output) {
        return Conversions.sql(new Argument("kql_element(" + list + ", 0)", KqlType.DYNAMIC, null), output.type());
    }
}
