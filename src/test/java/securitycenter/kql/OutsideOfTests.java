package securitycenter.kql;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Outside;

/** A web of a few files, and a world of one city. */
final class OutsideOfTests implements Outside {

    private static final String BAD = "ip,seen,score,block,more\n\"10.0.0.1\",2026-11-24,7,true,\"{\"\"by\"\":[1]}\"\n"
            + "10.0.0.9,never,high,maybe,\"no, JSON\"\r\n\n192.0.2.1\n";
    private static final String JSON = "{\"ip\":\"10.0.0.2\",\"score\":2.5,\"more\":{\"a\":[null]}}\n"
            + "{\"more\":\"\\u0041\\n\",\"score\":null}";
    private static final Map<String, byte[]> FILES = Map.ofEntries(
            Map.entry("https://lists.example/bad.csv", bytes(BAD)),
            Map.entry("https://lists.example/bad.csv.gz?sig=1", gzip(BAD)),
            Map.entry("https://lists.example/bad.zip", zip(BAD, "ip\n10.0.0.3")),
            Map.entry("https://lists.example/bad.txt", bytes("# bad\n10.0.0.1, \"x\"\n\n10.0.0.2\n")),
            Map.entry("https://lists.example/bad.tsv", bytes("10.0.0.1\t1\n10.0.0.2\t2")),
            Map.entry("https://lists.example/bad.json", bytes(JSON)),
            Map.entry("https://lists.example/list", bytes("\uFEFF[{\"ip\":\"10.0.0.1\"},{\"ip\":\"é💥\"}]")),
            Map.entry("https://lists.example/broken.json", bytes("{\"ip\": 10.0.0.1}")),
            Map.entry("https://lists.example/broken.csv.gz", new byte[] {0x1F, (byte) 0x8B, 8, 0}),
            Map.entry("https://lists.example/large.txt", bytes("0123456789\n".repeat(500_000))),
            Map.entry("https://lists.example/bomb.csv.gz", gzip("0".repeat(20_000_001))));

    @Override
    public boolean readsFiles() {
        return true;
    }

    @Override
    public File file(String address) {
        var content = FILES.get(address);
        return content == null ? new File.Refused("This file is not there.") : new File.Read(content);
    }

    @Override
    public boolean knowsPlaces() {
        return true;
    }

    static @Nullable Map<String, Object> place(String address) {
        if (!address.equals("203.0.113.7")) {
            return null;
        }
        var place = new LinkedHashMap<String, Object>();
        place.put("country", "Netherlands");
        place.put("city", "Utrecht");
        place.put("latitude", 52.09);
        return place;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) {
        try (var packed = new ByteArrayOutputStream()) {
            try (var gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes(text));
            }
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] zip(String... files) {
        try (var packed = new ByteArrayOutputStream()) {
            try (var zip = new ZipOutputStream(packed)) {
                for (int i = 0; i < files.length; i++) {
                    zip.putNextEntry(new ZipEntry(i + ".csv"));
                    zip.write(bytes(files[i]));
                }
            }
            return packed.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
