package securitycenter.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import securitycenter.homes.TenantHome;

/** A process that stores events is killed in the middle of it, again and again. */
class StoreKillTests {

    @TempDir
    Path folder;

    @Test
    void whatWasSaidToBeStoredIsThereOnceAndNoBatchIsThereInPart() throws Exception {
        var home = EventsTests.home(Files.createDirectories(folder.resolve("home")));
        var random = new Random(11);
        var stored = 0;
        for (int kill = 0; kill < 4; kill++) {
            var last = StoreWriter.killedAfter(home, stored, 2, random.nextInt(400));
            var stores = EventsTests.stores();
            var there = count(stores, home);
            assertThat(there % StoreWriter.ROWS).as("whole batches").isZero();
            assertThat(there / StoreWriter.ROWS - 1)
                    .as("said, and perhaps the one that was under way")
                    .isBetween(last, last + 1);
            // Told again, as after every crash.
            for (int batch = Math.max(0, last - 1); batch <= last + 1; batch++) {
                EventsTests.events(stores).append(home, StoreWriter.batch(batch));
            }
            assertThat(count(stores, home)).isEqualTo((last + 2) * StoreWriter.ROWS);
            stored = last + 2;
            stores.closeAll();
        }
        assertThat(StoredEvents.in(StoreFile.of(home).path()))
                .hasSize(stored * StoreWriter.ROWS)
                .doesNotHaveDuplicates();
    }

    private static int count(OpenStores stores, TenantHome home) {
        return stores.use(home, connection -> {
            try (var row = connection.createStatement().executeQuery("""
                    select (select count(*) from "DeviceProcessEvents") + (select count(*) from "CloudAppEvents")""")) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
