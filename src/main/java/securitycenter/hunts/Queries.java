package securitycenter.hunts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import securitycenter.events.Ceiling;
import securitycenter.events.EventReader;
import securitycenter.events.EventTables;
import securitycenter.events.PeekGivenUp;
import securitycenter.events.ReadEvents;
import securitycenter.events.Reading;
import securitycenter.events.Ticks;
import securitycenter.events.Turns;
import securitycenter.homes.TenantHome;
import securitycenter.kql.Compilation;
import securitycenter.kql.Compilation.Compiled;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import securitycenter.kql.Problem;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.Period;
import securitycenter.outside.AddressPlaces;
import securitycenter.outside.ExternalFiles;

/** What a query goes through: it is compiled, with a look at events and files where it needs one, and read. */
@Component
class Queries {

    /** Each may hold 100 MB meanwhile. */
    private static final int READ_FILES_AT_ONCE = 2;

    sealed interface Result {}

    record Refused(List<Problem> problems) implements Result {}

    record Read(List<Column> columns, ReadEvents events) implements Result {}

    private final KqlCompiler compiler = new KqlCompiler(EventTables.schema());
    private final Turns fileTurns = new Turns(READ_FILES_AT_ONCE);
    private final EventReader events;
    private final ExternalFiles files;
    private final AddressPlaces places;
    private final HuntSettings settings;
    private final Clock clock;

    Queries(EventReader events, ExternalFiles files, AddressPlaces places, HuntSettings settings, Clock clock) {
        this.events = events;
        this.files = files;
        this.places = places;
        this.settings = settings;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warmUp() {
        Thread.ofVirtual().name("hunting-warm-up").start(compiler::warmUp);
    }

    /** Reads neither events nor files. */
    Compilation look(String text, Instant now, Duration length) {
        var period = new Period(Ticks.of(now.minus(length)), Ticks.of(now));
        return compiler.compile(text, new Occasion(Ticks.of(now), period, null, new FilesUnread(files, places)));
    }

    Result run(TenantHome home, Asker asker, Question question, Reading reading) {
        var ceiling = ceiling(asker);
        try (var outside = new FilesOfQuery(files, places, fileTurns, home.tenant(), reading, settings.timeLimit())) {
            var occasion = new Occasion(
                    Ticks.of(clock.instant()),
                    new Period(Ticks.of(question.from()), Ticks.of(question.until())),
                    events.peek(home, ceiling, reading),
                    outside);
            return switch (compiler.compile(question.text(), occasion)) {
                case Compilation.Rejected(var problems) -> new Refused(problems);
                case Compiled compiled -> {
                    outside.forgetFiles();
                    reading.atNextTurn(outside::close);
                    yield new Read(compiled.columns(), events.read(home, compiled, ceiling, reading));
                }
            };
        } catch (PeekGivenUp e) {
            return new Read(List.of(), e.how());
        }
    }

    private Ceiling ceiling(Asker asker) {
        var time = settings.timeLimit();
        return switch (asker.channel()) {
            case PORTAL -> new Ceiling(settings.maxRows(), settings.maxBytes().toBytes(), time);
            case API, RULE, INVESTIGATION, ACTION ->
                new Ceiling(settings.apiRows(), settings.apiBytes().toBytes(), time);
        };
    }
}
