package securitycenter.kql.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How records lie in a file. */
public enum FileFormat {
    CSV("csv", ','),
    JSON("json", '\0'),
    MULTIJSON("multijson", '\0'),
    PSV("psv", '|'),

    /** All of it is one text. */
    RAW("raw", '\0'),
    SCSV("scsv", ';'),
    SOHSV("sohsv", '\1'),
    TSV("tsv", '\t'),

    /** With backslashes before what would be a separator. */
    TSVE("tsve", '\t'),

    /** Each line is one text. */
    TXT("txt", '\0');

    private static final List<String> PACKED = List.of(".gz", ".zip");

    private final String word;
    private final char separator;

    FileFormat(String word, char separator) {
        this.word = word;
        this.separator = separator;
    }

    char separator() {
        return separator;
    }

    public static Optional<FileFormat> named(String word) {
        var wanted = word.toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(each -> each.word.equals(wanted)).findFirst();
    }

    /** All words, for people. */
    public static String words() {
        return Stream.of(values()).map(each -> each.word).collect(Collectors.joining(", "));
    }

    /** By how the path of an address ends. */
    public static FileFormat of(String address) {
        var path = address.split("[?;#]", 2)[0].toLowerCase(Locale.ROOT);
        for (var packed : PACKED) {
            path = path.endsWith(packed) ? path.substring(0, path.length() - packed.length()) : path;
        }
        return named(path.substring(path.lastIndexOf('.') + 1)).orElse(CSV);
    }
}
