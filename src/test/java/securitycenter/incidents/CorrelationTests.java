package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import securitycenter.ApplicationTest;

@ApplicationTest
class CorrelationTests extends CorrelationContract {

    @Test
    void aBatchAsksTheDatabaseAsOftenWhetherItHasFiftyAlertsOrFiveHundred() {
        assertThat(queriesOf(500)).isPositive().isLessThanOrEqualTo(queriesOf(50));
    }

    /** Of a batch whose alerts join incidents that are there, are new, or were changed. */
    private int queriesOf(int alerts) {
        home = anotherHome();
        incidents.take(
                home,
                IntStream.range(0, alerts / 2)
                        .mapToObj(
                                i -> Telling.of("a" + i, MONDAY).device("d" + i).told())
                        .toList());
        home.database().sql("set query_statistics true").update();
        incidents.take(
                home,
                IntStream.range(0, alerts)
                        .mapToObj(i -> Telling.of((i % 3 == 0 ? "a" : "b") + i, i % 3 == 0 ? MONDAY : after(i % 60))
                                .device("d" + i)
                                .updated(after(Duration.ofHours(2)))
                                .told())
                        .toList());
        var queries = home.database().sql("""
                        select sum(execution_count) from information_schema.query_statistics
                        where sql_statement like 'select%' or sql_statement like '%delete%'""").query(Integer.class).single();
        home.database().sql("set query_statistics false").update();
        return queries;
    }
}
