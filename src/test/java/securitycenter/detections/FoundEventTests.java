package securitycenter.detections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import securitycenter.events.Ticks;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** Which alerts rows become. */
class FoundEventTests {

    private static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant UNTIL = FROM.plus(Duration.ofDays(7));
    private static final Impacted DEVICE_AND_USER = new Impacted("DeviceId", "AccountUpn", "");

    private static Answer answer(Row... rows) {
        var columns = List.of(
                new Column("Timestamp", KqlType.DATETIME),
                new Column("ReportId", KqlType.LONG),
                new Column("DeviceId", KqlType.STRING),
                new Column("AccountUpn", KqlType.STRING));
        return new Answer(
                columns, Arrays.stream(rows).map(Row::values).toList(), false, Duration.ZERO, Duration.ZERO, 0);
    }

    private record Row(@Nullable Instant at, long report, String device, String user) {

        List<@Nullable Object> values() {
            return Arrays.asList(at == null ? null : Ticks.of(at), report, device, user);
        }
    }

    private static Row at(Duration after, String device, String user) {
        return new Row(FROM.plus(after), after.toSeconds(), device, user);
    }

    @Test
    void rowsOfTheSameNamesAreOneAlertAndAnotherUserIsAnother() {
        var events = FoundEvent.within(
                answer(
                        at(Duration.ofHours(2), "d1", "eve"),
                        at(Duration.ofHours(1), "d1", "ada"),
                        at(Duration.ofHours(3), "d1", "ada")),
                DEVICE_AND_USER,
                FROM,
                UNTIL);
        assertThat(FoundEvent.byNames(events))
                .extracting(same -> same.getFirst().names().all(), List::size)
                .containsExactly(tuple("d1, ada", 2), tuple("d1, eve", 1));
    }

    @Test
    void rowsWithoutATimeOutsideTheTimeOrAboutNobodyAreLeftOut() {
        var events = FoundEvent.within(
                answer(
                        new Row(null, 1, "d1", ""),
                        at(Duration.ofHours(-1), "d1", ""),
                        at(Duration.ofDays(8), "d1", ""),
                        at(Duration.ofHours(1), "", ""),
                        at(Duration.ofHours(2), "", "ada")),
                DEVICE_AND_USER,
                FROM,
                UNTIL);
        assertThat(events).extracting(event -> event.names().all()).containsExactly("ada");
    }

    @Test
    void theSameEventHasTheSameKeyAndAnotherReportAnother() {
        var one = FoundEvent.within(answer(at(Duration.ofHours(1), "d1", "")), DEVICE_AND_USER, FROM, UNTIL);
        var again = FoundEvent.within(answer(at(Duration.ofHours(1), "d1", "")), DEVICE_AND_USER, FROM, UNTIL);
        var other = FoundEvent.within(
                answer(new Row(FROM.plus(Duration.ofHours(1)), 7, "d1", "")), DEVICE_AND_USER, FROM, UNTIL);
        assertThat(one.getFirst().key()).isEqualTo(again.getFirst().key());
        assertThat(one.getFirst().key()).isNotEqualTo(other.getFirst().key());
    }

    @Test
    void whatARuleWouldHaveMadeIsCountedByItsRuns() {
        var events = FoundEvent.within(
                answer(
                        at(Duration.ofMinutes(10), "d1", ""),
                        at(Duration.ofMinutes(20), "d1", ""),
                        at(Duration.ofMinutes(70), "d1", ""),
                        at(Duration.ofMinutes(80), "d2", "")),
                DEVICE_AND_USER,
                FROM,
                UNTIL);
        assertThat(FoundEvent.alerts(events, Frequency.HOURLY, FROM)).isEqualTo(3);
        assertThat(FoundEvent.alerts(events, Frequency.DAILY, FROM)).isEqualTo(2);
        var many = FoundEvent.within(
                answer(IntStream.range(0, 150)
                        .mapToObj(device -> at(Duration.ofMinutes(1), "d" + device, ""))
                        .toArray(Row[]::new)),
                DEVICE_AND_USER,
                FROM,
                UNTIL);
        assertThat(FoundEvent.alerts(many, Frequency.HOURLY, FROM)).isEqualTo(100);
    }
}
