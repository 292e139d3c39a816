package securitycenter.streaming;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;

/**
 * One hour of one table in a storage account: JSON Lines that only ever get more.
 *
 * @param name below the tenant's folder in the container
 * @param hour when it began
 */
record Blob(String container, String name, Path file, Instant hour) {

    private static final Pattern NAME =
            Pattern.compile("y=(\\d{4})/m=(\\d{2})/d=(\\d{2})/h=(\\d{2})/m=\\d{2}/PT1H\\.json");

    /** Folders between a tenant's and a blob, and the blob. */
    private static final int DEPTH = 6;

    /** All of the tenant's, the oldest hours first. Links are not followed: they could lead to another tenant's. */
    static List<Blob> of(TenantId tenant, Path storage) throws IOException {
        var blobs = new ArrayList<Blob>();
        try (var containers = Files.newDirectoryStream(storage)) {
            for (var container : containers) {
                var folder = container.resolve("tenantId=" + tenant);
                if (isFolder(container) && isFolder(folder)) {
                    try (var files = Files.find(folder, DEPTH, (_, attributes) -> attributes.isRegularFile())) {
                        files.flatMap(file -> blob(container, folder, file)).forEach(blobs::add);
                    }
                }
            }
        }
        blobs.sort(Comparator.comparing((Blob blob) -> blob.hour()).thenComparing(blob -> blob.container()));
        return blobs;
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Stream<Blob> blob(Path container, Path folder, Path file) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        return hour(name).map(hour -> new Blob(container.getFileName().toString(), name, file, hour)).stream();
    }

    /** Empty for a file that is no such blob. */
    static Optional<Instant> hour(String name) {
        var parts = NAME.matcher(name);
        try {
            return parts.matches()
                    ? Optional.of(LocalDateTime.of(
                                    Integer.parseInt(parts.group(1)),
                                    Integer.parseInt(parts.group(2)),
                                    Integer.parseInt(parts.group(3)),
                                    Integer.parseInt(parts.group(4)),
                                    0)
                            .toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException noSuchHour) {
            return Optional.empty();
        }
    }

    /** Whose rows it holds, by its container; null where that says nothing. */
    @Nullable
    String table() {
        return StreamedTable.ofContainer(container).map(StreamedTable::word).orElse(null);
    }

    long size() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .size();
    }

    /** Fewer bytes than asked for at its end. */
    byte[] read(long offset, int atMost) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            var bytes = ByteBuffer.allocate((int) Math.min(atMost, Math.max(0, channel.size() - offset)));
            while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {
                // reads on
            }
            var read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        }
    }

    BlobCursor.Key key() {
        return new BlobCursor.Key(container, name);
    }

    /** For people. */
    String source() {
        return container + "/" + name;
    }
}
