package securitycenter.hunts;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import securitycenter.events.Cause;
import securitycenter.events.Reading;
import securitycenter.events.Turns;
import securitycenter.identity.TenantId;
import securitycenter.kql.schema.Outside;
import securitycenter.outside.AddressPlaces;
import securitycenter.outside.ExternalFiles;
import securitycenter.outside.FileRefused;

/**
 * Files that one query names: each is read once, not too many, and for no longer than the query may take. What was read waits
 * in memory until the query is run; where it is large, its turn lasts as long.
 */
final class FilesOfQuery implements Outside, AutoCloseable {

    private static final int MOST = 20;
    private static final long MOST_BYTES = 30_000_000;
    private static final Duration MOST_WAIT = Duration.ofMinutes(2);
    private static final int SMALL = 1_000_000;

    private final ExternalFiles files;
    private final AddressPlaces places;
    private final Turns turns;
    private final TenantId tenant;
    private final Reading reading;
    private final Duration atMost;
    private final Map<String, File> read = new HashMap<>();
    private Duration waited = Duration.ZERO;
    private long last = System.nanoTime();
    private long bytes;
    private long texts;
    private boolean hasTurn;

    /** @param turns of all queries, to read files and take them apart */
    FilesOfQuery(
            ExternalFiles files, AddressPlaces places, Turns turns, TenantId tenant, Reading reading, Duration atMost) {
        this.files = files;
        this.places = places;
        this.turns = turns;
        this.tenant = tenant;
        this.reading = reading;
        this.atMost = atMost;
    }

    @Override
    public boolean readsFiles() {
        return files.areAllowed();
    }

    @Override
    public boolean knowsPlaces() {
        return places.areKnown();
    }

    @Override
    public File file(String address) {
        var known = read.get(address);
        if (known != null) {
            return known;
        }
        if (read.size() == MOST) {
            return new File.Refused("A query reads at most " + MOST + " files.");
        }
        if (waited.compareTo(MOST_WAIT) > 0) {
            return new File.Refused(
                    "The servers of these files took more than " + MOST_WAIT.toMinutes() + " minutes together.");
        }
        var file = fresh(address);
        read.put(address, file);
        return file;
    }

    private File fresh(String address) {
        goOn();
        try {
            var content = reading.during(() -> files.read(address), atMost);
            bytes += content.length;
            return bytes > MOST_BYTES
                    ? new File.Refused("The files of this query are larger than " + MOST_BYTES / 1_000_000 + " MB.")
                    : new File.Read(content);
        } catch (FileRefused refused) {
            return new File.Refused(refused.sentence());
        } finally {
            waited = waited.plus(passed());
        }
    }

    @Override
    public String inTurn(Supplier<String> work) {
        takeTurn();
        try {
            var text = work.get();
            texts += text.length();
            return text;
        } finally {
            reading.spend(passed());
            if (texts + bytes <= SMALL) {
                close();
            }
        }
    }

    private void takeTurn() {
        reading.waits();
        try {
            hasTurn = hasTurn || turns.take(tenant, reading);
        } catch (InterruptedException ends) {
            reading.stop(Cause.INTERRUPTED);
            Thread.currentThread().interrupt();
        } finally {
            reading.waitsNoMore();
            passed();
        }
        reading.goOn(atMost);
    }

    /** Taking files apart is work of ours, and waiting for them is not. */
    @Override
    public void goOn() {
        reading.spend(passed());
        reading.goOn(atMost);
    }

    private Duration passed() {
        var now = System.nanoTime();
        var passed = Duration.ofNanos(now - last);
        last = now;
        return passed;
    }

    /** Nobody asks for them any more. */
    void forgetFiles() {
        read.clear();
    }

    /** Others may read. */
    @Override
    public void close() {
        if (hasTurn) {
            hasTurn = false;
            turns.giveBack(tenant);
        }
    }
}
