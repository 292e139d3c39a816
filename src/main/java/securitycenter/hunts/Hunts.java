package securitycenter.hunts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import securitycenter.events.Cause;
import securitycenter.events.ReadEvents;
import securitycenter.events.ReadEvents.Found;
import securitycenter.events.ReadEvents.GivenUp;
import securitycenter.events.Reading;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.Asker.Channel;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Reason;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.hunts.Queries.Read;
import securitycenter.hunts.Queries.Refused;
import securitycenter.hunts.Share.Used;
import securitycenter.identity.TenantId;
import securitycenter.kql.Compilation;
import securitycenter.kql.Problem;
import securitycenter.kql.schema.Column;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Place;

/** Runs queries over a tenant's events, and knows for a while who asked what and what the answer was. */
@Component
public class Hunts {

    private static final Logger log = LoggerFactory.getLogger(Hunts.class);

    private static final int LONGEST_TEXT = 100_000;
    private static final int LATEST = 30;

    /** At once, those that wait for their turn among them. */
    private static final int MOST_OF_ONE = 5;

    private static final int MOST_OF_ALL = 25;

    private static final double WORTH_A_WARNING = 0.1;
    private static final long LOOK_SECONDS = 1;

    /** A database that does not answer for so many looks is gone, as is the home. */
    private static final int MOST_FAILURES = 5;

    /** Without a sign of life for so long, a run is over. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** How long the end of the program waits for them. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private static final Duration LOOK_OF_LAST = Duration.ofMillis(20);

    /** With what it has cost. */
    private record Run(Outcome outcome, Duration took, Duration processor) {

        static Run free(Outcome outcome) {
            return new Run(outcome, Duration.ZERO, Duration.ZERO);
        }
    }

    private record UnderWay(TenantId tenant, Reading reading) {}

    private final Map<UUID, UnderWay> underWay = new ConcurrentHashMap<>();
    private final Queries queries;
    private final HuntRows rows;
    private final Share share;
    private final Homes homes;
    private final HuntSettings settings;
    private final Clock clock;
    private volatile boolean ending;

    Hunts(Queries queries, HuntRows rows, Share share, Homes homes, HuntSettings settings, Clock clock) {
        this.queries = queries;
        this.rows = rows;
        this.homes = homes;
        this.share = share;
        this.settings = settings;
        this.clock = clock;
    }

    /** How far a query looks back that names no time. */
    public Duration lookBack() {
        return settings.lookBack();
    }

    /** Of one query. */
    public Duration timeLimit() {
        return settings.timeLimit();
    }

    /** Rows of an answer on a page. */
    public int mostRows() {
        return settings.maxRows();
    }

    /**
     * Looks at a query without running it, and reads neither events nor files.
     *
     * @param length of the time of which it is asked, which ends now
     */
    public Compilation look(String text, Instant now, Duration length) {
        return queries.look(text, now, length);
    }

    /** Goes on in the background. */
    public UUID start(TenantHome home, Asker asker, Question question) {
        var id = begin(home, asker, question);
        Thread.ofVirtual().name("hunt-" + id).start(() -> {
            try {
                run(id, home, asker, question);
            } catch (RuntimeException e) {
                log.error("The query {} of {} could not be run", id, home.tenant(), e);
            }
        });
        return id;
    }

    /** Waits for the answer. */
    public Outcome ask(TenantHome home, Asker asker, Question question) {
        return run(begin(home, asker, question), home, asker, question);
    }

    /** Wherever it is running; soon. */
    public void cancel(TenantHome home, UUID id) {
        rows.wantStopped(home, id);
        var run = underWay.get(id);
        if (run != null) {
            run.reading().cancel();
        }
    }

    public Optional<Hunt> find(TenantHome home, UUID id) {
        rows.endThoseLeft(home, clock.instant().minus(SILENCE), clock.instant());
        return rows.find(home, id);
    }

    /** Empty while it is running, and once it is forgotten. */
    public Optional<Outcome> outcome(TenantHome home, UUID id) {
        return rows.outcome(home, id);
    }

    /** The last queries of a person, program or rule, the newest first. */
    public List<Hunt> latestOf(TenantHome home, String asker) {
        return rows.latestOf(home, asker, clock.instant().minus(settings.queriesKeptFor()), LATEST);
    }

    /** Whoever asked, the newest first. */
    public List<Hunt> since(TenantHome home, Instant since, int most) {
        return rows.since(home, since, most);
    }

    /** What the tenant has used of what it may use for now; 1 is all of it. */
    public double shareUsed(TenantHome home) {
        return used(home).used();
    }

    /** Of what the tenant may use within a quarter of an hour; 1 is all of it. */
    public double shareOf(Hunt run) {
        return (double) run.processor().toMillis()
                / settings.processorPerQuarterHour().toMillis();
    }

    /** Can be cut off at any time. */
    void forget(TenantHome home) {
        var now = clock.instant();
        rows.endThoseLeft(home, now.minus(SILENCE), now);
        rows.forget(home, now.minus(settings.answersKeptFor()), now.minus(settings.queriesKeptFor()));
    }

    private UUID begin(TenantHome home, Asker asker, Question question) {
        var id = UUID.randomUUID();
        known(id, home);
        try {
            rows.begin(home, id, asker, within(question), clock.instant());
        } catch (RuntimeException e) {
            underWay.remove(id);
            throw e;
        }
        return id;
    }

    private static Question within(Question question) {
        var text = question.text();
        return new Question(
                text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replace("\0", ""),
                question.from(),
                question.until());
    }

