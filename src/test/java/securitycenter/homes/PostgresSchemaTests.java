package securitycenter.homes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import securitycenter.PostgresTest;

@PostgresTest
class PostgresSchemaTests extends SchemaContract {

    private static final String SECRET = "what only its tenant may read";

    @Autowired
    JdbcOperations ofTheApplication;

    /** Messages come into the log, which is the operator's. */
    @Test
    void aRefusedRowIsNotInTheMessageAboutIt() {
        home.database()
                .sql("create table secret (words varchar(100) primary key)")
                .update();
        ofTheApplication.execute("create temporary table secret (words varchar(100) primary key)");
        for (var rows : List.of(home.batches(), ofTheApplication)) {
            var twice = Collections.nCopies(2, new Object[] {SECRET});
            assertThatThrownBy(() -> rows.batchUpdate("insert into secret values (?)", twice))
                    .isInstanceOf(DuplicateKeyException.class)
                    .satisfies(failure ->
                            assertThat(Throwables.getStackTrace(failure)).doesNotContain(SECRET));
        }
    }
}
