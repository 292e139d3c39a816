package securitycenter.kql.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Query;

/** What names stand for: at a place of a query the columns, and beyond them what was named before. */
final class Scope {

    /** What a name stands for that is no column. */
    sealed interface Meaning {

        record Value(Scalar scalar) implements Meaning {}

        record Table(Relation relation) implements Meaning {}

        /** Of {@code scan}: what it remembers of the last row that it matched. */
        record Step(Map<String, Field> columns) implements Meaning {}

        /** @param home where its body looks for names */
        record Function(Query.Definition.Function definition, Scope home) implements Meaning {}
    }

    private final @Nullable Scope outer;
    private final Map<String, Meaning> names = new HashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    void name(String name, Meaning meaning) {
        names.put(name, meaning);
    }

    @Nullable
    Meaning find(String name) {
        var found = names.get(name);
        return found != null || outer == null ? found : outer.find(name);
    }

    List<String> all() {
        return Stream.concat(names.keySet().stream(), outer == null ? Stream.empty() : outer.all().stream())
                .toList();
    }
}
