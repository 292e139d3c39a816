package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * What queries call of {@code kql/prelude.sql}, in one open store. To make all of it takes longer than most queries, so only what
 * is named is made.
 */
final class Macros {

    private static final Pattern NAME = Pattern.compile("kql_[a-z0-9_]+");

    private static final Pattern CREATION = Pattern.compile("create macro (kql_[a-z0-9_]+)");

    private static final Map<String, String> ALL = all();

    private final Set<String> made = new HashSet<>();
    private final DuckDBConnection open;

    Macros(DuckDBConnection open) {
        this.open = open;
    }

    void make(String sql) throws SQLException {
        var named = new HashSet<String>();
        addNamed(sql, named);
        named.removeAll(made);
        if (named.isEmpty()) {
            return;
        }
        var missing = ALL.entrySet().stream()
                .filter(macro -> named.contains(macro.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(";\n"));
        try (var statement = open.createStatement()) {
            statement.execute(missing);
        }
        made.addAll(named);
    }

    /** And what those call that it names. */
    private static void addNamed(String sql, Set<String> named) {
        NAME.matcher(sql).results().map(found -> found.group()).distinct().forEach(name -> {
            var text = ALL.get(name);
            if (text != null && named.add(name)) {
                addNamed(text, named);
            }
        });
    }

    private static Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        try (var prelude = Macros.class.getResourceAsStream("/kql/prelude.sql")) {
            if (prelude == null) {
                throw new IllegalStateException("kql/prelude.sql is missing");
            }
            for (var text : new String(prelude.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\n")) {
                var creation = CREATION.matcher(text);
                if (creation.find()) {
                    // One that was cut off while it was made is made again.
                    all.put(creation.group(1), text.replace("create macro", "create or replace macro"));
                }
            }
            return Collections.unmodifiableMap(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
