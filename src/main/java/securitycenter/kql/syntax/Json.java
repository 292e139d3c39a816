package securitycenter.kql.syntax;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What stands in {@code dynamic(…)}. */
public sealed interface Json {

    /** As JSON has it. */
    String text();

    /** The texts in a list; none of all else. */
    default List<String> texts() {
        return this instanceof Array(var elements)
                ? elements.stream()
                        .filter(Text.class::isInstance)
                        .map(each -> ((Text) each).value())
                        .toList()
                : List.of();
    }

    record Null() implements Json {
        @Override
        public String text() {
            return "null";
        }
    }

    /** A number, true or false, as it is written in JSON. */
    record Word(String text) implements Json {}

    record Text(String value) implements Json {
        @Override
        public String text() {
            return quoted(value);
        }
    }

    record Array(List<Json> elements) implements Json {
        @Override
        public String text() {
            return elements.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
        }
    }

    /** @param properties in the order in which they were written */
    record Bag(Map<String, Json> properties) implements Json {
        @Override
        public String text() {
            return properties.entrySet().stream()
                    .map(each -> quoted(each.getKey()) + ":" + each.getValue().text())
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    private static String quoted(String value) {
        var text = new StringBuilder("\"");
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (c < ' ') {
                        text.append("\\u%04x".formatted(c));
                    } else {
                        text.append((char) c);
                    }
                }
            }
        });
        return text.append('"').toString();
    }
}
