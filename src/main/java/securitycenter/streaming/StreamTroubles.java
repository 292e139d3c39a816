package securitycenter.streaming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.events.EventsFrozen;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.identity.TenantId;

/** Since when a tenant's records cannot be fetched or stored, and when the place that they come from last answered. */
@Component
class StreamTroubles {

    private static final Logger log = LoggerFactory.getLogger(StreamTroubles.class);

    /** Every one is met again within minutes; what is not, has left the settings. */
    private static final Duration BELIEVED = Duration.ofHours(1);

    private static final int LONGEST_DETAIL = 500;

    /** How records come. */
    enum Way {
        STORAGE,
        EVENT_HUBS
    }

    enum Reason {
        /** What came waits. */
        NOT_STORED,
        UNREACHABLE,
        SIGN_IN_REFUSED,
        /** It answers, and has no such hub. */
        HUB_MISSING,
        UNREADABLE
    }

    /**
     * @param lastAt when it was tried last
     * @param detail what of it, where it is not all
     */
    record Trouble(
            Way way,
            Reason reason,
            Instant since,
            Instant lastAt,
            @Nullable String detail) {}

    /** That all is well is true of batch after batch, and need not be written each time. */
    private static final Duration SAID_RECENTLY = Duration.ofMinutes(1);

    /** @param mended null for the answer as such */
    private record Said(TenantId tenant, Way way, @Nullable Reason mended) {}

    private final Map<Said, Instant> said = new ConcurrentHashMap<>();
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
            met(home, way, Reason.NOT_STORED, null);
            throw failure;
        }
        mended(home, way, Reason.NOT_STORED);
    }

    /** The place answers, whatever it says. */
    void answered(TenantHome home, Way way) {
        mended(home, way, Reason.UNREACHABLE);
        mended(home, way, Reason.SIGN_IN_REFUSED);
        sometimes(new Said(home.tenant(), way, null), () -> {
            var now = now();
            home.database()
                    .sql("insert into stream_way (way, answered_at) values (?, ?) on conflict do nothing")
                    .params(way.name(), now)
                    .update();
            home.database()
                    .sql("update stream_way set answered_at = ? where way = ?")
                    .params(now, way.name())
                    .update();
        });
    }

    void mended(TenantHome home, Way way, Reason reason) {
        sometimes(
                new Said(home.tenant(), way, reason),
                () -> home.database()
                        .sql("delete from stream_trouble where way = ? and reason = ?")
                        .params(way.name(), reason.name())
                        .update());
    }

    private void sometimes(Said what, Runnable writing) {
        var now = clock.instant();
        var last = said.get(what);
        if (last == null || last.plus(SAID_RECENTLY).isBefore(now)) {
            writing.run();
            said.put(what, now);
        }
    }

    /** Where nothing can be stored, this may be no exception. */
    void met(TenantHome home, Way way, Reason reason, @Nullable String detail) {
        try {
            note(home, way, reason, detail);
            said.remove(new Said(home.tenant(), way, reason));
        } catch (RuntimeException alsoThis) {
            log.warn("{}, {} of {} cannot be noted: {}", way, reason, home.tenant(), LogText.of(alsoThis));
        }
    }

    private void note(TenantHome home, Way way, Reason reason, @Nullable String detail) {
        var now = now();
        home.database().sql("""
                        insert into stream_trouble (way, reason, since, last_at) values (?, ?, ?, ?)
                        on conflict do nothing""").params(way.name(), reason.name(), now, now).update();
        home.database()
                .sql("update stream_trouble set last_at = ?, detail = ? where way = ? and reason = ?")
                .param(now)
                .param(detail == null ? null : Storable.text(LONGEST_DETAIL, detail))
                .param(way.name())
                .param(reason.name())
                .update();
    }

    List<Trouble> of(TenantHome home) {
        return home.database()
                .sql("""
                        select way, reason, since, last_at, detail from stream_trouble where last_at >= ?
                        order by way, reason""")
                .param(now().minus(BELIEVED))
                .query((row, _) -> new Trouble(
                        Way.valueOf(row.getString(1)),
                        Reason.valueOf(row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5)))
                .list();
    }

    /** When each last did; without those that never have. */
    Map<Way, Instant> answers(TenantHome home) {
        var answers = new EnumMap<Way, Instant>(Way.class);
        home.database()
                .sql("select way, answered_at from stream_way")
                .query((row, _) -> answers.put(
                        Way.valueOf(row.getString(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant()))
                .list();
        return answers;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