    private Outcome run(UUID id, TenantHome home, Asker asker, Question question) {
        var outcome = ended(id, home, asker, question);
        if (outcome instanceof Answer) {
            letGo(home, asker);
        }
        return outcome;
    }

    private Outcome ended(UUID id, TenantHome home, Asker asker, Question question) {
        var reading = known(id, home);
        var over = new CountDownLatch(1);
        try {
            if (ending) {
                reading.stop(Cause.INTERRUPTED);
            }
            Thread.ofVirtual().start(() -> attend(id, home, reading, over));
            var run = answer(home, asker, question, reading);
            var kept = asker.channel() == Channel.PORTAL;
            rows.end(home, id, run.outcome(), kept, run.took(), run.processor(), clock.instant());
            return run.outcome();
        } catch (RuntimeException | Error e) {
            rows.end(home, id, new Stopped(Reason.FAILED, null), true, Duration.ZERO, reading.spent(), clock.instant());
            throw e;
        } finally {
            over.countDown();
            underWay.remove(id);
        }
    }

    /** An answer is an answer also when there was no letting go of older ones. */
    private void letGo(TenantHome home, Asker asker) {
        if (asker.channel() == Channel.PORTAL) {
            try {
                rows.letGo(home, settings.answersKeptBytes().toBytes());
            } catch (DataAccessException later) {
                log.warn("Old answers of {} stay for now", home.tenant(), later);
            }
        }
    }

    /** From the moment at which others can see it, so that the end of the program finds it. */
    private Reading known(UUID id, TenantHome home) {
        return underWay.computeIfAbsent(
                        id, _ -> new UnderWay(home.tenant(), new Reading(turn -> stopIfUsedUp(home, turn))))
                .reading();
    }

    /** Says that it lives, and looks whether somebody wants it stopped or has turned the product off. */
    private void attend(UUID id, TenantHome home, Reading reading, CountDownLatch over) {
        var failures = 0;
        try {
            while (!over.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
                failures = look(id, home, reading) ? 0 : failures + 1;
                if (failures == MOST_FAILURES) {
                    reading.stop(Cause.AWAY);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false when the databases do not say */
    private boolean look(UUID id, TenantHome home, Reading reading) {
        try {
            if (rows.noteAlive(home, id, reading.progress(), clock.instant())) {
                reading.cancel();
            }
            if (homes.placeOf(home.tenant()).filter(Place::open).isEmpty()) {
                reading.stop(Cause.AWAY);
            }
            return true;
        } catch (RuntimeException away) {
            log.debug("Nobody says whether the query {} shall stop", id, away);
            return false;
        }
    }

    private Run answer(TenantHome home, Asker asker, Question question, Reading reading) {
        if (question.text().length() > LONGEST_TEXT) {
            return Run.free(new Rejected(List.of(new Problem(
                    LONGEST_TEXT, question.text().length(), "A query has at most " + LONGEST_TEXT + " characters."))));
        }
        if (rows.running(home, asker) > MOST_OF_ONE || rows.running(home) > MOST_OF_ALL) {
            return Run.free(new Stopped(Reason.TOO_MANY, null));
        }
        var before = used(home);
        if (before.used() >= 1) {
            return Run.free(new Stopped(Reason.SHARE_USED_UP, before.until()));
        }
        return switch (queries.run(home, asker, question, reading)) {
            case Refused(var problems) -> new Run(new Rejected(problems), Duration.ZERO, reading.spent());
            case Read(var columns, var events) -> read(home, columns, events);
        };
    }

    private Run read(TenantHome home, List<Column> columns, ReadEvents events) {
        return switch (events) {
            case GivenUp given -> stopped(home, given);
            case Found(var found, var cutOff, var took, var processor) -> {
                var used = used(home).used();
                var worthAWarning = used > WORTH_A_WARNING ? used : 0;
                yield new Run(new Answer(columns, found, cutOff, took, processor, worthAWarning), took, processor);
            }
        };
    }

    private Run stopped(TenantHome home, GivenUp given) {
        var until = given.cause() == Cause.USED_UP ? used(home).until() : null;
        return new Run(new Stopped(reason(given.cause()), until), given.took(), given.processor());
    }

    private void stopIfUsedUp(TenantHome home, Reading reading) {
        if (used(home).used() >= 1) {
            reading.stop(Cause.USED_UP);
        }
    }

    /** With what was spent on what is not over yet. */
    private Used used(TenantHome home) {
        var spent = new HashMap<UUID, Duration>();
        underWay.forEach((id, run) -> {
            if (run.tenant().equals(home.tenant())) {
                spent.put(id, run.reading().spent());
            }
        });
        return share.of(home, spent);
    }

    /** Whatever runs or waits for its turn is over at once, and nothing begins; that it is over is written down. */
    void end() {
        ending = true;
        underWay.values().forEach(run -> run.reading().stop(Cause.INTERRUPTED));
        var end = System.nanoTime() + LAST_WORDS.toNanos();
        while (!underWay.isEmpty() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_OF_LAST.toNanos());
        }
    }

    void goOn() {
        ending = false;
    }

    private static Reason reason(Cause cause) {
        return switch (cause) {
            case CANCELLED -> Reason.CANCELLED;
            case TOO_LONG -> Reason.TOO_LONG;
            case TOO_MUCH_MEMORY -> Reason.TOO_MUCH_MEMORY;
            case TOO_LARGE -> Reason.TOO_LARGE;
            case USED_UP -> Reason.SHARE_USED_UP;
            case AWAY -> Reason.AWAY;
            case DAMAGED -> Reason.DAMAGED;
            case INTERRUPTED -> Reason.INTERRUPTED;
            case FAILED -> Reason.FAILED;
        };
    }
}
