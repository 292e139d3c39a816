package securitycenter.kql.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** What is in a file that was made smaller, whatever it is called. A small one may hold more than any memory. */
final class Unpacked {

    private static final int MOST_BYTES = 20_000_000;
    private static final int MOST_FILES = 100;

    private int left = MOST_BYTES;

    /** A file that is not packed is itself. */
    List<byte[]> files(byte[] content) throws UnreadableFile {
        try {
            if (begins(content, 0x1F, 0x8B)) {
                return List.of(read(new GZIPInputStream(new ByteArrayInputStream(content))));
            }
            return begins(content, 'P', 'K') ? zipped(content) : List.of(content);
        } catch (IOException | IllegalArgumentException broken) {
            throw new UnreadableFile("This file is packed, but cannot be unpacked.");
        }
    }

    private static boolean begins(byte[] content, int first, int second) {
        return content.length > 2 && (content[0] & 0xFF) == first && (content[1] & 0xFF) == second;
    }

    private List<byte[]> zipped(byte[] content) throws IOException, UnreadableFile {
        var files = new ArrayList<byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                if (files.size() == MOST_FILES) {
                    throw new UnreadableFile("This archive holds more than " + MOST_FILES + " files.");
                }
                files.add(read(zip));
            }
        }
        if (files.isEmpty()) {
            throw new IOException("No file in the archive");
        }
        return files;
    }

    private byte[] read(InputStream packed) throws IOException, UnreadableFile {
        var bytes = packed.readNBytes(left + 1);
        if (bytes.length > left) {
            throw new UnreadableFile("Unpacked, this file is larger than " + MOST_BYTES / 1_000_000 + " MB.");
        }
        left -= bytes.length;
        return bytes;
    }
}
