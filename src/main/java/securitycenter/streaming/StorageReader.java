package securitycenter.streaming;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.events.EventsFrozen;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.streaming.StreamTroubles.Reason;
import securitycenter.streaming.StreamTroubles.Way;

/** Reads the blobs that the Streaming API writes for a tenant, each from where it was read to before. */
@Component
class StorageReader {

    private static final Logger log = LoggerFactory.getLogger(StorageReader.class);

    private static final Duration AN_HOUR = Duration.ofHours(1);

    /** How long after its hour a blob may still grow. */
    private static final Duration GROWS_FOR = Duration.ofHours(3);

    private static final int QUIET_LOOKS = 2;

    private static final Duration REMEMBERED = Duration.ofDays(30);

    /** Bytes of one tenant at a time, so that others need not wait long. */
    private static final long PORTION = 64L << 20;

    private final StorageFolder folder;
    private final StreamStore store;
    private final StreamTroubles troubles;
    private final Clock clock;

    StorageReader(StorageFolder folder, StreamStore store, StreamTroubles troubles, Clock clock) {
        this.folder = folder;
        this.store = store;
        this.troubles = troubles;
        this.clock = clock;
    }

    /**
     * Takes in what has come since the last time, or a good portion of it.
     *
     * @throws RuntimeException when something waits because it cannot be stored
     */
    void read(TenantHome home) {
        var storage = folder.of(home);
        if (folder.isExpected(home)) {
            store.alone(
                    home,
                    () -> troubles.watch(home, Way.STORAGE, () -> {
                        var obstacles = new Obstacles(new ArrayList<>(), new ArrayList<>());
                        try {
                            read(home, storage, obstacles);
                        } catch (IOException e) {
                            log.warn("{} of {} cannot be looked at: {}", storage, home.tenant(), LogText.of(e));
                            obstacles.unread().add(String.valueOf(storage.getFileName()));
                        }
                        settle(home, obstacles);
                    }));
        }
    }

    /**
     * What a reading has met.
     *
     * @param unread places that cannot be read
     * @param waiting why something could not be stored
     */
    private record Obstacles(List<String> unread, List<RuntimeException> waiting) {}

    private void settle(TenantHome home, Obstacles obstacles) {
        if (obstacles.unread().isEmpty()) {
            troubles.mended(home, Way.STORAGE, Reason.UNREADABLE);
            troubles.answered(home, Way.STORAGE);
        } else {
            troubles.met(
                    home, Way.STORAGE, Reason.UNREADABLE, obstacles.unread().getFirst());
        }
        if (!obstacles.waiting().isEmpty()) {
            throw obstacles.waiting().getFirst();
        }
    }

    private void read(TenantHome home, Path storage, Obstacles obstacles) throws IOException {
        var cursors = BlobCursor.in(home);
        var hidden = new ArrayList<Path>();
        var blobs = Blob.of(home.tenant(), storage, (place, why) -> {
            log.warn("{} of {} cannot be looked at: {}", LogText.of(place), home.tenant(), LogText.of(why));
            hidden.add(place);
        });
        hidden.forEach(place -> obstacles.unread().add(storage.relativize(place).toString()));
        var left = PORTION;
        for (var blob : blobs) {
            if (left > 0) {
                left -= attempt(home, blob, cursors, obstacles);
            }
        }
        blobs.forEach(blob -> cursors.remove(blob.key()));
        if (hidden.isEmpty()) {
            cursors.forEach((gone, cursor) -> forget(home, gone, cursor));
        }
    }

    /** One that cannot be read, or be stored, keeps no other waiting. */
    private long attempt(TenantHome home, Blob blob, Map<BlobCursor.Key, BlobCursor> cursors, Obstacles obstacles) {
        try {
            return read(home, blob, cursors);
        } catch (IOException e) {
            log.warn("{} of {} cannot be read: {}", LogText.of(blob.source()), home.tenant(), LogText.of(e));
            obstacles.unread().add(blob.source());
            return 0;
        } catch (EventsFrozen moving) {
            throw moving;
        } catch (RuntimeException e) {
            if (!store.storesAnything(home)) {
                throw e;
            }
            log.warn("{} of {} waits: {}", LogText.of(blob.source()), home.tenant(), LogText.of(e));
            obstacles.waiting().add(e);
            return 0;
        }
    }

    /** A blob that is not there may come back, as long as storage may be out of reach. */
    private void forget(TenantHome home, BlobCursor.Key gone, BlobCursor cursor) {
        var longAgo = clock.instant().minus(REMEMBERED);
        if (cursor.isRetired()
                && Blob.hour(gone.name()).filter(longAgo::isAfter).isPresent()) {
            BlobCursor.forget(home, gone);
        }
    }

    /** @return how many bytes */
    private long read(TenantHome home, Blob blob, Map<BlobCursor.Key, BlobCursor> cursors) throws IOException {
        var size = blob.size();
        var known = cursors.get(blob.key());
        if (known != null && known.isRetired() && size == known.sizeSeen()) {
            return 0;
        }
        var cursor = startOf(blob, size, known);
        var start = cursor.readTo();
        var further = readStretch(home, blob, cursor, false);
        while (further.readTo() > cursor.readTo() && further.readTo() - start < PORTION) {
            cursor = further;
            further = readStretch(home, blob, cursor, false);
        }
        if (further.readTo() == cursor.readTo()) {
            look(home, blob, further.seen(size));
        }
        return further.readTo() - start;
    }

    /** Where it was read to, unless something else lies in its place now. */
    private BlobCursor startOf(Blob blob, long size, @Nullable BlobCursor known) throws IOException {
        if (known == null) {
            return BlobCursor.atStart(blob.read(0, BlobCursor.HEAD));
        }
        var replaced = size < known.readTo()
                || size > known.sizeSeen()
                        && !Arrival.hash(blob.read(0, known.headLength())).equals(known.head());
        if (!replaced) {
            return known;
        }
        log.warn(
                "{} is not what it was when {} bytes of it had been read; it is read anew",
                LogText.of(blob.source()),
                known.readTo());
        return BlobCursor.atStart(blob.read(0, BlobCursor.HEAD));
    }

    private BlobCursor readStretch(TenantHome home, Blob blob, BlobCursor cursor, boolean complete) throws IOException {
        var bytes = blob.read(cursor.readTo(), Lines.STRETCH);
        var lines = Lines.in(bytes, blob, cursor.readTo(), cursor.inLongLine(), complete);
        var further = cursor.readTo(cursor.readTo() + lines.length(), lines.endsInLongLine());
        if (lines.length() > 0) {
            store.take(home, lines.arrivals(), () -> further.store(home, blob));
        }
        return further;
    }

    /** A blob that was read to its last line's end, and has been silent for long enough, needs no such end any more. */
    private void look(TenantHome home, Blob blob, BlobCursor cursor) throws IOException {
        var over = blob.hour().plus(AN_HOUR).plus(GROWS_FOR).isBefore(clock.instant());
        if (over && cursor.quietLooks() >= QUIET_LOOKS) {
            readStretch(home, blob, cursor, true).retired().store(home, blob);
        } else {
            cursor.store(home, blob);
        }
    }
}
