package securitycenter.kql.functions;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All functions and signs, by name. */
public final class FunctionTable {

    private static final Map<String, List<Function>> ALL = Stream.of(
                    Signs.all(),
                    TextSigns.all(),
                    Conversions.all(),
                    Conditions.all(),
                    Texts.all(),
                    Times.all(),
                    Dynamics.all(),
                    Numbers.all())
            .flatMap(rows -> rows)
            .collect(Collectors.groupingBy(Function::name));

    private FunctionTable() {}

    /** Those of a name, by what they take; none where there is no such function. */
    public static List<Function> named(String name) {
        return ALL.getOrDefault(name, List.of());
    }

    public static Set<String> names() {
        return ALL.keySet();
    }
}
