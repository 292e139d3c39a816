package securitycenter.detections;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import securitycenter.events.EventTables;
import securitycenter.events.Ticks;
import securitycenter.kql.Compilation;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import securitycenter.kql.Problem;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Period;

/** Whether a query can be a rule. Source: facts of hunting, section 6. */
@Component
class Suitability {

    private static final long DAY = 10_000_000L * Duration.ofDays(1).toSeconds();

    sealed interface Verdict {

        /** @param columns of the result */
        record Suitable(List<String> columns) implements Verdict {}

        record Wrong(List<Problem> problems) implements Verdict {}

        /**
         * @param missing columns that each rule needs
         * @param namesNobody there is no column that says what is impacted
         */
        record Lacking(List<String> missing, boolean namesNobody) implements Verdict {}
    }

    private final KqlCompiler compiler = new KqlCompiler(EventTables.schema());
    private final Clock clock;

    Suitability(Clock clock) {
        this.clock = clock;
    }

    Verdict of(String text) {
        var now = Ticks.of(clock.instant());
        return switch (compiler.compile(text, new Occasion(now, new Period(now - DAY, now)))) {
            case Compilation.Rejected(var problems) -> new Verdict.Wrong(problems);
            case Compilation.Compiled(var _, var columns) -> ofColumns(columns);
        };
    }

    static Verdict ofColumns(List<Column> columns) {
        var names = columns.stream().map(Column::name).toList();
        var missing = new ArrayList<String>();
        if (columns.stream()
                .noneMatch(column -> column.name().equals(FoundEvent.TIME) && column.type() == KqlType.DATETIME)) {
            missing.add(FoundEvent.TIME);
        }
        if (!names.contains(FoundEvent.REPORT)) {
            missing.add(FoundEvent.REPORT);
        }
        var namesNobody = Impacted.among(names).isNobody();
        return missing.isEmpty() && !namesNobody
                ? new Verdict.Suitable(names)
                : new Verdict.Lacking(List.copyOf(missing), namesNobody);
    }
}
