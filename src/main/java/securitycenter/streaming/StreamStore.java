package securitycenter.streaming;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.hunting.Events;
import securitycenter.hunting.EventsFrozen;
import securitycenter.identity.LogText;
import securitycenter.identity.TenantId;
import securitycenter.intake.Admission;
import securitycenter.intake.Admissions;
import securitycenter.intake.ConnectedServices;
import securitycenter.streaming.Streamed.Row;
import securitycenter.streaming.Streamed.Unreadable;

/**
 * Puts what was read into its tenant's home. Whoever reads remembers how far it got only within the last of the
 * transactions here: what was cut off before is read once more, and what it had stored already is stored once.
 */
@Component
class StreamStore {

    private static final Logger log = LoggerFactory.getLogger(StreamStore.class);

    private final Events events;
    private final StreamedAlerts alerts;
    private final StreamTables tables;
    private final DeadLetters deadLetters;
    private final Admissions admissions;
    private final ConnectedServices services;
    private final DataCenters dataCenters;
    private final MeterRegistry meters;
    private final Map<TenantId, Lock> locks = new ConcurrentHashMap<>();

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
            var refused = storeRows(home, sorted.rows);
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

    /** What is not licensed, or not agreed to, is not even looked at. */
    private static boolean isWanted(Arrival arrival, TenantId tenant, Admission admission) {
        return !(arrival.what() instanceof Row row) || !arrival.isOf(tenant) || row.isAdmittedBy(admission);
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

    /** All of them, or it fails. Then it may be called again: what is stored already is not stored twice. */
    void store(TenantHome home, List<Row> rows) {
        events.append(home, rows.stream().map(Row::event).toList());
        alerts.take(home, rows);
    }

    /** Those of a tenant that has not turned the product on. */
    void countUnasked(int records) {
        count("product-off", records);
    }

    private void count(String outcome, int records) {
        meters.counter("streaming.records", "outcome", outcome).increment(records);
    }

    /** @return those that cannot be stored, though the others can */
    private List<Arrival> storeRows(TenantHome home, List<Arrival> arrivals) {
        try {
            store(home, arrivals.stream().map(StreamStore::row).toList());
            return List.of();
        } catch (RuntimeException failure) {
            failUnlessReachable(home, failure);
            log.warn(
                    "{} records cannot be stored together for {}: {}",
                    arrivals.size(),
                    home.tenant(),
                    LogText.of(failure.getMessage()));
            return storeEach(home, arrivals, failure);
        }
    }

    /** Where all of them fail it may be the store, and they wait. */
    private List<Arrival> storeEach(TenantHome home, List<Arrival> arrivals, RuntimeException failure) {
        var refused = new ArrayList<Arrival>();
        var certain = true;
        for (var arrival : arrivals) {
            var why = refusal(home, row(arrival));
            if (why != null) {
                failUnlessReachable(home, why);
                certain &= isFaultOfTheRow(why);
                refused.add(new Arrival(arrival.source(), arrival.offset(), unreadable(row(arrival), why)));
            }
        }
        if (!certain && refused.size() == arrivals.size()) {
            throw failure;
        }
        return refused;
    }

    /** Row by row, each would wait until its data center does not answer. */
    private void failUnlessReachable(TenantHome home, RuntimeException failure) {
        if (failure instanceof EventsFrozen || !dataCenters.answers(home.dataCenter())) {
            throw failure;
        }
    }

    private static boolean isFaultOfTheRow(RuntimeException failure) {
        return failure instanceof DataIntegrityViolationException
                || Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                        .noneMatch(SQLException.class::isInstance);
    }

    private @Nullable RuntimeException refusal(TenantHome home, Row row) {
        try {
            store(home, List.of(row));
            return null;
        } catch (RuntimeException refused) {
            return refused;
        }
    }

    private static Unreadable unreadable(Row row, RuntimeException why) {
        return new Unreadable(
                row.tenant(), row.table().word(), Flaw.NOT_STORED, LogText.of(why.getMessage()), row.raw(), false);
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
