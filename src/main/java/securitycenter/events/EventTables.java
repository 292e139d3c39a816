package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;

/** The tables that each store has, as {@code events/tables.txt} lists them. */
public final class EventTables {

    private static final Pattern TABLE = Pattern.compile("(\\w+) \\(([\\w-]+)\\)(?: also (\\w+))?");
    private static final Pattern COLUMN = Pattern.compile(" {4}(\\w+) (\\w+)( json)?( gone)?(?: also (\\w+))?");

    private static final Schema SCHEMA = read();

    private EventTables() {}

    public static Schema schema() {
        return SCHEMA;
    }

    private static Schema read() {
        try (var file = EventTables.class.getResourceAsStream("/events/tables.txt")) {
            if (file == null) {
                throw new IllegalStateException("events/tables.txt is missing");
            }
            var blocks = new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n\n");
            return new Schema(Stream.of(blocks).skip(1).map(EventTables::table).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Table table(String block) {
        var lines = block.lines().toList();
        var head = match(TABLE, lines.getFirst());
        var columns = lines.stream().skip(1).map(EventTables::column).toList();
        return new Table(head.group(1), head.group(2), spellings(head.group(3)), columns);
    }

    private static Column column(String line) {
        var parts = match(COLUMN, line);
        var type = KqlType.named(parts.group(2)).orElseThrow(() -> new IllegalStateException(line));
        return new Column(
                parts.group(1), type, spellings(parts.group(5)), parts.group(4) != null, parts.group(3) != null);
    }

    private static Matcher match(Pattern pattern, String line) {
        var parts = pattern.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("events/tables.txt: " + line);
        }
        return parts;
    }

    private static List<String> spellings(@Nullable String other) {
        return other == null ? List.of() : List.of(other);
    }
}
