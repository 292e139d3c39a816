package securitycenter.kql.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.syntax.Expression;
import securitycenter.kql.syntax.KqlException;

/** What a plugin is given, by place and by name. */
final class PluginArguments {

    private final Expression.Call plugin;
    private final List<Expression> placed;
    private final Map<String, Expression> named = new LinkedHashMap<>();

    PluginArguments(Expression.Call plugin, String... names) {
        this.plugin = plugin;
        var known = Set.of(names);
        this.placed = plugin.arguments().stream()
                .filter(each -> !known.contains(each.name()))
                .map(Expression.Argument::value)
                .toList();
        plugin.arguments().stream()
                .filter(each -> !each.name().isEmpty())
                .forEach(each -> named.put(each.name(), each.value()));
    }

    int size() {
        return placed.size();
    }

    void none() {
        if (!placed.isEmpty()) {
            throw new KqlException(plugin.span(), "\"" + plugin.function() + "\" takes no arguments.");
        }
    }

    Expression at(int place, String what) {
        if (place >= placed.size()) {
            throw new KqlException(plugin.span(), "\"" + plugin.function() + "\" needs " + what + ".");
        }
        return placed.get(place);
    }

    List<Expression> from(int place) {
        return placed.size() <= place ? List.of() : placed.subList(place, placed.size());
    }

    @Nullable
    Expression find(int place, String name) {
        return named.containsKey(name) ? named.get(name) : place < placed.size() ? placed.get(place) : null;
    }

    String text(int place, String name, String preset) {
        return switch (find(place, name)) {
            case null -> preset;
            case Expression.StringLiteral(var text, var _, var _) -> text;
            case Expression other -> throw new KqlException(other.span(), "Here a text is expected.");
        };
    }
}
