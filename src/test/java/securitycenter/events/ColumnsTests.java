package securitycenter.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import securitycenter.homes.TenantHome;
import securitycenter.kql.schema.KqlType;

/** What the columns of a row become, however they came. */
class ColumnsTests {

    @TempDir
    Path folder;

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    OpenStores stores;
    Events events;
    TenantHome home;
    int number;

    @BeforeEach
    void aHome() throws IOException {
        stores = EventsTests.stores();
        events = new Events(stores, meters, Clock.fixed(EventsTests.NOON, ZoneOffset.UTC));
        home = EventsTests.home(Files.createDirectories(folder.resolve("home")));
        new EventStore(stores, Clock.systemUTC()).provision(home);
    }

    @AfterEach
    void close() {
        stores.closeAll();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                // A text is what it says; what is no text is its JSON.
                Arguments.of("DeviceProcessEvents", "FileName", "\"caf\\u00e9 😀\"", "café 😀"),
                Arguments.of("DeviceProcessEvents", "FileName", "null", ""),
                Arguments.of("DeviceProcessEvents", "FileName", "12", "12"),
                Arguments.of("DeviceProcessEvents", "FileName", "1.50", "1.50"),
                Arguments.of("DeviceProcessEvents", "FileName", "true", "true"),
                Arguments.of("DeviceInfo", "LoggedOnUsers", "[{\"UserName\": \"ada\"}]", "[{\"UserName\": \"ada\"}]"),
                Arguments.of("DeviceInfo", "LoggedOnUsers", "\"[{}]\"", "[{}]"),
                Arguments.of("DeviceProcessEvents", "AdditionalFields", "\"\"", ""),
                Arguments.of("DeviceProcessEvents", "AdditionalFields", "{\"a\": {\"b\": 1}}", "{\"a\": {\"b\": 1}}"),
                Arguments.of("DeviceProcessEvents", "AdditionalFields", "\"{\\\"a\\\":1}\"", "{\"a\":1}"),
                // Whole numbers.
                Arguments.of("DeviceProcessEvents", "ProcessId", "4", "4"),
                Arguments.of("DeviceProcessEvents", "ProcessId", "\"4\"", "4"),
                Arguments.of("DeviceProcessEvents", "ProcessId", "4.0", "4"),
                Arguments.of("DeviceProcessEvents", "ProcessId", "4.5", null),
                Arguments.of("DeviceProcessEvents", "ProcessId", "\"four\"", null),
                Arguments.of("DeviceProcessEvents", "ProcessId", "\"\"", null),
                Arguments.of("DeviceProcessEvents", "ProcessId", "null", null),
                Arguments.of("DeviceProcessEvents", "ProcessId", "{}", null),
                Arguments.of("DeviceProcessEvents", "ProcessId", "1e999999999", null),
                Arguments.of("DeviceProcessEvents", "ReportId", "9223372036854775807", "9223372036854775807"),
                Arguments.of("DeviceProcessEvents", "ReportId", "9223372036854775808", null),
                Arguments.of("DeviceProcessEvents", "ReportId", "\"7\"", "7"),
                // Yes and no.
                Arguments.of("CloudAppEvents", "IsAdminOperation", "1", "true"),
                Arguments.of("CloudAppEvents", "IsAdminOperation", "\"0\"", "false"),
                Arguments.of("CloudAppEvents", "IsAdminOperation", "\"True\"", "true"),
                Arguments.of("CloudAppEvents", "IsAdminOperation", "false", "false"),
                Arguments.of("CloudAppEvents", "IsAdminOperation", "\"perhaps\"", null),
                // Moments.
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"0001-01-01T00:00:00Z\"", "0"),
                Arguments.of(
                        "DeviceProcessEvents",
                        "ProcessCreationTime",
                        "\"2026-01-14T12:00:00.1234567Z\"",
                        ticks(1234567)),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"2026-01-14T12:00:00.1\"", ticks(1000000)),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"2026-01-14T13:00:00+01:00\"", ticks(0)),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"2026-01-14T12:00:00Z\"", ticks(0)),
                Arguments.of(
                        "DeviceProcessEvents", "ProcessCreationTime", "\"2026-01-14T12:00:00.25Z\"", ticks(2500000)),
                Arguments.of(
                        "DeviceProcessEvents",
                        "ProcessCreationTime",
                        "\"2026-01-14T12:00:00.1234567899Z\"",
                        ticks(1234567)),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"2026-01-14T12:00:00.12x4567Z\"", null),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"2026-01-14T12:00:0\u0661Z\"", null),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"2026-02-30T12:00:00Z\"", null),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"2026-01-14T25:00:00Z\"", null),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"yesterday\"", null),
                Arguments.of("DeviceProcessEvents", "ProcessCreationTime", "\"\"", null),
                // Anything.
                Arguments.of("CloudAppEvents", "RawEventData", "{\"a\":[1,\"x\",null]}", "{\"a\":[1,\"x\",null]}"),
                Arguments.of("CloudAppEvents", "RawEventData", "\"{\\\"a\\\":1}\"", "{\"a\":1}"),
                Arguments.of("CloudAppEvents", "RawEventData", "\"{ no\"", "\"{ no\""),
                Arguments.of("CloudAppEvents", "RawEventData", "\"\"", null),
                Arguments.of("CloudAppEvents", "RawEventData", "null", null),
                Arguments.of("CloudAppEvents", "RawEventData", "7", "7"),
                Arguments.of("CloudAppEvents", "RawEventData", "\"a\\u0000b\"", "\"a\\u0000b\""));
    }

    private static String ticks(long after) {
        return String.valueOf(Ticks.of(Instant.parse("2026-01-14T12:00:00Z")) + after);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aColumnHoldsWhatCameOrNothing(String table, String column, String json, String held) {
        append(table, "{\"" + column + "\":" + json + "}");
        assertThat(read(table, column)).containsExactly(held);
    }

    @Test
    void theMomentIsThatOfTheEventAndWhenItCameIsKept() {
        append("DeviceProcessEvents", "{\"Timestamp\":\"1999-01-01T00:00:00Z\"}");
        assertThat(read("DeviceProcessEvents", "Timestamp"))
                .containsExactly(String.valueOf(Ticks.of(EventsTests.NOON.plusSeconds(1))));
        assertThat(read("DeviceProcessEvents", Shape.INGESTION_TIME))
                .containsExactly(String.valueOf(Ticks.of(EventsTests.NOON)));
    }

    @Test
    void aColumnIsKnownByItsOtherSpellings() {
        append("AlertEvidence", "{\"AccountSID\":\"S-1\",\"filename\":\"a.exe\"}");
        assertThat(read("AlertEvidence", "AccountSid")).containsExactly("S-1");
        assertThat(read("AlertEvidence", "FileName")).containsExactly("a.exe");
    }

    @Test
    void whatHasNoColumnIsCountedAndSpoilsNothing() {
        append("DeviceProcessEvents", "{\"MachineGroup\":{\"a\":[1]},\"FileName\":\"a.exe\",\"Tomorrow\":1}");
        append("DeviceProcessEvents", "{\"FileName\":\"b.exe\",\"ProcessId\":");
        append("DeviceProcessEvents", "nothing");
        assertThat(read("DeviceProcessEvents", "FileName")).containsExactly("a.exe", "b.exe", "");
        assertThat(meters.get("events.unknown-properties")
                        .tag("table", "DeviceProcessEvents")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("events.unreadable-rows").counter().count()).isEqualTo(2);
    }

    @Test
    void eachTableOfTheProductTakesARowWithAllOfItsColumns() {
        for (var shape : Shape.all().toList()) {
            var properties = new ArrayList<String>();
            shape.columns().forEach(column -> properties.add("\"" + column.name() + "\":" + sample(column.type())));
            append(shape.name(), "{" + String.join(",", properties) + "}");
            for (var column : shape.columns()) {
                assertThat(read(shape.name(), column.name()))
                        .as(shape.name() + "." + column.name())
                        .doesNotContain("")
                        .doesNotContainNull()
                        .hasSize(1);
            }
        }
    }

    private static String sample(KqlType type) {
        return switch (type) {
            case BOOL -> "true";
            case DATETIME -> "\"2026-01-14T12:00:00Z\"";
            case DYNAMIC -> "[{\"a\":1}]";
            case GUID -> "\"a1b2c3d4-0000-0000-0000-000000000001\"";
            case INT, LONG, REAL, STRING -> "5";
            case DECIMAL, TIMESPAN -> throw new IllegalStateException("no table has it");
        };
    }

    private void append(String table, String properties) {
        number++;
        var event = new Event(table, "k" + number, EventsTests.NOON.plus(Duration.ofSeconds(number)), properties);
        assertThat(events.append(home, List.of(event))).isEqualTo(1);
        assertThat(events.append(home, List.of(event))).isZero();
    }

    private List<String> read(String table, String column) {
        var shape = Shape.find(table).orElseThrow();
        var dynamic =
                shape.columns().stream().anyMatch(each -> each.name().equals(column) && each.type() == KqlType.DYNAMIC);
        var quoted = Shape.quoted(column);
        return stores.use(home, connection -> {
            var found = new ArrayList<String>();
            try (var rows = connection
                    .createStatement()
                    .executeQuery(
                            "select cast(" + (dynamic ? "cast(" + quoted + " as json)" : quoted) + " as varchar) from "
                                    + shape.quoted() + " order by " + Shape.quoted(shape.timeColumn()))) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        });
    }
}
