package securitycenter.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import securitycenter.homes.TenantHome;

/** Stores of earlier versions. */
class LayoutTests {

    @TempDir
    Path folder;

    OpenStores stores;
    Events events;
    TenantHome home;

    @BeforeEach
    void aHome() throws IOException {
        stores = EventsTests.stores();
        events = EventsTests.events(stores);
        home = EventsTests.home(Files.createDirectories(folder.resolve("home")));
    }

    @AfterEach
    void close() {
        stores.closeAll();
    }

    private void inTheFile(String... sql) throws SQLException {
        stores.closeAll();
        try (var raw = DriverManager.getConnection(
                        "jdbc:duckdb:" + StoreFile.of(home).path());
                var statement = raw.createStatement()) {
            for (var each : sql) {
                statement.execute(each);
            }
        }
    }

    @Test
    void whatLayInOneTableMovesIntoItsTablesAndIsNotStoredTwice() throws SQLException {
        var later = new Event("DeviceProcessEvents", "k", EventsTests.NOON, "{\"FileName\":\"b.exe\"}");
        new EventStore(stores, Clock.systemUTC()).provision(home);
        assertThat(events.append(home, List.of(later))).isEqualTo(1);
        inTheFile(
                "create table streamed (table_name varchar, dedupe_key uuid, happened_at timestamp, properties varchar)",
                """
                insert into streamed select 'DeviceProcessEvents', "$Key", make_timestamp(("Timestamp" - 621355968000000000) // 10),
                    '{"Timestamp":"2026-01-14T12:00:00.1234567Z","FileName":"b.exe","ProcessId":4}' from "DeviceProcessEvents\"""",
                "insert into streamed select 'DeviceInfo', uuid(), '2026-01-14 12:00:00.5', '{\"DeviceName\":\"d' || range || '\"}' from range(5000)",
                "insert into streamed values ('NoTable', uuid(), '2026-01-14 12:00:00', '{}')",
                "drop table \"DeviceProcessEvents\"",
                "drop table known_tables",
                "update layout set version = 1");
        assertThat(events.append(home, List.of(later))).isZero();
        var stored = stored();
        assertThat(stored).hasSize(5_001);
        assertThat(stored)
                .filteredOn(row -> row.startsWith("DeviceProcessEvents "))
                .singleElement()
                .asString()
                .contains("\"FileName\":\"b.exe\"", "\"ProcessId\":4");
        assertThat(stored)
                .filteredOn(row -> row.contains("\"DeviceName\":\"d4999\""))
                .hasSize(1);
    }

    @Test
    void tablesAndColumnsThatAreNewAreMadeUpFor() throws SQLException {
        new EventStore(stores, Clock.systemUTC()).provision(home);
        inTheFile(
                "drop table \"EmailEvents\"",
                "alter table \"DeviceInfo\" drop column \"OSPlatform\"",
                "alter table \"CloudAppEvents\" drop column \"RawEventData\"",
                "insert into \"DeviceInfo\" (\"$Key\", \"$IngestionTime\", \"Timestamp\") values (uuid(), 0, 0)",
                "update known_tables set fingerprint = 'older'");
        assertThat(events.append(
                        home,
                        List.of(
                                new Event("EmailEvents", "a", EventsTests.NOON, "{\"Subject\":\"hello\"}"),
                                new Event("DeviceInfo", "a", EventsTests.NOON, "{\"OSPlatform\":\"Windows10\"}"),
                                new Event("CloudAppEvents", "a", EventsTests.NOON, "{\"RawEventData\":{\"a\":1}}"))))
                .isEqualTo(3);
        assertThat(stored())
                .hasSize(4)
                .anyMatch(row -> row.contains("\"Subject\":\"hello\""))
                .anyMatch(row -> row.contains("\"OSPlatform\":\"Windows10\""))
                .anyMatch(row -> row.startsWith("DeviceInfo ") && row.contains("\"OSPlatform\":\"\""))
                .anyMatch(row -> row.contains("\"RawEventData\":{\"a\":1}"));
    }

    @Test
    void rowsAreStoredBesideAColumnTakenApartThatOnlyALaterVersionKnows() throws SQLException {
        new EventStore(stores, Clock.systemUTC()).provision(home);
        inTheFile("alter table \"EmailUrlInfo\" add column \"$Later\" variant");
        var event = new Event("EmailUrlInfo", "a", EventsTests.NOON, "{\"Url\":\"https://a.example\"}");
        assertThat(events.append(home, List.of(event))).isEqualTo(1);
        assertThat(stored()).singleElement().asString().contains("https://a.example");
    }

    private List<String> stored() throws SQLException {
        stores.closeAll();
        return StoredEvents.in(StoreFile.of(home).path());
    }
}
