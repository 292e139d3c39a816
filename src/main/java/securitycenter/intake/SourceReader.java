package securitycenter.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.graph.Reading;
import securitycenter.graph.SecurityGraph;
import securitycenter.graph.Window;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;

/** Reads a source of a home on, from where it was read before. */
@Component
class SourceReader {

    private static final Logger log = LoggerFactory.getLogger(SourceReader.class);

    private final SecurityGraph graph;
    private final Incidents incidents;
    private final Cursors cursors;
    private final Connections connections;
    private final UnknownServices unknown;
    private final IntakeSettings settings;
    private final Clock clock;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());

    SourceReader(
            SecurityGraph graph,
            Incidents incidents,
            Cursors cursors,
            Connections connections,
            UnknownServices unknown,
            IntakeSettings settings,
            Clock clock) {
        this.graph = graph;
        this.incidents = incidents;
        this.cursors = cursors;
        this.connections = connections;
        this.unknown = unknown;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A page is stored before the next is asked for, and a record once, however often it comes. So a window that was not
     * read to its end is begun again.
     *
     * @param wanted whether to go on
     * @return when to read the source next
     */
    Instant read(TenantHome home, Source source, Admission admission, BooleanSupplier wanted) {
        var state = cursors.of(home, source).admitting(admission.services());
        if (state.notBefore() != null && state.rests(clock.instant())) {
            return state.notBefore();
        }
        try {
            return readOn(home, state, admission, wanted);
        } catch (RuntimeException fault) {
            if (!wanted.getAsBoolean()) {
                return nextRound();
            }
            log.error("The {} of {} could not be stored", source, home.tenant(), fault);
            var known = cursors.of(home, source).admitting(admission.services());
            return failed(home, known, Trouble.NOT_STORED, null, backoff.after(known.failures() + 1, null));
        }
    }

    private Instant readOn(TenantHome home, SourceState before, Admission admission, BooleanSupplier wanted) {
        var state = before;
        var begun = clock.instant();
        for (var window : before.windows(begun)) {
            var taking = new Taking(home, admission, incidents, connections, unknown, clock);
            var reading = read(home, before.source(), window, taking, wanted);
            if (!(reading instanceof Reading.Complete(var leftOut))) {
                return ended(home, state, reading);
            }
            state = state.leftOut(leftOut, begun);
            if (taking.newest() != null) {
                state = state.reached(taking.newest(), taking.newestAdmitted(), begun);
                cursors.put(home, state);
            }
        }
        return ended(home, state, new Reading.Complete(0));
    }

    private Reading read(TenantHome home, Source source, Window window, Taking taking, BooleanSupplier wanted) {
        return switch (source) {
            case ALERTS ->
                graph.alerts(home.tenant(), window, page -> {
                    taking.takeAlerts(page);
                    return wanted.getAsBoolean();
                });
            case INCIDENTS ->
                graph.incidents(home.tenant(), window, page -> {
                    taking.takeIncidents(page);
                    return wanted.getAsBoolean();
                });
        };
    }

    private Instant ended(TenantHome home, SourceState state, Reading reading) {
        return switch (reading) {
            case Reading.Complete _ -> {
                cursors.put(home, state.succeeded(clock.instant()));
                yield nextRound();
            }
            case Reading.Stopped _ -> nextRound();
            case Reading.PermissionMissing(var permission) ->
                failed(home, state, Trouble.PERMISSION_MISSING, permission, Backoff.FOR_A_PERMISSION);
            case Reading.Silent(var why, var wish) ->
                failed(home, state, Trouble.of(why), null, backoff.after(state.failures() + 1, wish));
        };
    }

    private Instant failed(
            TenantHome home, SourceState state, Trouble trouble, @Nullable String permission, Duration pause) {
        var now = clock.instant();
        cursors.put(home, state.failed(now, trouble, permission, pause));
        return now.plus(pause);
    }

    private Instant nextRound() {
        return clock.instant().plus(settings.interval());
    }
}
