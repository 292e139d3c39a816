package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.Visitors;
import securitycenter.events.EventsFrozen;
import securitycenter.events.StoredEvents;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Cause;
import securitycenter.provisioning.DataCenterProposal.Reason;
import securitycenter.provisioning.Provisioning;
import securitycenter.provisioning.RunProgress;

/** Blobs grow, end anywhere and hold anything. */
abstract class StorageReaderContract {

    private static final String CRLF = "\r\n";

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    StorageReader reader;

    @Autowired
    StreamTables tables;

    @Autowired
    DeadLetters deadLetters;

    @Autowired
    Provisioning provisioning;

    @Autowired
    RunProgress progress;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    BeanFactory application;

    StreamingTenant tenant;
    Records records;
    Path blob;

    @BeforeEach
    void aTenantThatExportsToAStorageAccount() {
        tenant = new StreamingTenant("Harvest Ltd", microsoft, visitors, dataCenters);
        records = tenant.records;
        blob = tenant.blob("DeviceProcessEvents", Instant.now());
    }

    @Test
    void aGrowingBlobIsReadOnFromWhereItWasLeft() {
        StreamingTenant.append(blob, records.process(1), CRLF, records.process(2), CRLF);
        read();
        assertThat(stored()).hasSize(2);
        StreamingTenant.append(blob, records.process(3), "\n");
        read();
        read();
        assertThat(stored()).hasSize(3);
        assertThat(line("DeviceProcessEvents").records())
                .as("each was read once")
                .isEqualTo(3);
    }

    @Test
    void aLineThatIsHalfWrittenWaitsForTheRestEvenWithinACharacter() {
        var line = (records.process(1, "caf\u00e9-\ud83d\ude00.exe") + CRLF).getBytes(StandardCharsets.UTF_8);
        var cuts = List.of(20, line.length - 200, 355, 356, 357, 358);
        cuts.forEach(cut -> StreamingTenant.append(hour(cuts.indexOf(cut)), Arrays.copyOf(line, cut)));
        read();
        assertThat(stored()).isEmpty();
        cuts.forEach(
                cut -> StreamingTenant.append(hour(cuts.indexOf(cut)), Arrays.copyOfRange(line, cut, line.length)));
        read();
        assertThat(stored()).singleElement().asString().contains("caf\u00e9-\ud83d\ude00.exe");
        assertThat(tenant.count("dead_letter")).isZero();
    }

    @Test
    void aRowIsStoredInTheColumnsOfItsTable() {
        StreamingTenant.append(tenant.blob("CloudAppEvents", Instant.now()), records.cloudApp(), CRLF);
        read();
        assertThat(stored())
                .singleElement()
                .asString()
                .contains("\"IsAdminOperation\":true,", "\"AdditionalFields\":{\"a\":1}");
    }

