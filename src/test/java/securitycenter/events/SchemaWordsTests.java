package securitycenter.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page says of each table, group, column and action. */
class SchemaWordsTests {

    private static final String OF_ALL_TABLES = "schema.column.";

    private final Map<String, List<String>> actions = actions();

    @ParameterizedTest
    @ValueSource(strings = {"", "_nl"})
    void everyTableGroupColumnAndActionHasItsLine(String language) {
        var words = words(language).stringPropertyNames();
        assertThat(words).containsAll(needed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_nl"})
    void noLineIsAboutWhatIsNotThere(String language) {
        var leftOver = new HashSet<>(words(language).stringPropertyNames());
        leftOver.removeAll(needed());
        leftOver.removeAll(ofOneTable());
        assertThat(leftOver).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_nl"})
    void aTableHasASentenceAndAColumnALine(String language) {
        var words = words(language);
        var tables = new HashSet<String>();
        EventTables.schema().tables().forEach(table -> tables.add("schema." + table.name()));
        words.forEach((key, text) -> assertThat(text.toString().endsWith("."))
                .as(key + ": " + text)
                .isEqualTo(tables.contains(key.toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_nl"})
    void aColumnThatMeansTheSameEverywhereIsExplainedOnce(String language) {
        var words = words(language);
        for (var table : EventTables.schema().tables()) {
            for (var column : table.columns()) {
                var own = words.getProperty("schema." + table.name() + "." + column.name());
                assertThat(own).as(table.name()).isNotEqualTo(words.getProperty(OF_ALL_TABLES + column.name()));
            }
        }
    }

    @Test
    void actionsAreOfTablesThatHaveAColumnForThem() {
        assertThat(actions).isNotEmpty();
        actions.forEach((name, values) -> {
            var table = EventTables.schema().table(name).orElseThrow();
            assertThat(table.columns())
                    .as(name)
                    .anyMatch(column -> column.name().equals("ActionType"));
            assertThat(values).as(name).isNotEmpty().doesNotHaveDuplicates();
        });
    }

    private Set<String> needed() {
        var keys = new HashSet<String>();
        for (var table : EventTables.schema().tables()) {
            keys.add("schema." + table.name());
            keys.add("schema.group." + table.group());
            table.columns().forEach(column -> keys.add(OF_ALL_TABLES + column.name()));
        }
        actions.values().forEach(values -> values.forEach(action -> keys.add("schema.action." + action)));
        return keys;
    }

    private static Set<String> ofOneTable() {
        var keys = new HashSet<String>();
        for (var table : EventTables.schema().tables()) {
            table.columns().forEach(column -> keys.add("schema." + table.name() + "." + column.name()));
        }
        return keys;
    }

    private static Map<String, List<String>> actions() {
        var actions = new LinkedHashMap<String, List<String>>();
        EventTables.schema().tables().forEach(table -> {
            if (!EventActions.of(table.name()).isEmpty()) {
                actions.put(table.name(), EventActions.of(table.name()));
            }
        });
        return actions;
    }

    private static Properties words(String language) {
        var words = new Properties();
        try (var reader = new StringReader(text("/messages/schema" + language + ".properties"))) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static String text(String resource) {
        try (var file = Objects.requireNonNull(SchemaWordsTests.class.getResourceAsStream(resource))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
