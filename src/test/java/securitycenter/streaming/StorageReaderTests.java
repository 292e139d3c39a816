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

    /** A table that will not have alerts of one name, for a reason that no database knows by a code. */
    public static class Poisoned implements Trigger {

        @Override
        public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] row)
                throws SQLException {
            if (row != null && row[0].toString().startsWith("poison")) {
                throw new SQLException("something");
            }
        }
    }

    /** Nothing else comes that could show whether it is the store. */
    @Test
    void aRowThatWouldWaitForEverBecomesAnUnreadableRecordAndTheStorageIsReadOn() {
        poison();
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

    @Test
    void severalThatAllFailWaitHoweverOftenTheyAreTried() {
        poison();
        StreamingTenant.append(
                tenant.blob("AlertInfo", Instant.now()),
                records.info("poison-1", "A title"),
                "\n",
                records.info("poison-2", "A title"),
                "\n");
        for (var tries = 0; tries < 15; tries++) {
            assertThatThrownBy(() -> reader.read(tenant.home)).hasMessageContaining("something");
        }
        assertThat(tenant.count("dead_letter")).isZero();
    }

    private void poison() {
        tenant.home
                .database()
                .sql("create trigger poisoned before insert on streamed_alert for each row call '"
                        + Poisoned.class.getName() + "'")
                .update();
    }
}
