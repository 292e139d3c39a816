package securitycenter.streaming;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.hunting.EventsFrozen;

/** Since when what comes to a tenant cannot be stored, so that it waits. */
@Component
class StreamTroubles {

    /** How records come. */
    enum Way {
        STORAGE,
        EVENT_HUBS
    }

    /** @param lastAt when it was tried last */
    record Trouble(Way way, Instant since, Instant lastAt) {}

    private final Clock clock;

    StreamTroubles(Clock clock) {
        this.clock = clock;
    }

    /** Does what takes records in, and writes down whether it could. A home that is being moved is no trouble. */
    void watch(TenantHome home, Way way, Runnable work) {
        try {
            work.run();
        } catch (EventsFrozen moving) {
            throw moving;
        } catch (RuntimeException failure) {
            noteIfPossible(home, way, failure);
            throw failure;
        }
        home.database()
                .sql("delete from stream_trouble where way = ?")
                .param(way.name())
                .update();
    }

    /** Where nothing can be stored, this may be no exception. */
    private void noteIfPossible(TenantHome home, Way way, RuntimeException failure) {
        try {
            note(home, way);
        } catch (RuntimeException alsoThis) {
            failure.addSuppressed(alsoThis);
        }
    }

    private void note(TenantHome home, Way way) {
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        home.database()
                .sql("insert into stream_trouble (way, since, last_at) values (?, ?, ?) on conflict do nothing")
                .params(way.name(), now, now)
                .update();
        home.database()
                .sql("update stream_trouble set last_at = ? where way = ?")
                .params(now, way.name())
                .update();
    }

    List<Trouble> of(TenantHome home) {
        return home.database()
                .sql("select way, since, last_at from stream_trouble order by way")
                .query((row, _) -> new Trouble(
                        Way.valueOf(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list();
    }
}
