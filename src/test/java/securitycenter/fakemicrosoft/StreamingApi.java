package securitycenter.fakemicrosoft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Defender's Streaming API for one tenant: writes into a storage account what happens in ordinary hours, and what happened
 * according to the tenant's alerts. Goes on where it stopped, also after a restart.
 */
public final class StreamingApi {

    private static final Duration PAST = Duration.ofDays(30);

    /** By then whoever reads Graph each minute has read the alert there. */
    private static final Duration AFTER_GRAPH = Duration.ofSeconds(90);

    /** So that a first reading of Graph comes to its end. */
    private static final Duration FIRST_READING = Duration.ofSeconds(20);

    private record Hour(Instant when, List<EventRow> rows) {}

    private final AtomicReference<Hour> latest = new AtomicReference<>(new Hour(Instant.EPOCH, List.of()));
    private final Tenant tenant;
    private final Path account;
    private final OrdinaryWork work;
    private final Instant begun;
    private final Lane others;
    private final Lane identity;

    /**
     * @param account a folder
     * @param seed of the tenant's story, so that its people are the same
     */
    public StreamingApi(Tenant tenant, long seed, Path account, Instant now) {
        this.tenant = tenant;
        this.account = account;
        var estate = new Estate(tenant, StoryCast.of(tenant, seed));
        work = new OrdinaryWork(estate, seed);
        begun = OrdinaryWork.hourOf(now);
        others = new Lane("others", row -> !isOfIdentity(row), FIRST_READING, new AlertEvents(estate));
        identity = new Lane("identity", StreamingApi::isOfIdentity, AFTER_GRAPH, new AlertEvents(estate));
    }

    private static boolean isOfIdentity(EventRow row) {
        return row.table().startsWith("Identity")
                || ServiceSource.IDENTITY.productName.equals(row.columns().get("ServiceSource"));
    }

    /** @return how many rows */
    public int deliver(Instant now) {
        return others.deliver(now);
    }

    /** What Defender for Identity tells, which it does once it is integrated; then what was before, too. */
    public int deliverIdentity(Instant now) {
        return identity.deliver(now);
    }

    /** Hours that somebody may be watching are busy. */
    private Stream<EventRow> ordinary(Instant from, Instant now) {
        return Stream.iterate(
                        OrdinaryWork.hourOf(from), hour -> !hour.isAfter(now), hour -> hour.plus(Duration.ofHours(1)))
                .flatMap(hour -> rowsOf(hour).stream())
                .filter(row -> row.when().isAfter(from) && !row.when().isAfter(now));
    }

    private List<EventRow> rowsOf(Instant hour) {
        var known = latest.get();
        if (known.when().equals(hour)) {
            return known.rows();
        }
        var rows = work.of(hour, !hour.isBefore(begun));
        latest.set(new Hour(hour, rows));
        return rows;
    }

    /** A part of the rows, which is delivered by itself. */
    private final class Lane {

        private final Path mark;
        private final Predicate<EventRow> belongs;
        private final Duration patience;
        private final AlertEvents events;
        private final Set<String> explained = new HashSet<>();
        private final Set<String> told = new HashSet<>();
        private Optional<Instant> storyFound = Optional.empty();

        Lane(String name, Predicate<EventRow> belongs, Duration patience, AlertEvents events) {
            mark = account.resolve("delivered-%s-%s.txt".formatted(tenant.id(), name));
            this.belongs = belongs;
            this.patience = patience;
            this.events = events;
        }

        synchronized int deliver(Instant now) {
            var rows = Stream.concat(ordinary(delivered().orElse(now.minus(PAST)), now), story(now))
                    .filter(belongs)
                    .toList();
            new StorageAccount(account).append(tenant, now, rows);
            rememberDelivered(now);
            return rows.size();
        }

        private Stream<EventRow> story(Instant now) {
            var alerts = tenant.alerts().toldSoFar();
            if (storyFound.isEmpty() && !alerts.isEmpty()) {
                storyFound = Optional.of(now);
            }
            var rows = new ArrayList<EventRow>();
            for (var alert : alerts) {
                var json = alert.json(tenant);
                if (explained.add(alert.id())) {
                    rows.addAll(events.behind(json));
                }
                if (isKnown(alert, now) && told.add(alert.id())) {
                    rows.addAll(AlertRows.of(json));
                }
            }
            return rows.stream();
        }

        private boolean isKnown(SampleAlert alert, Instant now) {
            return storyFound
                            .filter(found -> !found.plus(patience).isAfter(now))
                            .isPresent()
                    && !alert.created().plus(AFTER_GRAPH).isAfter(now);
        }

        private Optional<Instant> delivered() {
            try {
                return Files.exists(mark) ? Optional.of(Instant.parse(Files.readString(mark))) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void rememberDelivered(Instant now) {
            try {
                Files.createDirectories(account);
                Files.writeString(mark, now.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
