package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import securitycenter.ApplicationTest;

@ApplicationTest
class StorageReaderTests extends StorageReaderContract {

    /** Says the code that its trigger is named after. */
    public static class Poisoned implements Trigger {

        private String state = "";

        @Override
        public void init(Connection connection, String schema, String trigger, String table, boolean before, int type) {
            state = trigger.substring(trigger.lastIndexOf('_') + 1);
        }

        @Override
        public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] row)
                throws SQLException {
            if (row != null && row[0].toString().startsWith("poison")) {
                throw new SQLException("something", state);
            }
        }
    }

    @Override
    void refusePoison(String sqlState) {
        tenant.home
                .database()
                .sql("create trigger \"says_%s\" before insert on streamed_alert for each row call '%s'"
                        .formatted(sqlState, Poisoned.class.getName()))
                .update();
    }

    @Override
    void refuseNothing() {
        tenant.home
                .database()
                .sql("select trigger_name from information_schema.triggers where trigger_schema = ?")
                .param(tenant.home.schema())
                .query(String.class)
                .list()
                .forEach(trigger -> tenant.home
                        .database()
                        .sql("drop trigger \"" + trigger + "\"")
                        .update());
    }

    /** Nothing else comes that could show whether it is the store. */
    @Test
    void aRowThatWouldWaitForEverBecomesAnUnreadableRecordAndTheStorageIsReadOn() {
        refusePoison("P0001");
        StreamingTenant.append(tenant.blob("AlertInfo", Instant.now()), records.info("poison", "A title"), "\n");
        for (var tries = 1; tries < 10; tries++) {
            assertThatThrownBy(() -> reader.read(tenant.home)).hasMessageContaining("something");
        }
        reader.read(tenant.home);
        assertThat(tenant.count("dead_letter")).isEqualTo(1);
        assertThat(tenant.count("streamed_alert")).isZero();
        reader.read(tenant.home);
        assertThat(tenant.count("dead_letter")).isEqualTo(1);
    }
}
