package securitycenter.graph;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
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

    /**
     * @param sizes of a page: the first, and those that are tried when a page is too large to be read
     * @param options further ones of the query
     */
    private record Collection(String path, String permission, List<Integer> sizes, String options) {}

    private static final Collection ALERTS =
            new Collection("/v1.0/security/alerts_v2", "SecurityAlert.Read.All", List.of(100, 10, 1), "");
    private static final Collection INCIDENTS = new Collection(
            "/v1.0/security/incidents", "SecurityIncident.Read.All", List.of(50, 5, 1), "&$expand=alerts");

    private final AppTokens app;
    private final GraphReader graph;
    private final Pace pace = new Pace();

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
        this.app = new AppTokens(microsoft, application, wire, clock);
        this.graph = new GraphReader(microsoft.graph(), wire);
    }

    /** Alerts, each with its evidence, in the shape of {@code security/alerts_v2}. */
    public Reading alerts(TenantId tenant, Window window, PageTaker taker) {
        return read(tenant, ALERTS, window, taker);
    }

    /** Incidents, each with its alerts, in the shape of {@code security/incidents}. */
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
        var place = new AtomicInteger();
        var sizes = collection.sizes();
        for (var leftOut = 0; ; ) {
            try {
                var toItsEnd = graph.eachPage(
                        query(collection, window, sizes.getFirst(), place.get()),
                        app.in(tenant, collection.permission()),
                        JsonNode.class,
                        () -> Wire.sleep(pace.next(tenant, System.nanoTime())),
                        page -> {
                            place.addAndGet(page.size());
                            return taker.take(page);
                        });
                return toItsEnd ? new Reading.Complete(leftOut) : new Reading.Stopped();
            } catch (AnswerTooLarge tooLarge) {
                if (sizes.size() > 1) {
                    sizes = sizes.subList(1, sizes.size());
                } else if (leftOut++ < MOST_LEFT_OUT) {
                    log.warn("Record {} of {} for {} is too large to be read", place, collection.path(), tenant);
                    place.incrementAndGet();
                    sizes = collection.sizes();
                } else {
                    throw tooLarge;
                }
            }
        }
    }

    private static String query(Collection collection, Window window, int size, int place) {
        var filter = SINCE.formatted(window.from().truncatedTo(ChronoUnit.MILLIS));
        if (window.until() != null) {
            filter += " and lastUpdateDateTime lt " + window.until().truncatedTo(ChronoUnit.MILLIS);
        }
        return collection.path()
                + filter.replace(" ", "%20")
                + "&$top=" + size
                + (place == 0 ? "" : "&$skip=" + place)
                + collection.options();
    }
}
