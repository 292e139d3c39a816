package securitycenter.triage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.Changed;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Incidents;
import securitycenter.queues.IncidentQueue;

/** The same change to many incidents, each by itself: what fails with one stops none of the others. */
@Component
class ManyIncidents {

    /** What somebody wants of each incident; tags join those that are there, or go from them. */
    record Wish(IncidentChange change, List<String> tagsToAdd, List<String> tagsToRemove) {

        boolean concernsTags() {
            return !tagsToAdd.isEmpty() || !tagsToRemove.isEmpty();
        }
    }

    /**
     * Why one was left as it was.
     *
     * @param why the last part of the key of the reason
     * @param to the incident that it became part of
     */
    record Skipped(long incident, String why, @Nullable Long to) implements Serializable {}

    /** @param changed ids */
    record Report(List<Long> changed, List<Skipped> skipped) {}

    private static final Logger log = LoggerFactory.getLogger(ManyIncidents.class);

    private final Incidents incidents;
    private final IncidentQueue queue;

    ManyIncidents(Incidents incidents, IncidentQueue queue) {
        this.incidents = incidents;
        this.queue = queue;
    }

    Report change(TenantHome home, Analyst who, List<Long> chosen, Wish wish) {
        var changed = new ArrayList<Long>();
        var skipped = new ArrayList<Skipped>();
        for (var incident : chosen) {
            try {
                var why = change(home, who, incident, wish);
                if (why == null) {
                    changed.add(incident);
                } else {
                    skipped.add(why);
                }
            } catch (DataAccessException | TransactionException fault) {
                log.warn("Incident {} could not be changed with others", incident, fault);
                skipped.add(new Skipped(incident, "failed", null));
            }
        }
        return new Report(List.copyOf(changed), List.copyOf(skipped));
    }

    private @Nullable Skipped change(TenantHome home, Analyst who, long incident, Wish wish) {
        var change = wish.concernsTags() ? tagged(home, incident, wish) : wish.change();
        return switch (incidents.change(home, who, incident, change)) {
            case Changed.Done(var changes, var _) -> changes.isEmpty() ? new Skipped(incident, "same", null) : null;
            case Changed.Redirected(var to) -> new Skipped(incident, "redirected", to);
            case Changed.WrongDetermination _ -> new Skipped(incident, "determination", null);
            case Changed.Conflict _ -> new Skipped(incident, "conflict", null);
            case Changed.Missing _ -> new Skipped(incident, "missing", null);
        };
    }

    private IncidentChange tagged(TenantHome home, long incident, Wish wish) {
        var tags = new LinkedHashSet<>(queue.tagsOf(home, Set.of(incident)));
        tags.addAll(wish.tagsToAdd());
        wish.tagsToRemove().forEach(tags::remove);
        var change = wish.change();
        return new IncidentChange(
                change.status(),
                change.assignedTo(),
                change.classification(),
                change.determination(),
                List.copyOf(tags),
                change.comment(),
                change.displayName(),
                change.severity(),
                change.resolvingComment());
    }
}
