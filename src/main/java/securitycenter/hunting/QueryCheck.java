package securitycenter.hunting;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import securitycenter.events.EventTables;
import securitycenter.events.Ticks;
import securitycenter.hunting.QueryText.Piece;
import securitycenter.kql.Compilation;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import securitycenter.kql.schema.Outside;
import securitycenter.kql.schema.Period;
import securitycenter.outside.AddressPlaces;
import securitycenter.outside.ExternalFiles;

/** Looks at queries without running them. */
@Component
class QueryCheck {

    private static final long HOUR = 10_000_000L * Duration.ofHours(1).toSeconds();

    /** @param timed the query names the time itself, or asks of nothing that has one */
    record Checked(List<Fault> faults, boolean timed) {}

    private final KqlCompiler compiler = new KqlCompiler(EventTables.schema());
    private final Outside outside;
    private final Clock clock;

    QueryCheck(ExternalFiles files, AddressPlaces places, Clock clock) {
        this.outside = new FilesUnread(files, places);
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
        var now = Ticks.of(clock.instant());
        return compiled(query, now, HOUR) instanceof Compilation.Compiled one
                && compiled(query, now, 2 * HOUR) instanceof Compilation.Compiled other
                && one.sql().equals(other.sql());
    }

    private Compilation compiled(String query) {
        return compiled(query, Ticks.of(clock.instant()), HOUR);
    }

    private Compilation compiled(String query, long now, long length) {
        return compiler.compile(query, new Occasion(now, new Period(now - length, now), null, outside));
    }
}
