package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import securitycenter.identity.TenantId;
import securitycenter.streaming.Streamed.Row;

class SieveTests {

    private static final RuntimeException OF_THE_ROW = new DataIntegrityViolationException("this row");
    private static final RuntimeException OF_ANYBODY = new IllegalStateException(new SQLException("something"));

    private static final RuntimeException OF_OURS = new IllegalStateException("a mistake in our code");

    private final Records records = new Records(new TenantId(UUID.randomUUID()));
    private final List<Arrival> arrivals = IntStream.range(0, 1_024)
            .mapToObj(i -> new Arrival(
                    "blob",
                    i,
                    StreamedRecord.read(records.process(i).getBytes(), null).getFirst()))
            .toList();
    private final Set<Row> stored = new HashSet<>();
    private int tries;
    private int asked;
    private boolean isHopeless;

    @Test
    void oneBadRowAmongManyIsFoundByHalves() {
        var refused = sieve(Set.of(700), OF_ANYBODY).pass(arrivals);
        assertThat(refused)
                .singleElement()
                .satisfies(one -> assertThat(one.arrival()).isSameAs(arrivals.get(700)));
        assertThat(stored).hasSize(1_023);
        assertThat(tries).as("twice the logarithm, and once all").isEqualTo(21);
    }

    @Test
    void whenNothingCanBeStoredItIsNotTheRowsAndTheyWait() {
        var all = new HashSet<>(IntStream.range(0, 1_024).boxed().toList());
        var sieve = sieve(all, OF_ANYBODY);
        assertThatThrownBy(() -> sieve.pass(arrivals)).isSameAs(OF_ANYBODY);
        assertThat(tries).as("it does not try each").isLessThan(150);
        var few = sieve(all, OF_ANYBODY);
        assertThatThrownBy(() -> few.pass(arrivals.subList(0, 3))).isSameAs(OF_ANYBODY);
    }

    @Test
    void oneRowThatBreaksARuleIsRefusedThoughItIsAlone() {
        assertThat(sieve(Set.of(0), OF_THE_ROW).pass(arrivals.subList(0, 1))).hasSize(1);
    }

    @Test
    void whenAllOfSeveralFailTheyWaitWhateverTheCause() {
        for (var why : List.of(OF_THE_ROW, OF_ANYBODY, OF_OURS)) {
            assertThatThrownBy(() -> sieve(Set.of(0, 1, 2), why).pass(arrivals.subList(0, 3)))
                    .isSameAs(why);
        }
    }

    @Test
    void whatWouldWaitForEverIsRefusedOnceItIsKnownThatTheStoreIsSound() {
        for (var why : List.of(OF_ANYBODY, OF_OURS)) {
            assertThatThrownBy(() -> sieve(Set.of(0), why).pass(arrivals.subList(0, 1)))
                    .isSameAs(why);
            isHopeless = true;
            assertThat(sieve(Set.of(0), why).pass(arrivals.subList(0, 1))).hasSize(1);
            assertThat(sieve(Set.of(0, 1), why).pass(arrivals.subList(0, 2))).hasSize(2);
            isHopeless = false;
        }
        isHopeless = true;
        assertThat(sieve(Set.of(0, 1), OF_THE_ROW).pass(arrivals.subList(0, 2))).hasSize(2);
    }

    @Test
    void thatIsAskedOnceHoweverManyTheyAre() {
        var all = new HashSet<>(IntStream.range(0, 1_024).boxed().toList());
        isHopeless = true;
        assertThat(sieve(all, OF_OURS).pass(arrivals)).hasSize(1_024);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void whatMakesItUselessToGoOnIsSaidAtOnce() {
        var sieve = new Sieve(
                _ -> {
                    throw OF_ANYBODY;
                },
                _ -> {
                    throw new IllegalStateException("frozen");
                },
                () -> true);
        assertThatThrownBy(() -> sieve.pass(arrivals)).hasMessage("frozen");
    }

    private Sieve sieve(Set<Integer> bad, RuntimeException why) {
        return new Sieve(
                rows -> {
                    tries++;
                    if (bad.stream().map(i -> arrivals.get(i).what()).anyMatch(rows::contains)) {
                        throw why;
                    }
                    stored.addAll(rows);
                },
                _ -> {},
                () -> {
                    asked++;
                    return isHopeless;
                });
    }
}
