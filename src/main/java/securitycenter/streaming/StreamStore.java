package securitycenter.streaming;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.SupportedService;
import securitycenter.events.Events;
import securitycenter.events.EventsFrozen;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.identity.TenantId;
import securitycenter.intake.Admission;
import securitycenter.intake.Admissions;
import securitycenter.intake.ConnectedServices;
import securitycenter.streaming.Sieve.Refused;
import securitycenter.streaming.Streamed.Row;
import securitycenter.streaming.Streamed.Unreadable;

/**
 * Puts what was read into its tenant's home. Whoever reads remembers how far it got only within the last of the
 * transactions here: what was cut off before is read once more, and what it had stored already is stored once.
 */
@Component
class StreamStore {

    private static final Logger log = LoggerFactory.getLogger(StreamStore.class);

    private static final int PATIENCE = 10;

    private final Events events;
    private final StreamedAlerts alerts;
    private final StreamTables tables;
    private final DeadLetters deadLetters;
    private final Admissions admissions;
    private final ConnectedServices services;
    private final DataCenters dataCenters;
    private final MeterRegistry meters;
    private final Map<TenantId, Lock> locks = new ConcurrentHashMap<>();

    /** How often each first row of a batch was tried in vain. */
    private final Map<UUID, Integer> vainTries = new ConcurrentHashMap<>();

    StreamStore(
            Events events,
            StreamedAlerts alerts,
            StreamTables tables,
            DeadLetters deadLetters,
            Admissions admissions,
            ConnectedServices services,
            DataCenters dataCenters,
            MeterRegistry meters) {
        this.events = events;
        this.alerts = alerts;
        this.tables = tables;
        this.deadLetters = deadLetters;
        this.admissions = admissions;
        this.services = services;
        this.dataCenters = dataCenters;
        this.meters = meters;
    }

    /** Nobody else in this process takes anything into the home meanwhile. */
    void alone(TenantHome home, Runnable work) {
        var lock = locks.computeIfAbsent(home.tenant(), _ -> new ReentrantLock());
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /** @param remember how far the reader got */
    void take(TenantHome home, List<Arrival> arrivals, Runnable remember) {
        alone(home, () -> {
            var admission = admissions.of(home.tenant());
            var wanted = arrivals.stream()
                    .filter(arrival -> isWanted(arrival, home.tenant(), admission))
                    .toList();
            var sorted = Sorted.of(home.tenant(), wanted);
            var refused = storeRows(home, sorted.rows).stream()
                    .map(StreamStore::unreadable)
                    .toList();
            home.transactions().executeWithoutResult(_ -> {
                tables.count(home, wanted);
                noteServices(home, sorted.rows);
                deadLetters.keep(home, sorted.unreadable);
                deadLetters.keep(home, refused);
                remember.run();
            });
            count("stored", sorted.rows.size() - refused.size());
            count("unreadable", sorted.unreadable.size() + refused.size());
            count("foreign", sorted.foreign);
            count("not-wanted", arrivals.size() - wanted.size());
        });
    }

    /** What is not licensed, or not agreed to, is not even looked at. What is another tenant's is counted. */
    private static boolean isWanted(Arrival arrival, TenantId tenant, Admission admission) {
        return !arrival.isOf(tenant) || arrival.what().isAdmittedBy(admission);
    }

    private void noteServices(TenantHome home, List<Arrival> arrivals) {
        var newest = new EnumMap<SupportedService, Instant>(SupportedService.class);
        arrivals.stream()
                .map(StreamStore::row)
                .forEach(row -> row.service()
                        .ifPresent(service -> newest.merge(
                                service, row.happenedAt(), (one, other) -> one.isAfter(other) ? one : other)));
        newest.forEach((service, at) -> services.heardOf(home, service, at));
    }

    /** Those of a tenant that has not turned the product on. */
    void countUnasked(int records) {
        count("product-off", records);
    }

    private void count(String outcome, int records) {
        meters.counter("streaming.records", "outcome", outcome).increment(records);
    }

    /** What is stored already is not stored twice. */
    List<Refused> storeRows(TenantHome home, List<Arrival> arrivals) {
        var sieve = new Sieve(
                rows -> store(home, rows),
                failure -> failUnlessItMayBeTheRows(home, failure),
                () -> haveWaitedLongEnough(home, arrivals.getFirst().fingerprint()));
        var refused = sieve.pass(arrivals);
        if (!refused.isEmpty()) {
            log.warn(
                    "{} of {} records cannot be stored for {}: {}",
                    refused.size(),
                    arrivals.size(),
                    home.tenant(),
                    LogText.of(refused.getFirst().why().getMessage()));
        }
        return refused;
    }

    private boolean haveWaitedLongEnough(TenantHome home, UUID first) {
        if (vainTries.merge(first, 1, Integer::sum) < PATIENCE || !storesAnything(home)) {
            return false;
        }
        vainTries.remove(first);
        return true;
    }

    boolean storesAnything(TenantHome home) {
        try {
            events.probe(home);
            alerts.probe(home);
            return true;
        } catch (RuntimeException away) {
            log.warn("Nothing can be stored for {}: {}", home.tenant(), LogText.of(away));
            return false;
        }
    }

    private void store(TenantHome home, List<Row> rows) {
        events.append(home, rows.stream().map(Row::event).toList());
        alerts.take(home, rows);
    }

    /** What is wrong with the store is wrong with each half, and each would wait until its data center does not answer. */
    private void failUnlessItMayBeTheRows(TenantHome home, RuntimeException failure) {
        if (failure instanceof EventsFrozen || Outage.isBehind(failure) || !dataCenters.answers(home.dataCenter())) {
            throw failure;
        }
    }

    private static Arrival unreadable(Refused refused) {
        var arrival = refused.arrival();
        var row = row(arrival);
        return new Arrival(
                arrival.source(),
                arrival.offset(),
                new Unreadable(
                        row.tenant(),
                        row.table().word(),
                        null,
                        Flaw.NOT_STORED,
                        LogText.of(refused.why().getMessage()),
                        row.raw(),
                        false));
    }

    private static Row row(Arrival arrival) {
        return (Row) arrival.what();
    }

    private record Sorted(List<Arrival> rows, List<Arrival> unreadable, int foreign) {

        static Sorted of(TenantId tenant, List<Arrival> arrivals) {
            var own = arrivals.stream().filter(arrival -> arrival.isOf(tenant)).toList();
            var rows = own.stream()
                    .filter(arrival -> arrival.what() instanceof Row)
                    .toList();
            var unreadable = own.stream()
                    .filter(arrival -> arrival.what() instanceof Unreadable)
                    .toList();
            return new Sorted(rows, unreadable, arrivals.size() - own.size());
        }
    }
}
