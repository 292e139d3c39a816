package securitycenter.graph;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import securitycenter.graph.Strides.Stride;
import securitycenter.identity.EntraApplication;
import securitycenter.identity.MicrosoftEndpoints;
import securitycenter.identity.TenantId;
import tools.jackson.databind.JsonNode;

/**
 * Reads what the security services of a tenant found, as this application. For jobs: it gives Microsoft time to answer,
 * but waits for seconds only where it is asked to wait. Never ask inside a transaction.
 *
 * <p>The records come in no particular order, and one that changes meanwhile may come twice.
 */
@Component
public class SecurityGraph {

    private static final Logger log = LoggerFactory.getLogger(SecurityGraph.class);

    /** Microsoft writes up to some thousand pieces of evidence into an alert. */
    private static final DataSize LARGEST_PAGE = DataSize.ofMegabytes(32);

    /** In one reading. When more are too large, it is not the records. */
    private static final int MOST_LEFT_OUT = 10;

    private static final String SINCE = "?$filter=lastUpdateDateTime ge %s";

    private static final String WITH_ALERTS = "&$expand=alerts";

    /** @param strides the usual one, and those that are tried when a page is too large to be read */
    private record Collection(String path, String permission, List<Stride> strides) {}

    private static final Collection ALERTS = new Collection(
            "/v1.0/security/alerts_v2",
            "SecurityAlert.Read.All",
            List.of(new Stride(100, ""), new Stride(10, ""), new Stride(1, "")));

    /** An incident that is too large with its alerts comes without: they are in the other collection, too. */
    private static final Collection INCIDENTS = new Collection(
            "/v1.0/security/incidents",
            "SecurityIncident.Read.All",
            List.of(
                    new Stride(50, WITH_ALERTS),
                    new Stride(5, WITH_ALERTS),
                    new Stride(1, WITH_ALERTS),
                    new Stride(1, "")));

    /** Whoever is asked again each minute need not find out each minute what is too large. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private record Source(TenantId tenant, String path) {}

    /** @param stride the shortest that was needed */
    private record Needed(int stride, Instant at) {}

    private final AppTokens app;
    private final GraphReader graph;
    private final Pace pace = pace();
    private final Clock clock;
    private final Map<Source, Needed> needed = new ConcurrentHashMap<>();

    @Autowired
    SecurityGraph(MicrosoftEndpoints microsoft, EntraApplication application, Clock clock) {
        this(microsoft, application, clock, Patience.OF_A_JOB, LARGEST_PAGE);
    }

    SecurityGraph(
            MicrosoftEndpoints microsoft,
            EntraApplication application,
            Clock clock,
            Patience patience,
            DataSize largestPage) {
        var wire = new Wire(patience, largestPage);
        this.clock = clock;
        this.app = new AppTokens(microsoft, application, wire, clock);
        this.graph = new GraphReader(microsoft.graph(), wire);
    }

    /** Microsoft allows this application 150 in a minute for each tenant; these are 120. */
    static Pace pace() {
        return new Pace(20, Duration.ofMillis(600));
    }

    /** Alerts, each with its evidence, in the shape of {@code security/alerts_v2}. */
    public Reading alerts(TenantId tenant, Window window, PageTaker taker) {
        return read(tenant, ALERTS, window, taker);
    }

    /** Incidents, each with its alerts unless they are too large together, in the shape of {@code security/incidents}. */
    public Reading incidents(TenantId tenant, Window window, PageTaker taker) {
        return read(tenant, INCIDENTS, window, taker);
    }

    private Reading read(TenantId tenant, Collection collection, Window window, PageTaker taker) {
        try {
            return inPagesThatCanBeRead(tenant, collection, window, taker);
        } catch (ConsentMissing missing) {
            return new Reading.PermissionMissing(missing.permission());
        } catch (GraphSilent silent) {
            return new Reading.Silent(silent.why(), silent.retryAfter().orElse(null));
        }
    }

    /** From where a page is too large the list is read on in smaller ones, until what made it so is left out. */
    private Reading inPagesThatCanBeRead(TenantId tenant, Collection collection, Window window, PageTaker taker) {
        var source = new Source(tenant, collection.path());
        var strides = new Strides(collection.strides(), strideNeededFor(source));
        var stopped = new AtomicBoolean();
        for (var leftOut = 0; ; ) {
            try {
                var toItsEnd = graph.eachPage(
                        query(collection, window, strides.stride(), strides.place()),
                        app.in(tenant, collection.permission()),
                        JsonNode.class,
                        () -> Wire.sleep(pace.next(tenant, System.nanoTime())),
                        page -> {
                            strides.took(page.size());
                            stopped.set(!taker.take(page));
                            return !stopped.get() && !strides.canBeLonger();
                        });
                if (toItsEnd || stopped.get()) {
                    return toItsEnd ? new Reading.Complete(leftOut) : new Reading.Stopped();
                }
                strides.lengthen();
            } catch (AnswerTooLarge tooLarge) {
                if (strides.shorten()) {
                    remember(source, strides.number());
                } else if (leftOut++ < MOST_LEFT_OUT) {
                    log.warn("Record {} of {} for {} is too large", strides.place(), collection.path(), tenant);
                    strides.leaveOut();
                } else {
                    throw tooLarge;
                }
            }
        }
    }

    private int strideNeededFor(Source source) {
        var known = needed.get(source);
        if (known != null && known.at().isBefore(clock.instant().minus(REMEMBERED))) {
            needed.remove(source, known);
            return 0;
        }
        return known == null ? 0 : known.stride();
    }

    /** The time counts from when it was found out: to begin with it does not show that it is needed. */
    private void remember(Source source, int stride) {
        needed.merge(
                source,
                new Needed(stride, clock.instant()),
                (known, found) -> known.stride() < found.stride() ? found : known);
    }

    private static String query(Collection collection, Window window, Stride stride, int place) {
        var filter = SINCE.formatted(window.from().truncatedTo(ChronoUnit.MILLIS));
        if (window.until() != null) {
            filter += " and lastUpdateDateTime lt " + window.until().truncatedTo(ChronoUnit.MILLIS);
        }
        return collection.path()
                + filter.replace(" ", "%20")
                + "&$top=" + stride.size()
                + (place == 0 ? "" : "&$skip=" + place)
                + stride.options();
    }
}
