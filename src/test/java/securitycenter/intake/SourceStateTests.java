package securitycenter.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.eligibility.SupportedService.ENDPOINT;
import static securitycenter.eligibility.SupportedService.IDENTITY;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import securitycenter.graph.Window;

class SourceStateTests {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private static SourceState readUntil(Instant position, Instant lastSuccess) {
        return new SourceState(
                Source.ALERTS,
                position,
                Set.of(ENDPOINT),
                lastSuccess,
                lastSuccess,
                position,
                0,
                null,
                null,
                null,
                null);
    }

    @Test
    void theFirstReadingReachesThirtyDaysBackInPiecesWithoutAGap() {
        var windows = SourceState.neverRead(Source.ALERTS).windows(NOW);
        assertThat(windows.getFirst().from()).isEqualTo(NOW.minus(Duration.ofDays(30)));
        for (var i = 1; i < windows.size(); i++) {
            assertThat(windows.get(i).from()).isEqualTo(windows.get(i - 1).until());
        }
        assertThat(windows).hasSize(6);
        assertThat(windows.getLast().until()).isNull();
    }

    @Test
    void theNextReadingOverlapsTheLastOne() {
        var position = NOW.minusSeconds(60);
        assertThat(readUntil(position, NOW).windows(NOW))
                .containsExactly(new Window(position.minus(Duration.ofMinutes(5)), null));
    }

    @Test
    void aQuietTenantIsReadInOneRequest() {
        var longAgo = NOW.minus(Duration.ofDays(90));
        assertThat(readUntil(longAgo, NOW.minusSeconds(60)).windows(NOW)).hasSize(1);
    }

    @Test
    void afterALongPauseItIsReadInPiecesAndNoFurtherBackThanMicrosoftKeepsAnything() {
        var longAgo = NOW.minus(Duration.ofDays(400));
        var windows = readUntil(longAgo, longAgo).windows(NOW);
        assertThat(windows.getFirst().from()).isEqualTo(NOW.minus(Duration.ofDays(180)));
        assertThat(windows).hasSize(36);
    }

    @Test
    void aClockThatGoesBackLosesNothing() {
        var before = NOW.minus(Duration.ofDays(1));
        assertThat(readUntil(NOW, NOW).windows(before))
                .containsExactly(new Window(before.minus(Duration.ofMinutes(5)), null));
    }

    @Test
    void aClockThatWasAheadDoesNotKeepUsWaiting() {
        var failed = SourceState.neverRead(Source.ALERTS)
                .failed(NOW.plus(Duration.ofDays(365)), Trouble.SILENT, null, Duration.ofMinutes(1));
        assertThat(failed.rests(NOW)).isFalse();
        assertThat(failed.rests(NOW.plus(Duration.ofDays(365)))).isTrue();
    }

    @Test
    void whatIsAdmittedForTheFirstTimeIsReadFromTheBeginning() {
        var state = readUntil(NOW, NOW);
        assertThat(state.admitting(Set.of(ENDPOINT))).isEqualTo(state);
        assertThat(state.admitting(Set.of()).position()).isEqualTo(NOW);
        assertThat(state.admitting(Set.of(ENDPOINT, IDENTITY)).windows(NOW))
                .isEqualTo(SourceState.neverRead(Source.ALERTS).windows(NOW));
    }

    @Test
    void theCursorNeverGoesBack() {
        var state = readUntil(NOW, NOW);
        assertThat(state.reached(NOW.minusSeconds(1), null, NOW)).isEqualTo(state);
        assertThat(state.reached(NOW.plusSeconds(1), null, NOW.plusSeconds(2)).position())
                .isEqualTo(NOW.plusSeconds(1));
    }

    @Test
    void afterARecordFromTheFutureAnOutageCostsNothing() {
        var ahead = readUntil(NOW.minusSeconds(60), NOW).reached(NOW.plus(Duration.ofHours(20)), null, NOW);
        assertThat(ahead.windows(NOW.plus(Duration.ofHours(1))))
                .containsExactly(new Window(NOW.minus(Duration.ofMinutes(5)), null));
    }

    @Test
    void forAnHourAReadingBeginsAfterWhatWasTooLarge() {
        var quiet =
                readUntil(NOW.minus(Duration.ofDays(3)), NOW).leftOut(1, NOW).succeeded(NOW);
        var fromCursor = requireNonNull(quiet.position()).minus(Duration.ofMinutes(5));
        assertThat(beginOf(quiet, NOW.plus(Duration.ofMinutes(59)))).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
        assertThat(beginOf(quiet, NOW.plus(Duration.ofMinutes(61)))).isEqualTo(fromCursor);
        assertThat(beginOf(quiet, NOW.minus(Duration.ofMinutes(1))))
                .as("by a clock that went back")
                .isEqualTo(fromCursor);
    }

    @Test
    void aReadingThatDidNotComeToItsEndIsBegunAgainThoughSomethingWasTooLarge() {
        var state = readUntil(NOW.minus(Duration.ofDays(3)), NOW.minusSeconds(60))
                .leftOut(1, NOW)
                .failed(NOW, Trouble.SILENT, null, Duration.ofSeconds(1));
        assertThat(beginOf(state, NOW.plusSeconds(2)))
                .isEqualTo(NOW.minus(Duration.ofDays(3)).minus(Duration.ofMinutes(5)));
    }

    private static Instant beginOf(SourceState state, Instant now) {
        return state.windows(now).getFirst().from();
    }
}
