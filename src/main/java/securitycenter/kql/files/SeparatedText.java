package securitycenter.kql.files;

import java.util.ArrayList;
import java.util.List;

/** Records of fields with a sign between, each on a line. A field in quotation marks may go on over several. */
final class SeparatedText {

    private final String text;
    private final char separator;
    private final boolean escapes;
    private final int most;
    private final StringBuilder field = new StringBuilder();
    private int at;
    private int found;

    /**
     * @param escapes whether a backslash takes its meaning from what follows, and quotation marks have none
     * @param most how many fields of a record count
     */
    SeparatedText(String text, char separator, boolean escapes, int most) {
        this.text = text;
        this.separator = separator;
        this.escapes = escapes;
        this.most = most;
    }

    /** An empty line is no record. */
    void records(Records<List<String>> records) throws UnreadableFile {
        while (at < text.length()) {
            var fields = record();
            if (found > 1 || !fields.getFirst().isEmpty()) {
                records.take(fields);
            }
        }
    }

    private List<String> record() {
        var fields = new ArrayList<String>();
        found = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == separator) {
                take(fields);
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
        take(fields);
        return fields;
    }

    private void take(List<String> fields) {
        if (found++ < most) {
            fields.add(field.toString());
        }
        field.setLength(0);
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
