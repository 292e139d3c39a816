package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

class OutageTests {

    @Test
    void aFullDiskALostConnectionAMissingTableAndAnAbortedTransactionAreTheStores() {
        for (var code : List.of("53100", "08006", "42P01", "42S02", "40001", "57P01", "58030", "90028")) {
            assertThat(Outage.isBehind(saying(code))).as(code).isTrue();
        }
        assertThat(Outage.isBehind(new BadSqlGrammarException("Insert", "insert", new SQLException("None", "42S02"))))
                .isTrue();
        assertThat(Outage.isBehind(new CannotGetJdbcConnectionException("None", new SQLException("None is free"))))
                .isTrue();
        assertThat(Outage.isBehind(new CannotCreateTransactionException("None")))
                .isTrue();
        assertThat(Outage.isBehind(new QueryTimeoutException("Late"))).isTrue();
    }

    @Test
    void theEventStoreSaysItInWords() {
        var full = new SQLException("IO Error: Could not write file \"events\": No space left on device");
        assertThat(Outage.isBehind(new IllegalStateException("The event store", full)))
                .isTrue();
        var elsewhere =
                new SQLException("IO Error: Could not set lock on file \"events.duckdb\": Conflicting lock is held");
        assertThat(Outage.isBehind(new IllegalStateException("The event store", elsewhere)))
                .as("another instance has it open")
                .isTrue();
        assertThat(Outage.isBehind(
                        new IllegalStateException("The event store", new SQLException("Conversion Error: No date"))))
                .isFalse();
    }

    @Test
    void aValueThatDoesNotFitARuleThatIsBrokenAndAMistakeOfOursAreNot() {
        for (var code : List.of("22001", "23505", "54000", "P0001")) {
            assertThat(Outage.isBehind(saying(code))).as(code).isFalse();
        }
        assertThat(Outage.isBehind(
                        new DataIntegrityViolationException("Too long", new SQLException("Too long", "22001"))))
                .isFalse();
        assertThat(Outage.isBehind(new IllegalStateException("Ours"))).isFalse();
    }

    private static RuntimeException saying(String code) {
        return new UncategorizedSQLException("Insert", "insert", new SQLException("It says no", code));
    }
}
