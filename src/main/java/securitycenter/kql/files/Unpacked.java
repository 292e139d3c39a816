package securitycenter.kql.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;

/** What is in a file that was made smaller, whatever it is called. A small one may hold more than any memory. */
final class Unpacked {

    private static final int MOST_BYTES = 20_000_000;
    private static final int MOST_FILES = 100;

    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};

    private int left = MOST_BYTES;

    /** A file that is not packed is itself. */
    List<byte[]> files(byte[] content) throws UnreadableFile {
        try {
            if (begins(content, GZIP)) {
                return List.of(read(new GZIPInputStream(new ByteArrayInputStream(content))));
            }
            return begins(content, ZIP) || begins(content, EMPTY_ZIP) ? zipped(content) : List.of(content);
        } catch (IOException | IllegalArgumentException broken) {
            throw new UnreadableFile("This file is packed, but cannot be unpacked.");
        }
    }

    private static boolean begins(byte[] content, byte[] mark) {
        return content.length > mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    private List<byte[]> zipped(byte[] content) throws IOException, UnreadableFile {
        var files = new ArrayList<byte[]>();
        int entries = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_FILES) {
                    throw new UnreadableFile("This archive holds more than " + MOST_FILES + " files.");
                }
                // What is said to be a folder may hold as much as a file.
                var bytes = read(zip);
                if (!entry.isDirectory()) {
                    files.add(bytes);
                }
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
