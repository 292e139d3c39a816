package securitycenter.kql.files;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Objects of JSON, one after the other or in a list. What is in them stays as it is written. */
final class JsonText {

    private static final int DEEPEST = 500;

    private final String text;
    private final Set<String> names;
    private int at;
    private int depth;

    /** @param names of the properties that count */
    JsonText(String text, Set<String> names) {
        this.text = text;
        this.names = names;
    }

    /** Of each object its properties: texts without quotation marks, everything else as JSON, and null as an empty text. */
    void records(Records<Map<String, String>> records) throws UnreadableFile {
        for (skipBlanks(); at < text.length(); skipBlanks()) {
            if (text.charAt(at) == '[') {
                list(records);
            } else {
                records.take(object());
            }
            accept(',');
        }
    }

    private void list(Records<Map<String, String>> records) throws UnreadableFile {
        expect('[');
        while (!accept(']')) {
            records.take(object());
            if (!accept(',')) {
                expect(']');
                return;
            }
        }
    }

    private Map<String, String> object() throws UnreadableFile {
        var properties = new HashMap<String, String>();
        expect('{');
        while (!accept('}')) {
            skipBlanks();
            var name = string();
            expect(':');
            if (names.contains(name)) {
                properties.put(name, value());
            } else {
                skipValue();
            }
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        return properties;
    }

    private String value() throws UnreadableFile {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == '"') {
            return string();
        }
        int start = at;
        skipValue();
        var value = text.substring(start, at);
        return value.equals("null") ? "" : value;
    }

    private void skipValue() throws UnreadableFile {
        skipBlanks();
        switch (at < text.length() ? text.charAt(at) : '\0') {
            case '"' -> string();
            case '{' -> skipWithin('{', '}');
            case '[' -> skipWithin('[', ']');
            default -> skipWord();
        }
    }

    private void skipWithin(char opening, char closing) throws UnreadableFile {
        if (++depth > DEEPEST) {
            throw noJson();
        }
        expect(opening);
        while (!accept(closing)) {
            if (opening == '{') {
                skipBlanks();
                string();
                expect(':');
            }
            skipValue();
            if (!accept(',')) {
                expect(closing);
                break;
            }
        }
        depth--;
    }

    private void skipWord() throws UnreadableFile {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "+-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (!text.substring(start, at).matches("true|false|null|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw noJson();
        }
    }

    private String string() throws UnreadableFile {
        if (at >= text.length() || text.charAt(at) != '"') {
            throw noJson();
        }
        var result = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return result.toString();
            }
            result.append(c == '\\' ? escaped() : c);
        }
        throw noJson();
    }

    private char escaped() throws UnreadableFile {
        at++;
        return switch (at < text.length() ? text.charAt(at) : '\0') {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hexadecimal();
            default -> throw noJson();
        };
    }

    private char hexadecimal() throws UnreadableFile {
        try {
            at += 4;
            return (char) Integer.parseInt(text, at - 3, at + 1, 16);
        } catch (NumberFormatException | IndexOutOfBoundsException none) {
            throw noJson();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean accept(char wanted) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char wanted) throws UnreadableFile {
        if (!accept(wanted)) {
            throw noJson();
        }
    }

    private UnreadableFile noJson() {
        return new UnreadableFile("This file is no JSON, or holds something other than objects: look at character "
                + Math.min(at + 1, text.length()) + " of it.");
    }
}
