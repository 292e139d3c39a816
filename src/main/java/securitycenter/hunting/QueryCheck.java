package securitycenter.hunting;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import securitycenter.hunts.Hunts;
import securitycenter.kql.Compilation;
import securitycenter.kql.QueryText;
import securitycenter.kql.QueryText.Piece;

/** Looks at queries without running them. */
@Component
class QueryCheck {

    private static final Duration HOUR = Duration.ofHours(1);

    /** @param timed the query names the time itself, or asks of nothing that has one */
    record Checked(List<Fault> faults, boolean timed) {}

    private final Hunts hunts;
    private final Clock clock;

    QueryCheck(Hunts hunts, Clock clock) {
        this.hunts = hunts;
        this.clock = clock;
    }

    /** Each query of the text, and the time of the chosen one. */
    Checked check(QueryText text, Piece chosen) {
        var faults = text.pieces().stream()
                .flatMap(piece -> faults(text, piece).stream())
                .toList();
        return new Checked(faults, isTimed(chosen.text()));
    }

    private List<Fault> faults(QueryText text, Piece piece) {
        return compiled(piece.text()) instanceof Compilation.Rejected(var problems)
                ? Fault.of(problems, text.text(), piece.start())
                : List.of();
    }

    boolean isRight(String query) {
        return compiled(query) instanceof Compilation.Compiled;
    }

    boolean isTimed(String query) {
        var now = clock.instant();
        return hunts.look(query, now, HOUR) instanceof Compilation.Compiled one
                && hunts.look(query, now, HOUR.multipliedBy(2)) instanceof Compilation.Compiled other
                && one.sql().equals(other.sql());
    }

    private Compilation compiled(String query) {
        return hunts.look(query, clock.instant(), HOUR);
    }
}
