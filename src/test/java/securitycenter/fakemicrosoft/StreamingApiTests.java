package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import securitycenter.events.EventTables;
import securitycenter.kql.schema.KqlType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamingApiTests {

    private static final Instant MORNING = Instant.parse("2026-03-03T08:20:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> STARTED_LONG_AGO = Set.of("lsass.exe", "services.exe");

    @TempDir
    Path account;

    private final Directory directory = new Directory();
    private final Tenant tenant = directory.tenant("Tailspin", "tailspin").licensed("SPE_E5");
    private Instant now = MORNING;
    private StreamingApi api;

    @BeforeEach
    void aStory() {
        tenant.alerts()
                .clock(() -> now)
                .plays(Story.groupedByMicrosoft().seed(7).withPast().withBackground());
        api = new StreamingApi(tenant, 7, account, now);
    }

    @Test
    void theMonthBeforeIsThereAtOnceAndFreshRowsFollow() {
        assertThat(api.deliver(now)).isBetween(2_000, 12_000);
        assertThat(api.deliver(now)).isZero();
        now = now.plus(Duration.ofMinutes(10));
        assertThat(api.deliver(now)).isBetween(10, 500);
    }

    @Test
    void afterARestartItGoesOnWhereItStopped() {
        api.deliver(now);
        var again = new StreamingApi(tenant, 7, account, now);
        assertThat(again.deliver(now)).isZero();
        assertThat(rows()).doesNotHaveDuplicates();
    }

    @Test
    void identityIsSilentUntilItIsIntegratedAndThenTellsTheMonthBeforeToo() {
        api.deliver(now);
        assertThat(tables()).noneMatch(table -> table.startsWith("Identity"));
        api.deliverIdentity(now);
        assertThat(tables())
                .contains("IdentityInfo", "IdentityLogonEvents", "IdentityQueryEvents", "IdentityDirectoryEvents");
    }

    @Test
    void nothingIsToldBeforeItHappens() {
        begin();
        for (var step = 0; step < 20; step++) {
            now = now.plusSeconds(30);
            api.deliver(now);
            api.deliverIdentity(now);
        }
        assertThat(records())
                .allSatisfy(record -> assertThat(time(record.path("properties"), "Timestamp"))
                        .isBeforeOrEqualTo(time(record, "time").plusSeconds(3)));
    }

    @Test
    void anAlertIsToldOnlyAfterWhoeverReadsGraphEachMinuteHasReadItThere() {
        begin();
        now = now.plusSeconds(80);
        api.deliver(now);
        now = now.plusSeconds(25);
        api.deliver(now);
        var fresh = records()
                .filter(record -> record.path("category").asString().endsWith("AlertInfo"))
                .filter(record -> time(record.path("properties"), "Timestamp").isAfter(MORNING.minusSeconds(1)))
                .toList();
        assertThat(fresh)
                .isNotEmpty()
                .allSatisfy(record -> assertThat(time(record.path("properties"), "Timestamp"))
                        .isBeforeOrEqualTo(time(record, "time").minusSeconds(90)));
    }

    @Test
    void theAlertsAreThoseOfGraph() {
        tellEverything();
        var told = rows("AlertInfo").map(row -> text(row, "AlertId")).toList();
        var inGraph = tenant.alerts().alertsInGraph().stream()
                .filter(alert -> !Instant.parse(String.valueOf(alert.get("createdDateTime")))
                        .isAfter(now.minusSeconds(90)))
                .map(alert -> String.valueOf(alert.get("id")))
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(inGraph);
        assertThat(rows("AlertEvidence").map(row -> text(row, "AlertId"))).isSubsetOf(told);
    }

    @Test
    void everyColumnIsOneOfItsTableAndOfItsType() {
        tellEverything();
        assertThat(records().flatMap(StreamingApiTests::misfits).distinct()).isEmpty();
    }

    private static Stream<String> misfits(JsonNode record) {
        var name = record.path("category").asString().substring("AdvancedHunting-".length());
        var table = EventTables.schema().table(name).orElseThrow();
        return record.path("properties").properties().stream()
                .filter(property -> table.columns().stream()
                        .noneMatch(column -> column.name().equals(property.getKey())
                                && !column.isGone()
                                && (property.getValue().isNull() || isOf(column.type(), property.getValue()))))
                .map(property -> name + "." + property.getKey());
    }

    private static boolean isOf(KqlType type, JsonNode value) {
        return switch (type) {
            case STRING -> value.isString();
            case DATETIME -> value.isString() && Instant.parse(value.asString()).isAfter(Instant.EPOCH);
            case BOOL -> value.isBoolean();
            case INT -> value.isInt();
            case LONG -> value.isIntegralNumber();
            case DYNAMIC -> value.isContainer();
            default -> false;
        };
    }

    @Test
    void whatAlertsNameIsInTheEvents() {
        tellEverything();
        var files = values("SHA256", "DeviceFileEvents", "DeviceProcessEvents", "DeviceEvents");
        var lines = values("ProcessCommandLine", "DeviceProcessEvents");
        var messages = values("NetworkMessageId", "EmailEvents");
        var links = values("Url", "EmailUrlInfo");
        var keys = values("RegistryKey", "DeviceRegistryEvents");
        var devices = values("DeviceId", "DeviceInfo");
        var people = values("AccountUpn", "IdentityInfo");
        var addresses = Stream.concat(
                        values("RemoteIP", "DeviceNetworkEvents").stream(),
                        values("IPAddress", "CloudAppEvents", "IdentityLogonEvents").stream())
                .collect(Collectors.toSet());
        assertThat(named("File", "SHA256")).isNotEmpty().isSubsetOf(files);
        assertThat(rows("AlertEvidence")
                        .filter(row -> text(row, "EntityType").equals("Process"))
                        .filter(row -> !STARTED_LONG_AGO.contains(text(row, "FileName")))
                        .map(row -> text(row, "ProcessCommandLine")))
                .isNotEmpty()
                .isSubsetOf(lines);
        assertThat(named("MailMessage", "NetworkMessageId")).isNotEmpty().isSubsetOf(messages);
        assertThat(named("SubmissionMail", "NetworkMessageId")).isNotEmpty().isSubsetOf(messages);
        assertThat(named("Url", "RemoteUrl")).isNotEmpty().isSubsetOf(links);
        assertThat(named("RegistryValue", "RegistryKey")).isNotEmpty().isSubsetOf(keys);
        assertThat(named("RegistryKey", "RegistryKey")).isNotEmpty().isSubsetOf(keys);
        assertThat(named("Machine", "DeviceId")).isNotEmpty().isSubsetOf(devices);
        assertThat(named("Mailbox", "AccountUpn")).isNotEmpty().isSubsetOf(people);
        assertThat(named("Ip", "RemoteIP")).isNotEmpty().isSubsetOf(addresses);
    }

    @Test
    void theProgramOfTheAttackIsDroppedStartedAndCallsOutInThatOrder() {
        tellEverything();
        var dropped = first("DeviceFileEvents", "FileName", "parcelsync.exe");
        var started = first("DeviceProcessEvents", "FileName", "parcelsync.exe");
        var called = first("DeviceNetworkEvents", "InitiatingProcessFileName", "parcelsync.exe");
        assertThat(text(started, "InitiatingProcessFileName")).isEqualTo("powershell.exe");
        assertThat(text(started, "DeviceId"))
                .isEqualTo(text(dropped, "DeviceId"))
                .isEqualTo(text(called, "DeviceId"));
        assertThat(text(called, "RemoteIP")).isEqualTo("203.0.113.66");
        assertThat(List.of(time(dropped, "Timestamp"), time(started, "Timestamp"), time(called, "Timestamp")))
                .isSorted();
        assertThat(text(first("DeviceFileEvents", "FileName", "Customs_form_7731.docm"), "FileOriginUrl"))
                .isEqualTo(
                        text(first("UrlClickEvents", "Url", "https://portal.parcel-desk.example/release/7731"), "Url"));
    }

    private void begin() {
        tenant.alerts().alertsInGraph();
        api.deliver(now);
    }

    private void tellEverything() {
        begin();
        now = now.plus(Duration.ofMinutes(15));
        api.deliver(now);
        api.deliverIdentity(now);
        now = now.plusSeconds(91);
        api.deliverIdentity(now);
        api.deliver(now);
    }

    private Stream<JsonNode> records() {
        try (var files = Files.walk(account)) {
            return files.filter(file -> file.endsWith("PT1H.json")).flatMap(StreamingApiTests::lines).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> lines(Path blob) {
        try {
            return Files.readAllLines(blob).stream().map(JSON::readTree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<String> tables() {
        return records()
                .map(record -> record.path("category").asString().replace("AdvancedHunting-", ""))
                .collect(Collectors.toSet());
    }

    private List<JsonNode> rows() {
        return records().map(record -> record.path("properties")).toList();
    }

    private Stream<JsonNode> rows(String table) {
        return records()
                .filter(record -> record.path("category").asString().equals("AdvancedHunting-" + table))
                .map(record -> record.path("properties"));
    }

    private JsonNode first(String table, String column, String value) {
        return rows(table)
                .filter(row -> text(row, column).equals(value))
                .min((one, other) -> time(one, "Timestamp").compareTo(time(other, "Timestamp")))
                .orElseThrow();
    }

    private Set<String> values(String column, String... tables) {
        return Stream.of(tables)
                .flatMap(this::rows)
                .map(row -> text(row, column))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private List<String> named(String entity, String column) {
        return rows("AlertEvidence")
                .filter(row -> text(row, "EntityType").equals(entity))
                .map(row -> text(row, column))
                .toList();
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).asString("");
    }

    private static Instant time(JsonNode row, String column) {
        return Instant.parse(text(row, column));
    }
}
