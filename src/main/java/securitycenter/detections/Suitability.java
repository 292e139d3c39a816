package securitycenter.detections;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import securitycenter.hunts.Hunts;
import securitycenter.kql.Compilation;
import securitycenter.kql.Problem;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** Whether a query can be a rule. Source: facts of hunting, section 6. */
@Component
class Suitability {

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

    private final Hunts hunts;
    private final Clock clock;

    Suitability(Hunts hunts, Clock clock) {
        this.hunts = hunts;
        this.clock = clock;
    }

    Verdict of(String text) {
        return switch (hunts.look(text, clock.instant(), Frequency.FAR_BACK)) {
            case Compilation.Rejected(var problems) -> new Verdict.Wrong(problems);
            case Compilation.Compiled right -> ofColumns(right.columns());
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
