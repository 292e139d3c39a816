package securitycenter.triage;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
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
import securitycenter.incidents.TagChange;

/** The same change to many incidents, each by itself: what fails with one stops none of the others. */
@Component
class ManyIncidents {

    /** @param seen the version that the person had before them */
    record Chosen(long incident, int seen) {}

    /** What somebody wants of each incident. */
    record Wish(IncidentChange change, TagChange tags) {}

    /**
     * Why one was left as it was.
     *
     * @param why the last part of the key of the reason
     * @param to the incident that it became part of
     */
    record Skipped(long incident, String why, @Nullable Long to) implements Serializable {}

    /**
     * @param changed how many incidents
     * @param alerts how many of their alerts changed along
     */
    record Report(int changed, int alerts, List<Skipped> skipped) {}

    private static final Logger log = LoggerFactory.getLogger(ManyIncidents.class);

    private final Incidents incidents;

    ManyIncidents(Incidents incidents) {
        this.incidents = incidents;
    }

    Report change(TenantHome home, Analyst who, List<Chosen> chosen, Wish wish) {
        var done = new ArrayList<Changed.Done>();
        var skipped = new ArrayList<Skipped>();
        for (var one : chosen) {
            try {
                var outcome = incidents.changeSince(home, who, one.incident(), wish.change(), wish.tags(), one.seen());
                if (outcome instanceof Changed.Done changed
                        && !changed.changes().isEmpty()) {
                    done.add(changed);
                } else {
                    skipped.add(skipped(one.incident(), outcome));
                }
            } catch (DataAccessException | TransactionException fault) {
                log.warn("Incident {} could not be changed with others", one.incident(), fault);
                skipped.add(new Skipped(one.incident(), "failed", null));
            }
        }
        return new Report(
                done.size(), done.stream().mapToInt(Changed.Done::alerts).sum(), List.copyOf(skipped));
    }

    private static Skipped skipped(long incident, Changed outcome) {
        return switch (outcome) {
            case Changed.Done _ -> new Skipped(incident, "same", null);
            case Changed.Redirected(var to) -> new Skipped(incident, "redirected", to);
            case Changed.WrongDetermination _ -> new Skipped(incident, "determination", null);
            case Changed.Unclassified _ -> new Skipped(incident, "unclassified", null);
            case Changed.TooManyTags _ -> new Skipped(incident, "tags", null);
            case Changed.Conflict _ -> new Skipped(incident, "conflict", null);
            case Changed.Missing _ -> new Skipped(incident, "missing", null);
        };
    }
}
