package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * XML as bags: an attribute is {@code @name}, a text beside others {@code #text}, an element that comes again a list. No
 * entity is known but those of the language, and no text that is too long is read.
 */
final class Xml {

    private static final int LONGEST = 128 << 10;
    private static final int DEEPEST = 100;
    private static final Pattern SKIPPED = Pattern.compile("(?:<!--.*?-->|<!DOCTYPE[^>\\[]*>|\\s+)", Pattern.DOTALL);
    private static final Pattern INSTRUCTION = Pattern.compile("<\\?([^\\s?]+)(.*?)\\?>", Pattern.DOTALL);
    private static final Pattern CDATA = Pattern.compile("<!\\[CDATA\\[(.*?)]]>", Pattern.DOTALL);
    private static final Pattern BEGIN =
            Pattern.compile("<([^\\s/>!?=\"'<]+)((?:\\s+[^\\s=/>]+\\s*=\\s*(?:\"[^\"<]*+\"|'[^'<]*+'))*+)\\s*(/?)>");
    private static final Pattern END = Pattern.compile("</([^\\s>]+)\\s*>");
    private static final Pattern TEXT = Pattern.compile("[^<]+");
    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern ENTITY = Pattern.compile("&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]+);");

    /** It is no XML. */
    private static final class Unreadable extends Exception {}

    private final String text;
    private int at;

    private Xml(String text) {
        this.text = text;
    }

    static Stream<JavaFunction> all() {
        return Stream.of(JavaFunction.of("parse_xml", Kind.DYNAMIC, List.of(Kind.TEXT), a -> read(a.text(0))));
    }

    private static @Nullable Object read(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            return new Xml(text).document();
        } catch (Unreadable e) {
            return null;
        }
    }

    private Map<String, @Nullable Object> document() throws Unreadable {
        var document = new LinkedHashMap<String, @Nullable Object>();
        skip();
        for (var found = next(INSTRUCTION); found != null; found = next(INSTRUCTION)) {
            document.put("?" + found.group(1), attributes(found.group(2)));
            skip();
        }
        var begin = next(BEGIN);
        if (begin == null) {
            throw new Unreadable();
        }
        document.put(begin.group(1), element(begin, 0));
        skip();
        if (at < text.length()) {
            throw new Unreadable();
        }
        return document;
    }

    private void skip() {
        while (next(SKIPPED) != null) {}
    }

    private @Nullable Matcher next(Pattern pattern) {
        var matcher = pattern.matcher(text);
        if (!matcher.region(at, text.length()).lookingAt()) {
            return null;
        }
        at = matcher.end();
        return matcher;
    }

    private @Nullable Object element(Matcher begin, int depth) throws Unreadable {
        var content = attributes(begin.group(2));
        if (!begin.group(3).isEmpty()) {
            return content.isEmpty() ? null : content;
        }
        if (depth == DEEPEST) {
            throw new Unreadable();
        }
        var words = new StringBuilder();
        for (var end = next(END); end == null; end = next(END)) {
            child(content, words, depth);
        }
        if (!words.toString().isBlank()) {
            content.put("#text", words.toString());
        }
        return content.isEmpty()
                ? null
                : content.size() == 1 && content.containsKey("#text") ? content.get("#text") : content;
    }

    private void child(Map<String, @Nullable Object> content, StringBuilder words, int depth) throws Unreadable {
        var begin = next(BEGIN);
        var data = begin == null ? next(CDATA) : null;
        var written = begin == null && data == null ? next(TEXT) : null;
        if (begin != null) {
            add(content, begin.group(1), element(begin, depth + 1));
        } else if (data != null) {
            words.append(data.group(1));
        } else if (written != null) {
            words.append(plain(written.group()));
        } else if (next(SKIPPED) == null && next(INSTRUCTION) == null) {
            throw new Unreadable();
        }
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, @Nullable Object> content, String name, @Nullable Object value) {
        if (!content.containsKey(name)) {
            content.put(name, value);
        } else if (content.get(name) instanceof ArrayList<?> several) {
            ((ArrayList<@Nullable Object>) several).add(value);
        } else {
            var several = new ArrayList<@Nullable Object>();
            several.add(content.get(name));
            several.add(value);
            content.put(name, several);
        }
    }

    private static Map<String, @Nullable Object> attributes(String text) {
        var attributes = new LinkedHashMap<String, @Nullable Object>();
        var found = ATTRIBUTE.matcher(text);
        while (found.find()) {
            attributes.put("@" + found.group(1), plain(found.group(2) != null ? found.group(2) : found.group(3)));
        }
        return attributes;
    }

    private static String plain(String text) {
        return ENTITY.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(character(found.group(), found.group(1))));
    }

    private static String character(String entity, String name) {
        return switch (name) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> {
                if (!name.startsWith("#")) {
                    yield entity;
                }
                int point = name.startsWith("#x")
                        ? Integer.parseInt(name.substring(2), 16)
                        : Integer.parseInt(name.substring(1));
                yield Character.isValidCodePoint(point) ? Character.toString(point) : entity;
            }
        };
    }
}
