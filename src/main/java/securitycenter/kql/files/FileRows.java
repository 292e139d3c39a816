package securitycenter.kql.files;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Rows of texts, as a list of lists in JSON. */
public final class FileRows {

    private static final int MOST_ROWS = 1_000_000;
    private static final int LONGEST = 40_000_000;

    private final FileFormat format;
    private final List<String> columns;
    private final boolean ignoresFirst;
    private final StringBuilder json = new StringBuilder("[");
    private int rows;
    private boolean first;
    private boolean tooLong;

    /** @param ignoresFirst whether the first record of each file is none */
    public FileRows(FileFormat format, List<String> columns, boolean ignoresFirst) {
        this.format = format;
        this.columns = columns;
        this.ignoresFirst = ignoresFirst;
    }

    public static String none() {
        return "[]";
    }

    public void add(byte[] file) throws UnreadableFile {
        for (var content : new Unpacked().files(file)) {
            first = ignoresFirst;
            read(text(content));
            if (tooLong) {
                throw new UnreadableFile("This file holds too much: more than " + MOST_ROWS
                        + " records, or records with too many fields that are empty.");
            }
        }
    }

    public String json() {
        return json + "]";
    }

    private void read(String text) throws UnreadableFile {
        switch (format) {
            case CSV, PSV, SCSV, SOHSV, TSV -> new SeparatedText(text, format.separator(), false).records(this::record);
            case TSVE -> new SeparatedText(text, format.separator(), true).records(this::record);
            case TXT -> text.lines().forEach(line -> record(List.of(line)));
            case RAW -> record(List.of(text));
            case JSON, MULTIJSON ->
                new JsonText(text)
                        .records(properties -> record(columns.stream()
                                .map(column -> properties.getOrDefault(column, ""))
                                .toList()));
        }
    }

    private void record(List<String> fields) {
        if (first) {
            first = false;
            return;
        }
        tooLong |= ++rows > MOST_ROWS || json.length() > LONGEST;
        if (tooLong) {
            return;
        }
        json.append(rows == 1 ? "[" : ",[");
        for (int i = 0; i < columns.size(); i++) {
            json.append(i == 0 ? "\"" : ",\"");
            quote(i < fields.size() ? fields.get(i) : "");
            json.append('"');
        }
        json.append(']');
    }

    private void quote(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c >= ' ') {
                json.append(Character.isSurrogate(c) && !isPaired(text, i) ? '\uFFFD' : c);
            } else if (c != 0) {
                json.append("\\u%04x".formatted((int) c));
            }
        }
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