    @Test
    void theSameRecordInTwoBlobsIsStoredOnce() {
        StreamingTenant.append(blob, records.process(1), CRLF, records.process(1), CRLF);
        StreamingTenant.append(
                tenant.blob("DeviceProcessEvents", Instant.now().minus(Duration.ofHours(1))), records.process(1), CRLF);
        read();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void recordsOfAnotherTenantAreRejectedAndCounted() {
        var other = new Records(new TenantId(UUID.randomUUID()));
        StreamingTenant.append(blob, other.process(1), CRLF, records.process(2), CRLF);
        read();
        assertThat(stored()).hasSize(1);
        assertThat(tenant.count("dead_letter")).isZero();
        assertThat(line("DeviceProcessEvents").foreign()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadIsKeptAsideWithItsPlaceAndNothingStops() {
        StreamingTenant.append(
                blob,
                "{\"half\":" + CRLF,
                CRLF,
                "\u0000\u0001 no JSON at all" + CRLF,
                records.record("DeviceEvents", "{\"Timestamp\":\"yesterday\",\"DeviceId\":\"1\"}") + CRLF,
                records.record("DeviceEvents", "{}") + CRLF,
                "[]" + CRLF,
                "17" + CRLF,
                records.process(1) + CRLF);
        StreamingTenant.append(blob, new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}', '\n'});
        read();
        assertThat(stored()).hasSize(1);
        assertThat(flaws()).isEqualTo(Map.of("NOT_JSON", 3L, "NO_TIME", 1L, "NO_PROPERTIES", 1L, "NO_RECORD", 1L));
        assertThat(tenant.home
                        .database()
                        .sql("select source_offset from dead_letter order by source_offset limit 2")
                        .query(Long.class)
                        .list())
                .containsExactly(0L, 12L);
    }

    @Test
    void aTableThatNobodyKnowsYetIsCountedAndKeptForADay() {
        StreamingTenant.append(tenant.blob("ThingsOfTomorrow", Instant.now()), records.dirtyMessage(), "\n");
        read();
        assertThat(line("ThingsOfTomorrow").state()).isEqualTo(StreamTables.State.UNKNOWN);
        assertThat(line("ThingsOfTomorrow").unreadable()).isEqualTo(1);
        assertThat(flaws()).isEqualTo(Map.of("UNKNOWN_TABLE", 1L, "NO_TENANT", 1L, "NO_RECORD", 1L));
        assertThat(line("DeviceEvents").foreign()).isEqualTo(1);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aLineThatIsTooLongIsLeftOutAndTheNextIsRead() {
        var pad = "x".repeat(Lines.STRETCH);
        StreamingTenant.append(blob, records.process(1), "\n", records.process(2, pad.repeat(9)), "\n");
        StreamingTenant.append(blob, records.process(3, "y".repeat(Lines.LONGEST)), "\n", records.process(4), "\n");
        read();
        read();
        assertThat(stored()).hasSize(2);
        assertThat(flaws()).isEqualTo(Map.of("TOO_LONG", 2L));
    }

    @Test
    void lineUponLineOfNothingIsReadInBoundedStretches() {
        StreamingTenant.append(blob, "1\n".repeat(Lines.MOST + 10), records.process(1), "\n");
        read();
        assertThat(stored()).hasSize(1);
        assertThat(line("DeviceProcessEvents").unreadable()).isEqualTo(Lines.MOST + 10);
    }

    @Test
    void aLineOfVeryManyRecordsIsTooLong() {
        StreamingTenant.append(blob, "[" + "1,".repeat(10_000) + "1]\n", records.process(1), "\n");
        read();
        assertThat(stored()).hasSize(1);
        assertThat(flaws()).isEqualTo(Map.of("TOO_LONG", 1L));
    }

    @Test
    void aContainerWithANameThatAzureDoesNotAllowIsLeftOut() {
        var odd = tenant.home.folder().resolve("intake").relativize(blob);
        StreamingTenant.append(
                tenant.home
                        .folder()
                        .resolve("intake")
                        .resolve("x".repeat(210))
                        .resolve(odd.subpath(1, odd.getNameCount())),
                records.process(1),
                "\n");
        StreamingTenant.append(blob, records.process(2), "\n");
        read();
        assertThat(stored()).singleElement().asString().contains("\"ReportId\":2");
    }

    @Test
    void identityRowsAreTakenInOnlyOnceTheTenantHasAgreed() {
        var logon =
                records.record("IdentityLogonEvents", "{\"Timestamp\":\"2026-02-03T10:00:00Z\",\"ReportId\":\"r1\"}");
        StreamingTenant.append(tenant.blob("IdentityLogonEvents", Instant.now()), logon, CRLF);
        read();
        assertThat(stored()).noneMatch(row -> row.contains("\"r1\""));
        tenant.administrator
                .get("/settings/services")
                .form("/settings/services/identity-data")
                .tick("integrated")
                .submit();
        StreamingTenant.append(tenant.blob("IdentityLogonEvents", Instant.now()), logon, CRLF);
        read();
        assertThat(stored()).anyMatch(row -> row.contains("\"r1\""));
    }

    @Test
    void aBlobThatShrankOrWasReplacedIsReadAnew() throws IOException {
        StreamingTenant.append(blob, records.process(1), CRLF, records.process(2), CRLF);
        read();
        Files.delete(blob);
        StreamingTenant.append(blob, records.process(3), CRLF);
        read();
        assertThat(stored()).hasSize(3);
        Files.delete(blob);
        StreamingTenant.append(blob, "\n", records.process(4), CRLF, records.process(5), CRLF);
        read();
        assertThat(stored()).hasSize(5);
    }

    @Test
    void linksAreNotFollowed(@TempDir Path elsewhere) throws IOException {
        var secret = elsewhere.resolve("PT1H.json");
        StreamingTenant.append(secret, records.process(1), CRLF);
        Files.createDirectories(blob.getParent());
        Files.createSymbolicLink(blob, secret);
        Files.createSymbolicLink(tenant.home.folder().resolve("intake").resolve("container"), elsewhere);
        read();
        assertThat(stored()).isEmpty();
    }

    @Test
    void aBlobThatCannotBeReadKeepsNoOtherWaiting() {
        StreamingTenant.append(hour(0), records.process(1), CRLF);
        StreamingTenant.append(hour(1), records.process(2), CRLF);
        hour(0).toFile().setReadable(false);
        assumeFalse(Files.isReadable(hour(0)), "who runs this may read anything");
        read();
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aFolderThatBecomesALinkAfterItWasFoundIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        StreamingTenant.append(blob, records.process(1), CRLF);
        var found = Blob.of(tenant.tenant.id(), tenant.home.folder().resolve("intake"), (_, why) -> {
                    throw why;
                })
                .getFirst();
        StreamingTenant.append(elsewhere.resolve("PT1H.json"), records.process(2), CRLF);
        assertThat(found.read(0, 10)).hasSize(10);
        Files.delete(blob);
        Files.delete(blob.getParent());
        Files.createSymbolicLink(blob.getParent(), elsewhere);
        assertThatThrownBy(() -> found.read(0, 10)).isInstanceOf(IOException.class);
    }

    @Test
    void whatWasNotReadYetComesAlongWhenTheHomeMoves() throws Exception {
        StreamingTenant.append(blob, records.process(1), CRLF);
        var read = tenant.blob("DeviceProcessEvents", Instant.now().minus(Duration.ofHours(9)));
        StreamingTenant.append(read, records.process(5), CRLF);
        read();
        StreamingTenant.append(blob, records.process(2), CRLF);
        var another = tenant.blob("DeviceProcessEvents", Instant.now().minus(Duration.ofHours(1)));
        StreamingTenant.append(another, records.process(3), CRLF);
        transaction.<Long>execute(_ -> provisioning
                .move(
                        tenant.tenant.id(),
                        DataCenter.UNITED_KINGDOM,
                        null,
                        Cause.ofStaff("Stella Novak", "Asked for it", "H-1042"),
                        Reason.REQUEST)
                .begun());
        var end = Instant.now().plus(Duration.ofSeconds(30));
        while (progress.underWay(tenant.tenant.id()).isPresent()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
        var moved = dataCenters.homeOf(tenant.tenant.id(), DataCenter.UNITED_KINGDOM);
        reader.read(moved);
        assertThat(StoredEvents.of(moved, application)).hasSize(4);
        assertThat(moved.folder().resolve(tenant.home.folder().relativize(read)))
                .as("it was read to its end")
                .doesNotExist();
        assertThat(moved.database()
                        .sql("select records from stream_table where name = 'DeviceProcessEvents'")
                        .query(Integer.class)
                        .single())
                .as("each was read once")
                .isEqualTo(4);
    }

    @Test
    void theLastLineOfABlobNeedsNoEndOnceItsHourIsLongOver() {
        StreamingTenant.append(blob, records.process(1));
        var old = tenant.blob("DeviceProcessEvents", Instant.now().minus(Duration.ofHours(6)));
        StreamingTenant.append(old, records.process(2));
        read();
        read();
        assertThat(stored()).isEmpty();
        read();
        read();
        assertThat(stored()).singleElement().asString().contains("\"ReportId\":2");
        StreamingTenant.append(old, CRLF, records.process(3), CRLF);
        read();
        assertThat(stored()).as("it grew after all").hasSize(2);
    }

    @Test
    void anOldBlobThatIsGoneIsForgottenAndOneThatIsThereIsNot() throws IOException {
        var gone = tenant.blob("DeviceProcessEvents", Instant.now().minus(Duration.ofDays(40)));
        StreamingTenant.append(gone, records.process(1), CRLF);
        StreamingTenant.append(
                tenant.blob("DeviceProcessEvents", Instant.now().minus(Duration.ofDays(41))), records.process(2), CRLF);
        read();
        read();
        read();
        Files.delete(gone);
        read();
        assertThat(tenant.count("stream_blob")).isEqualTo(1);
        assertThat(line("DeviceProcessEvents").records()).isEqualTo(2);
    }

    @Test
    void whatWasStoredBeforeItsPlaceWasRememberedIsStoredOnce() {
        StreamingTenant.append(blob, records.process(1), CRLF, "no JSON", CRLF);
        read();
        tenant.home.database().sql("delete from stream_blob").update();
        read();
        assertThat(stored()).hasSize(1);
        assertThat(tenant.count("dead_letter")).isEqualTo(1);
    }

    @Test
    void tablesThatNeverSentAnythingAreNotEnabled() {
        StreamingTenant.append(blob, records.process(1), CRLF);
        read();
        assertThat(line("DeviceProcessEvents").state()).isEqualTo(StreamTables.State.LATE);
        assertThat(line("DeviceProcessEvents").lastRecord()).isEqualTo("2026-02-03T10:00:01Z");
        assertThat(line("EmailEvents").state()).isEqualTo(StreamTables.State.NOT_ENABLED);
    }

    @Test
    void aTimeThatNoServiceCanMeanIsNone() {
        StreamingTenant.append(
                blob, records.process(1).replace("2026-02-03T10:00:01Z", "+400000-02-03T10:00:01Z"), CRLF);
        read();
        assertThat(flaws()).isEqualTo(Map.of("NO_TIME", 1L));
    }

    @Test
    void aRowThatTheStoreRefusesIsKeptAsideAndTheOthersAreStored() {
        tenant.home
                .database()
                .sql("alter table streamed_alert add constraint refusal check (alert_id not like 'odd%')")
                .update();
        var alerts = tenant.blob("AlertInfo", Instant.now());
        for (var i = 0; i < 50; i++) {
            StreamingTenant.append(alerts, records.info(i == 17 ? "odd" : "da" + i, "Alert " + i), CRLF);
        }
        read();
        assertThat(tenant.count("alert")).isEqualTo(49);
        assertThat(flaws()).isEqualTo(Map.of("NOT_STORED", 1L));
        StreamingTenant.append(alerts, records.info("odd too", "Alone"), CRLF);
        read();
        assertThat(flaws()).as("also where it is the only one").isEqualTo(Map.of("NOT_STORED", 2L));
    }

    /** Of the first half of them some could be stored. */
    @Test
    void whenTheDiskIsFullGoodRowsWaitAndNoneIsKeptAside() {
        refusePoison("53100");
        var alerts = tenant.blob("AlertInfo", Instant.now());
        for (var i = 0; i < 10; i++) {
            StreamingTenant.append(alerts, records.info((i < 5 ? "da-" : "poison-") + i, "Alert " + i), CRLF);
        }
        for (var tries = 0; tries < 12; tries++) {
            assertThatThrownBy(this::read).isInstanceOf(RuntimeException.class);
        }
        assertThat(tenant.count("dead_letter")).isZero();
        refuseNothing();
        read();
        assertThat(tenant.count("alert")).isEqualTo(10);
        assertThat(tenant.count("dead_letter")).isZero();
    }

    @Test
    void whatCannotBeStoredHoldsUpNoOtherBlobAndThePageSaysSo() {
        var alerts = tenant.blob("AlertInfo", Instant.now().minus(Duration.ofHours(2)));
        StreamingTenant.append(
                alerts,
                records.info("one", "One"),
                CRLF,
                records.info("two", "Two"),
                CRLF,
                records.info("three", "Three"));
        StreamingTenant.append(alerts, CRLF);
        StreamingTenant.append(blob, records.process(1), CRLF);
        tenant.home.database().sql("alter table alert_body rename to away").update();
        for (var tries = 0; tries < 12; tries++) {
            assertThatThrownBy(this::read).isInstanceOf(RuntimeException.class);
        }
        assertThat(line("DeviceProcessEvents").records()).isEqualTo(1);
        assertThat(tenant.count("dead_letter")).isZero();
        assertThat(tenant.administrator.get("/settings/services/streams").text())
                .contains("records in the storage account cannot be stored", "none is lost");

        tenant.home.database().sql("alter table away rename to alert_body").update();
        read();
        assertThat(tenant.count("alert")).isEqualTo(3);
        assertThat(tenant.administrator.get("/settings/services/streams").text())
                .doesNotContain("cannot be stored");
    }

    /** They are no longer held for the store's fault once the store is known to be sound. */
    @Test
    void severalThatAllFailForAReasonThatNobodyKnowsAreKeptAsideInTheEnd() {
        refusePoison("P0001");
        StreamingTenant.append(
                tenant.blob("AlertInfo", Instant.now()),
                records.info("poison-1", "A title"),
                CRLF,
                records.info("poison-2", "A title"),
                CRLF);
        for (var tries = 1; tries < 10; tries++) {
            assertThatThrownBy(this::read).isInstanceOf(RuntimeException.class);
        }
        assertThat(tenant.count("dead_letter")).isZero();
        read();
        assertThat(flaws()).isEqualTo(Map.of("NOT_STORED", 2L));
    }

    @Test
    void storageThatCannotBeReadIsSaidOnThePageOfStreams() throws IOException {
        var page = "/settings/services/streams";
        assertThat(tenant.administrator.get(page).text()).contains("Storage account Not set up");
        var storage = tenant.home.folder().resolve("intake");
        Files.writeString(storage, "no folder");
        read();
        assertThat(tenant.administrator.get(page).text())
                .contains("the storage account, or a part of it, cannot be read", "Storage account In trouble")
                .doesNotContain("was probably not chosen there");
        Files.delete(storage);
        StreamingTenant.append(blob, records.process(1), CRLF);
        read();
        assertThat(tenant.administrator.get(page).text())
                .contains("Storage account Connected", "was probably not chosen there", "Came in after")
                .doesNotContain("cannot be read");
    }

    @Test
    void alertsOfAServiceThatNobodyKnowsAreKeptAsideAndTakenInOnceItIsKnown() {
        var renamed = "\"ServiceSource\":\"Microsoft Defender for Tomorrow\"";
        var known = "\"ServiceSource\":\"Microsoft Defender for Endpoint\"";
        StreamingTenant.append(
                tenant.blob("AlertInfo", Instant.now()),
                records.info("renamed", "Odd").replace(known, renamed) + CRLF,
                records.info("nameless", "Odd").replace(known, "\"ServiceSource\":\"\"") + CRLF,
                records.info("unknown", "Odd").replace(known, "\"ServiceSource\":\"Unknown\"") + CRLF,
                records.info("identity", "Odd").replace("for Endpoint", "for Identity") + CRLF,
                records.info("sentinel", "Odd").replace("Defender for Endpoint", "Sentinel") + CRLF);
        StreamingTenant.append(
                tenant.blob("AlertEvidence", Instant.now()),
                records.evidence("renamed", "Machine", "").replace(known, renamed) + CRLF);
        read();
        assertThat(flaws()).isEqualTo(Map.of("UNKNOWN_SERVICE", 4L));
        assertThat(line("AlertInfo").unreadable()).isEqualTo(3);
        assertThat(tenant.administrator.get(DeadLetterController.ADDRESS).text())
                .contains("A service that we do not know, or none that it names");
        assertThat(tenant.count("alert")).isZero();
        tenant.home
                .database()
                .sql("update dead_letter set raw = replace(raw, 'for Tomorrow', 'for Endpoint')")
                .update();
        tenant.administrator
                .get(DeadLetterController.ADDRESS)
                .form(DeadLetterController.ADDRESS + "/replay")
                .submit();
        assertThat(tenant.count("alert")).isEqualTo(1);
        assertThat(flaws()).isEqualTo(Map.of("UNKNOWN_SERVICE", 2L));
    }

    @Test
    void unreadableRecordsOfAServiceThatIsNotWantedAreNotKept() {
        var noTime = "{\"ReportId\":\"r1\"}";
        StreamingTenant.append(
                tenant.blob("IdentityLogonEvents", Instant.now()),
                records.record("IdentityLogonEvents", noTime) + CRLF,
                "no JSON" + CRLF);
        StreamingTenant.append(
                tenant.blob("AlertInfo", Instant.now()),
                records.record("AlertInfo", "{\"ServiceSource\":\"Microsoft Defender for Identity\"}") + CRLF,
                records.record("AlertInfo", "{\"ServiceSource\":\"Microsoft Defender for Endpoint\"}") + CRLF);
        StreamingTenant.append(blob, records.record("DeviceEvents", noTime) + CRLF);
        read();
        assertThat(flaws()).isEqualTo(Map.of("NO_TIME", 2L));
        assertThat(tenant.count("dead_letter where table_name = 'IdentityLogonEvents'"))
                .isZero();
    }

    @Test
    void tooManyUnreadableRecordsMakeTheOldestLeave() {
        var many = DeadLetters.MOST + 250;
        var lines = new StringBuilder();
        for (var i = 0; i < many; i++) {
            lines.append("broken ").append(i).append('\n');
        }
        StreamingTenant.append(blob, lines.toString());
        read();
        assertThat(tenant.count("dead_letter")).isEqualTo(DeadLetters.MOST);
        assertThat(tenant.count("dead_letter where raw = 'broken 249'")).isZero();
        assertThat(deadLetters.loss(tenant.home).orElseThrow().records()).isEqualTo(250);
        assertThat(tenant.administrator.get(DeadLetterController.ADDRESS).text())
                .contains("250 older records had to leave before their time", "at most 10,000 records or 64 MB");
    }

    @Test
    void unreadableRecordsThatAreLongMakeTheOldestLeaveSooner() {
        var pad = "x".repeat(Lines.LONGEST - 10);
        for (var i = 0; i < 66; i++) {
            StreamingTenant.append(blob, i + pad, "\n");
        }
        read();
        read();
        assertThat(tenant.count("dead_letter")).isEqualTo(64);
        assertThat(deadLetters.loss(tenant.home).orElseThrow().records()).isEqualTo(2);
    }

    @Test
    void aFrozenHomeLeavesItsBlobsForLater() {
        StreamingTenant.append(blob, records.process(1), CRLF);
        StoredEvents.freeze(tenant.home, application);
        assertThatThrownBy(this::read).isInstanceOf(EventsFrozen.class);
        StoredEvents.thaw(tenant.home, application);
        read();
        assertThat(stored()).hasSize(1);
        assertThat(tenant.count("dead_letter")).isZero();
    }

    @Test
    void whatIsKeptForADayIsGoneAfterIt() {
        StreamingTenant.append(
                blob,
                records.record("ThingsOfTomorrow", "{\"Timestamp\":\"2026-02-03T10:31:44Z\"}"),
                CRLF,
                "broken",
                CRLF);
        read();
        deadLetters.deleteOutdated(tenant.home);
        assertThat(tenant.count("dead_letter")).isEqualTo(2);
        tenant.home
                .database()
                .sql(
                        "update dead_letter set kept_until = timestamp with time zone '2026-02-04 10:00:00+00:00' where reason = 'UNKNOWN_TABLE'")
                .update();
        deadLetters.deleteOutdated(tenant.home);
        assertThat(flaws()).isEqualTo(Map.of("NOT_JSON", 1L));
        assertThat(tenant.count("dead_letter where kept_until > came_at + interval '29' day"))
                .as("what else could not be read leaves after 30 days")
                .isEqualTo(1);
    }

    @Test
    void thePageSaysHowEachTableStands() {
        StreamingTenant.append(blob, records.process(1), CRLF, "broken", CRLF);
        StreamingTenant.append(tenant.blob("ThingsOfTomorrow", Instant.now()), records.dirtyMessage(), CRLF);
        read();
        var services = tenant.administrator.get("/settings/services");
        assertThat(services.html().select("main a[href=/settings/services/streams]"))
                .hasSize(1);
        var page = tenant.administrator.get("/settings/services/streams");
        assertThat(page.text())
                .contains("DeviceProcessEvents Late", "EmailEvents Not enabled", "ThingsOfTomorrow Unknown table")
                .contains("Unreadable records");
    }

    /** From now on the store says this to alerts with names that begin with "poison". */
    abstract void refusePoison(String sqlState);

    abstract void refuseNothing();

    private Path hour(int number) {
        return tenant.blob(
                "DeviceProcessEvents", Instant.parse("2026-02-03T10:00:00Z").plus(Duration.ofHours(number)));
    }

    private void read() {
        reader.read(tenant.home);
    }

    private List<String> stored() {
        return StoredEvents.of(tenant.home, application);
    }

    private StreamTables.Line line(String table) {
        return tables.of(tenant.home).stream()
                .filter(line -> line.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Long> flaws() {
        return tenant.home.database().sql("select reason from dead_letter").query(String.class).list().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
