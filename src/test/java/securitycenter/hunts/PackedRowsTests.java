package securitycenter.hunts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** Answers in pieces that are unpacked one at a time. */
class PackedRowsTests {

    @Test
    void blocksAreOfFewRowsAndOfFewerWhereCellsAreLarge() {
        var small = IntStream.range(0, 1_001).mapToObj(at -> row("x" + at)).toList();
        assertThat(PackedRows.of(small)).extracting(PackedRows::first).containsExactly(0, 500, 1_000);
        var large =
                IntStream.range(0, 4).mapToObj(_ -> row("y".repeat(600_000))).toList();
        assertThat(PackedRows.of(large)).extracting(PackedRows::first).containsExactly(0, 2);
        assertThat(PackedRows.of(List.of())).isEmpty();
    }

    @Test
    void eachValueComesOutAsWhatItWas() {
        var columns = IntStream.range(0, 6)
                .mapToObj(at -> new Column(
                        "c" + at,
                        List.of(
                                        KqlType.BOOL,
                                        KqlType.DATETIME,
                                        KqlType.REAL,
                                        KqlType.DECIMAL,
                                        KqlType.DYNAMIC,
                                        KqlType.STRING)
                                .get(at)))
                .toList();
        var row = row(true, 639_000_000_000_000_001L, Double.NaN, new BigDecimal("2.50"), "{\"a\":\"é\"}", null);
        assertThat(PackedRows.of(List.of(row)).getFirst().unpacked(columns)).containsExactly(row);
    }

    private static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }
}
