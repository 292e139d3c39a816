package securitycenter.streaming;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;

/**
 * One hour of one table in a storage account: JSON Lines that only ever get more.
 *
 * @param storage where the containers are
 * @param folder the tenant's in the container
 * @param name below that folder
 * @param hour when it began
 */
record Blob(Path storage, Path folder, String name, Instant hour) {

    private static final Pattern NAME =
            Pattern.compile("y=(\\d{4})/m=(\\d{2})/d=(\\d{2})/h=(\\d{2})/m=\\d{2}/PT1H\\.json");

    /** As in Azure. */
    private static final int LONGEST_CONTAINER = 63;

    /** Folders between a tenant's and a blob, and the blob. */
    private static final int DEPTH = 6;

    /** What is done about a place that cannot be looked at. */
    interface Obstacle {
        void met(Path place, IOException why) throws IOException;
    }

    /** All of the tenant's, the oldest hours first. Links are not followed: they could lead to another tenant's. */
    static List<Blob> of(TenantId tenant, Path storage, Obstacle obstacle) throws IOException {
        var blobs = new ArrayList<Blob>();
        try (var containers = Files.newDirectoryStream(storage)) {
            for (var container : containers) {
                var folder = container.resolve("tenantId=" + tenant);
                if (container.getFileName().toString().length() <= LONGEST_CONTAINER
                        && isFolder(container)
                        && isFolder(folder)) {
                    Files.walkFileTree(folder, Set.of(), DEPTH, new Walk(storage, folder, blobs, obstacle));
                }
            }
        } catch (DirectoryIteratorException cutOff) {
            obstacle.met(storage, requireNonNull(cutOff.getCause()));
        }
        blobs.sort(Comparator.comparing((Blob blob) -> blob.hour()).thenComparing(blob -> blob.container()));
        return blobs;
    }

    /** Goes on behind what cannot be looked at, or is deleted meanwhile. */
    private static class Walk extends SimpleFileVisitor<Path> {

        private final Path storage;
        private final Path folder;
        private final List<Blob> found;
        private final Obstacle obstacle;

        Walk(Path storage, Path folder, List<Blob> found, Obstacle obstacle) {
            this.storage = storage;
            this.folder = folder;
            this.found = found;
            this.obstacle = obstacle;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                blob(storage, folder, file).ifPresent(found::add);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path place, IOException why) throws IOException {
            obstacle.met(place, why);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path place, @Nullable IOException cutOff) throws IOException {
            if (cutOff != null) {
                obstacle.met(place, cutOff);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Optional<Blob> blob(Path storage, Path folder, Path file) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        return hour(name).map(hour -> new Blob(storage, storage.relativize(folder), name, hour));
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

    String container() {
        return folder.getName(0).toString();
    }

    Path file() {
        return place(storage);
    }

    /** Where it is in a storage that holds the same. */
    Path place(Path otherStorage) {
        return otherStorage.resolve(folder).resolve(name);
    }

    /** Whose rows it holds, by its container; null where that says nothing. */
    @Nullable
    String table() {
        return StreamedTable.ofContainer(container()).map(StreamedTable::word).orElse(null);
    }

    long size() throws IOException {
        return Files.readAttributes(file(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .size();
    }

    /** Fewer bytes than asked for at its end. */
    byte[] read(long offset, int atMost) throws IOException {
        try (var channel = open().position(offset)) {
            var bytes = ByteBuffer.allocate((int) Math.min(atMost, Math.max(0, channel.size() - offset)));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // reads on
            }
            var read = new byte[bytes.position()];
            bytes.flip().get(read);
            return read;
        }
    }

    /** None of the folders on the way may be a link, nor the blob, even where somebody puts one there meanwhile. */
    SeekableByteChannel open() throws IOException {
        try (var top = Files.newDirectoryStream(storage)) {
            return top instanceof SecureDirectoryStream<Path> secure
                    ? open(secure, folder.resolve(name))
                    : openWhereItSeemsToBe();
        }
    }

    private static SeekableByteChannel open(SecureDirectoryStream<Path> in, Path place) throws IOException {
        if (place.getNameCount() == 1) {
            return in.newByteChannel(place, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
        try (var next = in.newDirectoryStream(place.getName(0), LinkOption.NOFOLLOW_LINKS)) {
            return open(next, place.subpath(1, place.getNameCount()));
        }
    }

    /** For systems that cannot do better. */
    private SeekableByteChannel openWhereItSeemsToBe() throws IOException {
        var channel = Files.newByteChannel(file(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        if (!file().toRealPath().equals(place(storage.toRealPath()))) {
            channel.close();
            throw new FileSystemException(file().toString(), null, "leads elsewhere");
        }
        return channel;
    }

    /** As a file beside it first: a copy that was cut off must not pass for the blob. */
    void copyTo(Path otherStorage) throws IOException {
        var there = place(otherStorage);
        var arriving = there.resolveSibling(there.getFileName() + ".arriving");
        Files.createDirectories(there.getParent());
        try (var bytes = Channels.newInputStream(open())) {
            Files.copy(bytes, arriving, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(arriving, there, StandardCopyOption.ATOMIC_MOVE);
    }

    BlobCursor.Key key() {
        return new BlobCursor.Key(container(), name);
    }

    /** For people. */
    String source() {
        return container() + "/" + name;
    }
}
