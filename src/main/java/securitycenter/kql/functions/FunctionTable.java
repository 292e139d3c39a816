package securitycenter.kql.functions;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All functions and signs, by name. */
public final class FunctionTable {

    /** What makes JSON of a text. */
    public static final Set<String> READING_JSON = Set.of("parse_json", "parsejson", "todynamic", "toobject");

    private static final Map<String, List<Function>> ALL = Stream.of(
                    Signs.all(),
                    TextSigns.all(),
                    Conversions.all(),
                    Conditions.all(),
                    Texts.all(),
                    Times.all(),
                    Dynamics.all(),
                    Numbers.all(),
                    FromJava.all(),
                    Outputs.all(),
                    TimeFormats.all())
            .flatMap(rows -> rows)
            .map(Patterns::checked)
            .collect(Collectors.groupingBy(Function::name));

    private static final Set<String> SIGNS = Stream.concat(Signs.all(), TextSigns.all())
            .map(Function::name)
            .filter(name -> !name.equals("not"))
            .collect(Collectors.toSet());

    private static final Set<String> NAMES =
            ALL.keySet().stream().filter(name -> !name.startsWith("$")).collect(Collectors.toUnmodifiableSet());

    private FunctionTable() {}

    /** Those of a name, by what they take; none where there is no such function. */
    public static List<Function> named(String name) {
        return ALL.getOrDefault(name, List.of());
    }

    /** Whether a query may write it as a function: the names of signs are none. */
    public static boolean isCallable(String name) {
        return !SIGNS.contains(name);
    }

    /** What a query may write, and the signs. */
    public static Set<String> names() {
        return NAMES;
    }
}
