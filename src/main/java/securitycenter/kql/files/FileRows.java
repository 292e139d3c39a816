package securitycenter.kql.files;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rows of texts, as a list of lists in JSON. */
public final class FileRows {

    private static final int MOST_ROWS = 1_000_000;
    private static final int LONGEST = 40_000_000;
    private static final HexFormat HEX = HexFormat.of();

    private final FileFormat format;
    private final List<String> columns;
    private final Set<String> names;
    private final boolean ignoresFirst;
    private final Runnable between;
    private final StringBuilder json = new StringBuilder("[");
    private int rows;
    private boolean first;

    /**
     * @param ignoresFirst whether the first record of each file is none
     * @param between two records; may end the reading
     */
    public FileRows(FileFormat format, List<String> columns, boolean ignoresFirst, Runnable between) {
        this.format = format;
        this.columns = columns;
        this.names = new HashSet<>(columns);
        this.ignoresFirst = ignoresFirst;
        this.between = between;
    }

    public static String none() {
        return "[]";
    }

    public void add(byte[] file) throws UnreadableFile {
        for (var content : new Unpacked().files(file)) {
            first = ignoresFirst;
            read(text(content));
        }
    }

    public String json() {
        return json.append(']').toString();
    }

    private void read(String text) throws UnreadableFile {
        switch (format) {
            case CSV, PSV, SCSV, SOHSV, TSV -> separated(text, false);
            case TSVE -> separated(text, true);
            case TXT -> lines(text);
            case RAW -> record(List.of(text));
            case JSON, MULTIJSON ->
                new JsonText(text, names)
                        .records(properties -> record(columns.stream()
                                .map(column -> properties.getOrDefault(column, ""))
                                .toList()));
        }
    }

    private void separated(String text, boolean escapes) throws UnreadableFile {
        new SeparatedText(text, format.separator(), escapes, columns.size()).records(this::record);
    }

    private void lines(String text) throws UnreadableFile {
        for (var lines = text.lines().iterator(); lines.hasNext(); ) {
            record(List.of(lines.next()));
        }
    }

    private void record(List<String> fields) throws UnreadableFile {
        between.run();
        if (first) {
            first = false;
            return;
        }
        if (++rows > MOST_ROWS) {
            throw tooMuch();
        }
        json.append(rows == 1 ? "[" : ",[");
        for (int i = 0; i < columns.size(); i++) {
            endWhereTooLong();
            json.append(i == 0 ? "\"" : ",\"");
            quote(i < fields.size() ? fields.get(i) : "");
            json.append('"');
        }
        json.append(']');
    }

    private void quote(String text) throws UnreadableFile {
        for (int i = 0; i < text.length(); i++) {
            endWhereTooLong();
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c >= ' ') {
                json.append(Character.isSurrogate(c) && !isPaired(text, i) ? '\uFFFD' : c);
            } else if (c != 0) {
                json.append("\\u00").append(HEX.toHexDigits((byte) c));
            }
        }
    }

    private void endWhereTooLong() throws UnreadableFile {
        if (json.length() > LONGEST) {
            throw tooMuch();
        }
    }

    private static UnreadableFile tooMuch() {
        return new UnreadableFile("The files of this table hold too much: more than " + MOST_ROWS
                + " records, or more than " + LONGEST / 1_000_000 + " million characters.");
    }

    private static boolean isPaired(String text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static String text(byte[] content) {
        return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)
                .filter(charset -> begins(content, "\uFEFF".getBytes(charset)))
                .findFirst()
                .map(charset -> decoded(content, charset).substring(1))
                .orElseGet(() -> decoded(content, StandardCharsets.UTF_8));
    }

    private static boolean begins(byte[] content, byte[] mark) {
        return content.length >= mark.length
                && ByteBuffer.wrap(content, 0, mark.length).equals(ByteBuffer.wrap(mark));
    }

    private static String decoded(byte[] content, Charset charset) {
        return new String(content, charset);
    }
}
