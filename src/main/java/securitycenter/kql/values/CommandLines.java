package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arguments of a command line, as Windows tells them apart. */
final class CommandLines {

    private final String line;
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private int at;

    private CommandLines(String line) {
        this.line = line;
    }

    static Stream<JavaFunction> all() {
        return Stream.of(JavaFunction.of(
                "parse_command_line",
                Kind.DYNAMIC,
                List.of(Kind.TEXT, Kind.TEXT),
                a -> a.text(1).equalsIgnoreCase("windows") ? arguments(a.text(0)) : null));
    }

    private static @Nullable Object arguments(String line) {
        return line.isBlank() ? null : new CommandLines(line).read();
    }

    private List<@Nullable Object> read() {
        skipBlanks();
        while (at < line.length()) {
            arguments.add(arguments.isEmpty() ? program() : argument());
            skipBlanks();
        }
        return arguments;
    }

    private void skipBlanks() {
        while (at < line.length() && isBlank(line.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Of the first word a backslash means nothing. */
    private String program() {
        var word = new StringBuilder();
        var quoted = false;
        for (; at < line.length() && (quoted || !isBlank(line.charAt(at))); at++) {
            if (line.charAt(at) == '"') {
                quoted = !quoted;
            } else {
                word.append(line.charAt(at));
            }
        }
        return word.toString();
    }

    private String argument() {
        var word = new StringBuilder();
        var quoted = false;
        while (at < line.length() && (quoted || !isBlank(line.charAt(at)))) {
            int backslashes = backslashes();
            if (at < line.length() && line.charAt(at) == '"') {
                word.append("\\".repeat(backslashes / 2));
                if (backslashes % 2 == 1) {
                    word.append('"');
                } else if (quoted && at + 1 < line.length() && line.charAt(at + 1) == '"') {
                    word.append('"');
                    at++;
                } else {
                    quoted = !quoted;
                }
                at++;
            } else if (backslashes > 0) {
                word.append("\\".repeat(backslashes));
            } else {
                word.append(line.charAt(at++));
            }
        }
        return word.toString();
    }

    private int backslashes() {
        int start = at;
        while (at < line.length() && line.charAt(at) == '\\') {
            at++;
        }
        return at - start;
    }
}
