package securitycenter.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The best known values of ActionType by table, as {@code events/actions.txt} lists them. */
public final class EventActions {

    private static final Map<String, List<String>> BY_TABLE = read();

    private EventActions() {}

    /** None of a table that has no such column. */
    public static List<String> of(String table) {
        return BY_TABLE.getOrDefault(table, List.of());
    }

    private static Map<String, List<String>> read() {
        try (var file = EventActions.class.getResourceAsStream("/events/actions.txt")) {
            if (file == null) {
                throw new IllegalStateException("events/actions.txt is missing");
            }
            var blocks = new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n\n");
            return Stream.of(blocks)
                    .skip(1)
                    .map(block -> block.lines().map(String::strip).toList())
                    .collect(Collectors.toUnmodifiableMap(
                            List::getFirst, lines -> List.copyOf(lines.subList(1, lines.size()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
