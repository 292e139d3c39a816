package securitycenter.hunts;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import securitycenter.events.Reading;
import securitycenter.kql.schema.Outside;
import securitycenter.outside.AddressPlaces;
import securitycenter.outside.ExternalFiles;
import securitycenter.outside.FileRefused;

/** Files that one query names: each is read once, not too many, and for no longer than the query may take. */
final class FilesOfQuery implements Outside {

    private static final int MOST = 20;
    private static final long MOST_BYTES = 30_000_000;

    private final ExternalFiles files;
    private final AddressPlaces places;
    private final Reading reading;
    private final Duration atMost;
    private final Map<String, File> read = new HashMap<>();
    private Duration took = Duration.ZERO;
    private long bytes;

    FilesOfQuery(ExternalFiles files, AddressPlaces places, Reading reading, Duration atMost) {
        this.files = files;
        this.places = places;
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
        var file = fresh(address);
        read.put(address, file);
        return file;
    }

    private File fresh(String address) {
        var start = System.nanoTime();
        try {
            var content = reading.during(() -> files.read(address), atMost.minus(took));
            bytes += content.length;
            return bytes > MOST_BYTES
                    ? new File.Refused("The files of this query are larger than " + MOST_BYTES / 1_000_000 + " MB.")
                    : new File.Read(content);
        } catch (FileRefused refused) {
            return new File.Refused(refused.sentence());
        } finally {
            took = took.plusNanos(System.nanoTime() - start);
        }
    }

    /** What is left of the time that the query may take. */
    Duration left() {
        return atMost.minus(took);
    }
}
