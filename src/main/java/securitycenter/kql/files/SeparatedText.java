package securitycenter.kql.files;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records of fields with a sign between, each on a line. A field in quotation marks may go on over several. */
final class SeparatedText {

    private final String text;
    private final char separator;
    private final boolean escapes;
    private final StringBuilder field = new StringBuilder();
    private int at;

    /** @param escapes whether a backslash takes its meaning from what follows, and quotation marks have none */
    SeparatedText(String text, char separator, boolean escapes) {
        this.text = text;
        this.separator = separator;
        this.escapes = escapes;
    }

    /** An empty line is no record. */
    void records(Consumer<List<String>> record) {
        while (at < text.length()) {
            var fields = record();
            if (fields.size() > 1 || !fields.getFirst().isEmpty()) {
                record.accept(fields);
            }
        }
    }

    private List<String> record() {
        var fields = new ArrayList<String>();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == separator) {
                fields.add(taken());
            } else if (c == '\n' || c == '\r') {
                at += c == '\r' && at < text.length() && text.charAt(at) == '\n' ? 1 : 0;
                break;
            } else if (c == '"' && field.isEmpty() && !escapes) {
                quoted();
            } else if (c == '\\' && escapes && at < text.length()) {
                field.append(escaped(text.charAt(at++)));
            } else {
                field.append(c);
            }
        }
        fields.add(taken());
        return fields;
    }

    private String taken() {
        var taken = field.toString();
        field.setLength(0);
        return taken;
    }

    private void quoted() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                field.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                field.append(text.charAt(at++));
            } else {
                return;
            }
        }
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }
}
