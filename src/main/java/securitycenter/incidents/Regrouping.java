package securitycenter.incidents;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.homes.TenantHome;

/** People decide otherwise than our rules, or Microsoft, which alerts belong together. No rule decides it back. */
@Component
public class Regrouping {

    public static final int MOST_AT_ONCE = 5;
    public static final Duration UNDO_WITHIN = Duration.ofDays(7);

    private final CorrelationSettings settings;
    private final Clock clock;

    Regrouping(CorrelationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Moves alerts out of one incident.
     *
     * @param to the incident that they go to; null for a new one
     */
    public Regrouped move(
            TenantHome home, Analyst who, long from, Collection<Long> alerts, @Nullable Long to, String reason) {
        return within(home, who, work -> new Moving(work, reason).move(from, Set.copyOf(alerts), to));
    }

    /**
     * Moves alerts out of whichever incidents they are in; those that are in the other already stay there. All of them
     * or none.
     *
     * @param to the incident that they go to; null for a new one
     */
    public Regrouped gather(TenantHome home, Analyst who, Collection<Long> alerts, @Nullable Long to, String reason) {
        return within(home, who, work -> new Moving(work, reason).gather(Set.copyOf(alerts), to));
    }

    /** Why these could not become one; empty when they could. */
    public Set<Regrouped.Obstacle> obstacles(TenantHome home, Collection<Long> incidents) {
        return new MergeRules(home, settings).obstacles(incidents);
    }

    /** Makes others part of the incident that stays. All of them or none. */
    public Regrouped merge(TenantHome home, Analyst who, long stays, Collection<Long> others, String reason) {
        return within(
                home, who, work -> new Merging(work, settings).merge(stays, List.copyOf(Set.copyOf(others)), reason));
    }

    /**
     * What would come of a merge: it is made, looked at by whoever wants to know, and taken back before anybody else sees
     * it.
     *
     * @return what was seen; empty when these cannot become one
     */
    public <T> Optional<T> tryMerge(
            TenantHome home, Analyst who, long stays, Collection<Long> others, Supplier<Optional<T>> look) {
        return requireNonNull(home.transactions().execute(transaction -> {
            transaction.setRollbackOnly();
            return switch (merge(home, who, stays, others, "")) {
                case Regrouped.Done _ -> look.get();
                case Regrouped.Refused _ -> Optional.<T>empty();
            };
        }));
    }

    /** Takes a merge back: what moved with it goes back, what came later stays. */
    public Regrouped undo(TenantHome home, Analyst who, long merge) {
        return within(home, who, work -> new Merging(work, settings).undo(merge));
    }

    private Regrouped within(TenantHome home, Analyst who, Function<Handwork, Regrouped> work) {
        return requireNonNull(home.transactions()
                .execute(_ -> work.apply(new Handwork(home, who, Turn.take(home, clock), settings))));
    }
}
