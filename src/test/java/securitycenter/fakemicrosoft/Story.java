package securitycenter.fakemicrosoft;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What happens to a tenant over time: an attack that begins at once, with a new alert every half minute, and if wanted a
 * past and quiet days around it. The same seed and beginning tell the same story again.
 */
public final class Story {

    private static final int SHORTEST_PAUSE = 20;
    private static final int LONGEST_PAUSE = 40;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final boolean grouped;
    private long seed = 1;
    private Optional<Instant> beginning = Optional.empty();
    private Optional<Set<ServiceSource>> services = Optional.empty();
    private boolean past;
    private boolean background;
    private boolean atOnce;

    private Story(boolean grouped) {
        this.grouped = grouped;
    }

    /** Microsoft sees one incident in most of the attack; what comes last belongs to no incident yet. */
    public static Story groupedByMicrosoft() {
        return new Story(true);
    }

    /** Microsoft sees no incident in the attack; finding it is left to whoever reads the alerts. */
    public static Story ungrouped() {
        return new Story(false);
    }

    public Story seed(long number) {
        seed = number;
        return this;
    }

    public Story startingAt(Instant instant) {
        beginning = Optional.of(instant);
        return this;
    }

    /** Instead of those that the tenant has licenses for. */
    public Story services(Set<ServiceSource> only) {
        services = Optional.of(Set.copyOf(only));
        return this;
    }

    /** The attack is over when it begins: all of its alerts are there. */
    public Story atOnce() {
        atOnce = true;
        return this;
    }

    /** An incident a day for the last 25 days, which Microsoft grouped in any case. */
    public Story withPast() {
        past = true;
        return this;
    }

    /** A few alerts a day that have nothing to do with the attack, for a month. */
    public Story withBackground() {
        background = true;
        return this;
    }

    void begin(Tenant tenant, Instant now) {
        var cast = StoryCast.of(tenant, seed);
        var sources = services.orElseGet(() -> ServiceSource.of(tenant));
        var start = beginning.orElse(now);
        var telling = new Telling(tenant, sources, seed);
        attack(telling, cast, atOnce ? start.minus(LONGEST) : start);
        if (past) {
            new Past(cast, seed).tell(telling, start);
        }
        if (background) {
            new Background(cast, new Random(seed)).tell(telling, start);
        }
    }

    private void attack(Telling telling, StoryCast cast, Instant start) {
        var pauses = new Random(seed);
        var attack = new Attack(cast, start);
        var when = start;
        var scenes = attack.scenes();
        var first = Optional.<SampleAlert>empty();
        for (var scene = 0; scene < scenes.size(); scene++) {
            var alert = scenes.get(scene).apply(when);
            if (grouped && scene < Attack.SEEN_AS_ONE) {
                alert.incident(Telling.incidentId(start));
            }
            if (telling.tell(alert, when)) {
                first = first.or(() -> Optional.of(alert));
                when = when.plusSeconds(pauses.nextInt(SHORTEST_PAUSE, LONGEST_PAUSE + 1));
            }
        }
        telling.investigated(first, when);
    }
}
