package securitycenter.kql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Files whose authors mean no good. */
class FileRowsTests {

    private static final String TOO_MUCH = "The files of this table hold too much";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String json(FileFormat format, List<String> columns, byte[] file) throws UnreadableFile {
        var rows = new FileRows(format, columns, false, () -> {});
        rows.add(file);
        return rows.json();
    }

    private static String refused(FileFormat format, List<String> columns, byte[] file) {
        return catchThrowableOfType(UnreadableFile.class, () -> json(format, columns, file))
                .sentence();
    }

    private static byte[] zip(List<String> names, int bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(new byte[bytes]);
            }
        }
        return packed.toByteArray();
    }

    @Test
    void signsThatTakeMoreSpaceInJsonAreCountedAsTheyAreWritten() {
        assertThat(refused(FileFormat.RAW, List.of("a"), bytes("\1".repeat(8_000_000))))
                .startsWith(TOO_MUCH);
    }

    @Test
    void emptyFieldsAreCountedToo() {
        var columns = IntStream.range(0, 500).mapToObj(i -> "c" + i).toList();
        assertThat(refused(FileFormat.CSV, columns, bytes("x\n".repeat(100_000))))
                .startsWith(TOO_MUCH);
    }

    @Test
    void aMillionRecordsAreEnough() throws UnreadableFile {
        assertThat(json(FileFormat.TXT, List.of("a"), bytes("\n".repeat(1_000_000))))
                .hasSize(5_000_001);
        assertThat(refused(FileFormat.TXT, List.of("a"), bytes("\n".repeat(1_000_001))))
                .startsWith(TOO_MUCH);
    }

    @Test
    void controlCharactersAreWrittenAsNumbers() throws UnreadableFile {
        assertThat(json(FileFormat.RAW, List.of("a"), bytes("\1\t\37\0\"\\")))
                .isEqualTo("[[\"\\u0001\\u0009\\u001f\\\"\\\\\"]]");
    }

    @Test
    void fieldsBeyondTheColumnsDoNotCountButMakeARecord() throws UnreadableFile {
        assertThat(json(FileFormat.CSV, List.of("a"), bytes(",x\n\n1,\"2\n3\",4\n5")))
                .isEqualTo("[[\"\"],[\"1\"],[\"5\"]]");
    }

    @Test
    void ofObjectsOnlyWhatIsAskedForIsKept() throws UnreadableFile {
        assertThat(json(FileFormat.JSON, List.of("b"), bytes("{\"a\":{\"b\":1},\"b\":[2,{}],\"c\":\"]\"}{\"a\":1}")))
                .isEqualTo("[[\"[2,{}]\"],[\"\"]]");
        assertThat(refused(FileFormat.JSON, List.of("b"), bytes("{\"a\":nothing}")))
                .startsWith("This file is no JSON");
    }

    @Test
    void anArchiveHoldsAHundredFilesAndFoldersAreAmongThem() throws IOException, UnreadableFile {
        var hundred = IntStream.range(0, 100).mapToObj(i -> i + ".csv").toList();
        assertThat(json(FileFormat.RAW, List.of("a"), zip(hundred, 0))).hasSize(501);
        var folders = IntStream.rangeClosed(0, 100).mapToObj(i -> i + "/").toList();
        assertThat(refused(FileFormat.RAW, List.of("a"), zip(folders, 0)))
                .isEqualTo("This archive holds more than 100 files.");
    }

    @Test
    void whatIsSaidToBeAFolderIsNoWayAroundTheLimit() throws IOException {
        assertThat(refused(FileFormat.RAW, List.of("a"), zip(List.of("1/", "2/", "3.csv"), 10_000_001)))
                .isEqualTo("Unpacked, this file is larger than 20 MB.");
    }

    @Test
    void betweenTwoRecordsItCanBeEnded() {
        var rows = new FileRows(FileFormat.TXT, List.of("a"), false, () -> {
            throw new IllegalStateException("Enough");
        });
        assertThatThrownBy(() -> rows.add(bytes("1\n2"))).hasMessage("Enough");
    }

    @Test
    void aTextThatBeginsLikeAnArchiveIsAText() throws UnreadableFile {
        assertThat(json(FileFormat.CSV, List.of("a", "b"), bytes("PK,PL\n"))).isEqualTo("[[\"PK\",\"PL\"]]");
    }
}
