package securitycenter.hunting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.kql.Render;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** What is drawn of an answer, and what is not. */
class ChartTests {

    private static Chart drawn(String kind, List<Column> columns, List<List<@Nullable Object>> rows) {
        var answer = new Answer(columns, rows, false, Duration.ZERO, Duration.ZERO, 0);
        return Chart.of(Render.of("T | render " + kind).orElseThrow(), answer, ZoneOffset.UTC)
                .orElseThrow();
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }

    @Test
    void aScatterChartDrawsEachRowAsAPointAlsoWhereSeveralStandAtOnePlace() {
        var columns = List.of(new Column("Size", KqlType.LONG), new Column("Count", KqlType.LONG));
        var chart = drawn("scatterchart", columns, List.of(row(1L, 5L), row(1L, 7L), row(2L, 5L), row(null, 9L)));
        assertThat(chart.series())
                .singleElement()
                .satisfies(series -> assertThat(series.values())
                        .containsExactly(List.of(1.0, 5.0), List.of(1.0, 7.0), List.of(2.0, 5.0)));
        assertThat(chart.json()).contains("\"values\":[[1.0,5.0],[1.0,7.0],[2.0,5.0]]");
        assertThat(chart.more()).isFalse();
    }

    @Test
    void whatHasTheSamePlaceInAColumnChartIsAddedUp() {
        var columns = List.of(new Column("Name", KqlType.STRING), new Column("Count", KqlType.LONG));
        var chart = drawn("columnchart", columns, List.of(row("a", 5L), row("a", 7L), row("b", 1L)));
        assertThat(chart.series().getFirst().values()).containsExactly(12.0, 1.0);
    }

    @Test
    void whatIsBehindTheFirstThousandValuesIsNotDrawnAndThatIsKnown() {
        var columns = List.of(new Column("Name", KqlType.STRING), new Column("Count", KqlType.LONG));
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var at = 0; at < 1_000; at++) {
            rows.add(row("n" + at, 1L));
        }
        assertThat(drawn("barchart", columns, rows).more()).isFalse();
        rows.add(row("n1000", 1L));
        assertThat(drawn("barchart", columns, rows).more()).isTrue();
        assertThat(drawn("barchart", columns, rows).labels()).hasSize(1_000);
    }
}
