package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import securitycenter.alerts.Alert;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.Severity;
import securitycenter.alerts.Verdict;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.incidents.Regrouped.Obstacle;

/** Which alerts form one incident, on each kind of database. */
abstract class CorrelationContract extends HomeOfAlerts {

    @Test
    void aReasonSaysWhichAlertIsTheNearestAndWhetherItWasBeforeOrAfter() {
        take(Telling.of("a", MONDAY).device("d1"), Telling.of("b", after(20)).device("d1"));
        take(
                Telling.of("later", after(30)).device("d1"),
                Telling.of("earlier", after(-5)).device("d1"));
        assertThat(reasonOf("later")).contains("\"seconds\":600", "\"within\":86400", "\"other\":" + idOf("b"));
        assertThat(reasonOf("earlier")).contains("\"seconds\":-300", "\"other\":" + idOf("a"));
    }

    private String reasonOf(String alert) {
        return home.database()
                .sql("select links from alert where source_id = ?")
                .param(alert)
                .query(String.class)
                .single();
    }

    @Test
    void alertsThatShareNothingAreIncidentsOfTheirOwn() {
        take(Telling.of("a", MONDAY).device("d1").user("ann@contoso.example"));
        take(Telling.of("b", after(1)).device("d2").user("bob@contoso.example"));
        assertTogether("a", "b");
    }

    @Test
    void theSameFileLinksForAWeek() {
        take(Telling.of("a", MONDAY).file("f1"));
        take(Telling.of("b", after(Duration.ofDays(7))).file("f1"));
        take(Telling.of("c", after(Duration.ofDays(15))).file("f1"));
        assertTogether("a b", "c");
    }

    @Test
    void theSameDeviceLinksForADay() {
        take(Telling.of("a", MONDAY).device("d1"));
        take(Telling.of("b", after(Duration.ofHours(24))).device("d1"));
        take(Telling.of("c", after(Duration.ofHours(49))).device("d1"));
        assertTogether("a b", "c");
    }

    @Test
    void anAccountIsRecognizedByAnyOfItsNames() {
        take(Telling.of("a", MONDAY).user("ann@contoso.example"));
        take(Telling.of("b", after(5)).account("id-1", "S-1-5-21-1-2-3-4", "ANN@contoso.example"));
        take(Telling.of("c", after(9))
                .evidence("user", item -> item.putObject("userAccount").put("userSid", "S-1-5-21-1-2-3-4")));
        assertTogether("a b c");
    }

    private static Telling found(String id, String hash, String folder, String verdict) {
        return Telling.of(id, MONDAY)
                .evidence(
                        "file",
                        item -> item.put("verdict", verdict)
                                .putObject("fileDetails")
                                .put("sha256", hash)
                                .put("filePath", folder));
    }

    @Test
    void aFileOfTheSystemLinksNothingUnlessItWasFoundMalicious() {
        take(
                found("tool", "f1", "C:\\Windows\\System32\\WindowsPowerShell", "suspicious"),
                found("same tool", "f1", "c:\\windows\\system32", "suspicious"),
                found("dropped", "f2", "C:\\Windows\\System32", "malicious"),
                found("dropped too", "f2", "/usr/bin", "malicious"));
        assertThat(groups(home))
                .containsExactlyInAnyOrder(Set.of("tool"), Set.of("same tool"), Set.of("dropped", "dropped too"));
    }

    @Test
    void aFolderThatOnlyBeginsLikeOneOfTheSystemsIsNoneOfThem() {
        take(
                found("a", "f1", "/binary", "suspicious"),
                found("b", "f1", "C:\\Windows\\System32old", "suspicious"),
                found("c", "f1", "/bin/", "suspicious"));
        assertTogether("a b", "c");
    }

    @Test
    void aProgramOfTheSystemLinksNothingWhateverWasDoneWithIt() {
        for (var each : List.of("a", "b")) {
            take(Telling.of(each, MONDAY)
                    .evidence(
                            "process",
                            item -> item.put("verdict", "malicious")
                                    .putObject("imageFile")
                                    .put("sha256", "f1")
                                    .put("filePath", "C:\\Windows\\System32")));
        }
        assertTogether("a", "b");
    }

    @Test
    void systemAccountsAndAddressesWithinANetworkLinkNothing() {
        take(Telling.of("a", MONDAY)
                .ip("10.0.0.7")
                .evidence(
                        "user",
                        item -> item.putObject("userAccount")
                                .put("accountName", "SYSTEM")
                                .put("userSid", "S-1-5-18")));
        take(Telling.of("b", after(1))
                .ip("10.0.0.7")
                .evidence(
                        "user",
                        item -> item.putObject("userAccount")
                                .put("accountName", "SYSTEM")
                                .put("userSid", "S-1-5-18")));
        assertTogether("a", "b");
    }

    @Test
    void aPublicAddressLinksForADay() {
        take(Telling.of("a", MONDAY).ip("198.51.100.7"));
        take(Telling.of("b", after(60)).ip("198.51.100.7"));
        assertTogether("a b");
    }

    @Test
    void whatARecipientDoesWithinTwoDaysAfterAMailBelongsToIt() {
        take(Telling.of("mail", MONDAY).message("m1", "ann@contoso.example").mailbox("ann@contoso.example"));
        take(Telling.of("click", after(Duration.ofHours(47)))
                .user("ann@contoso.example")
                .url("http://x.example/a"));
        assertTogether("mail click");
    }

    @Test
    void whatARecipientDidBeforeAMailDoesNotBelongToIt() {
        take(Telling.of("click", MONDAY).user("ann@contoso.example").url("http://x.example/a"));
        take(Telling.of("mail", after(60)).message("m1", "ann@contoso.example"));
        assertTogether("click", "mail");
    }

    @Test
    void whatAddressesHaveBehindAQuestionMarkDoesNotCount() {
        take(Telling.of("a", MONDAY).url("https://Login.example/a/?user=1"));
        take(Telling.of("b", after(1)).url("http://login.example/a#top"));
        assertTogether("a b");
    }

    @Test
    void anAlertThatLinksToTwoIncidentsMakesOneOfThem() {
        take(Telling.of("a", MONDAY).file("f1"), Telling.of("b", MONDAY).file("f2"));
        assertTogether("a", "b");
        take(Telling.of("c", after(1)).file("f1").file("f2"));
        assertTogether("a b c");
        assertThat(home.database()
                        .sql("select status from incident order by id")
                        .query(String.class)
                        .list())
                .containsExactly("ACTIVE", "REDIRECTED");
    }

    @Test
    void whatTwoIncidentsReachTogetherJoinsThemToo() {
        // The device is seen at both ends; only together do they reach what lies between.
        take(Telling.of("early", MONDAY).device("d1").file("f1"));
        take(Telling.of("late", after(Duration.ofHours(72))).device("d1").file("f2"));
        take(Telling.of("middle", after(Duration.ofHours(36))).device("d1"));
        assertTogether("early", "late", "middle");
        take(Telling.of("bridge", after(Duration.ofHours(80))).file("f1").file("f2"));
        assertTogether("early late middle bridge");
    }

    @Test
    void whatAGroupReachesBetweenItsAlertsBelongsToItInWhicheverOrderTheyCome() {
        var early = Telling.of("early", MONDAY).device("d1").file("f1");
        var middle = Telling.of("middle", after(Duration.ofHours(36))).device("d1");
        var late = Telling.of("late", after(Duration.ofHours(72))).device("d1").file("f1");
        for (var order : ordersOf(early, middle, late)) {
            home = anotherHome();
            order.forEach(this::take);
            assertTogether("early middle late");
            home = anotherHome();
            take(order.toArray(Telling[]::new));
            assertTogether("early middle late");
        }
    }

    @Test
    void aFileIsRecognizedByEitherOfItsHashes() {
        take(Telling.of("long", MONDAY).file("sha-256", null));
        take(Telling.of("short", after(1)).file(null, "sha-1"));
        assertTogether("long", "short");
        take(Telling.of("both", after(2)).file("sha-256", "sha-1"));
        assertTogether("long short both");
        assertThat(home.database()
                        .sql("select entities from incident where redirect_to is null")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void whatOneAlertFoundCleanLinksWhereAnotherCondemnsIt() {
        take(Telling.of("clean", MONDAY).device("d1").clean("f1"));
        take(Telling.of("bad", after(1)).device("d2").file("f1"));
        take(Telling.of("bridge", after(2)).device("d1").device("d2"));
        take(Telling.of("late", after(Duration.ofDays(3))).file("f1"));
        assertTogether("clean bad bridge late");
    }

    @Test
    void evidenceThatItsSourceWithdrawsLinksNoMore() {
        take(Telling.of("a", MONDAY).file("f1").device("d1"));
        take(Telling.of("a", MONDAY).device("d1").updated(after(30)));
        take(Telling.of("b", after(40)).file("f1"));
        assertTogether("a", "b");
        assertThat(home.database()
                        .sql("select entities from incident where id = 1")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void theOldestOfMicrosoftsIncidentsIsTheOneWithTheLowestNumberWhicheverIsReadFirst() {
        take(Telling.of("b", after(1)).in("1200").file("f1"));
        take(Telling.of("c", after(2)).file("f1"));
        assertTogether("b c");
        take(Telling.of("a", MONDAY).in("900").file("f1"));
        assertTogether("a c", "b");
    }

    @Test
    void oneOfMicrosoftsThatLosesAGroupOfOursToAnotherCountsItsAlertsAgain() {
        take(
                Telling.of("m", MONDAY).in("100").file("f1"),
                Telling.of("n", MONDAY).in("200").file("f2"));
        take(Telling.of("a", after(1)).file("f1").file("f3"));
        take(Telling.of("b", after(2)).file("f2").file("f4"));
        assertTogether("m a", "n b");
        take(Telling.of("bridge", after(3)).file("f3").file("f4"));
        assertTogether("m a b bridge", "n");
        assertThat(home.database()
                        .sql("select alerts from incident where source_id is not null order by source_id")
                        .query(Integer.class)
                        .list())
                .containsExactly(4, 1);
    }

    @Test
    void anAlertThatMicrosoftPlacesElsewhereLeavesNothingOfItsOwnBehind() {
        take(
                Telling.of("a", MONDAY).file("f1").file("f2"),
                Telling.of("b", after(1)).file("f2"));
        assertTogether("a b");
        take(
                Telling.of("a", MONDAY).file("f1").in("100").updated(after(60)),
                Telling.of("c", after(2)).file("f1"));
        assertTogether("a c", "b");
    }

    @Test
    void anAlertThatMicrosoftPlacesElsewhereDropsTheReasonsOfItsOldPlace() {
        take(Telling.of("a", MONDAY).file("f1"));
        take(Telling.of("b", after(1)).file("f1"));
        take(Telling.of("b", after(1)).device("d1").in("100").updated(after(60)));
        assertTogether("a", "b");
        assertThat(home.database()
                        .sql("select links from alert where source_id = 'b'")
                        .query()
                        .singleRow())
                .containsEntry("links", null);
    }

    @Test
    void anAlertLeavesALargeIncidentOfMicrosoftsToo() {
        incidents.take(
                home,
                IntStream.rangeClosed(1, 2_100)
                        .mapToObj(i -> Telling.of("x" + i, MONDAY)
                                .in("100")
                                .device("d" + i)
                                .told())
                        .toList());
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        take(Telling.of("a", MONDAY).in("200").file("f1").updated(after(60)));
        take(Telling.of("c", after(1)).file("f1"));
        assertThat(groups(home)).contains(Set.of("a", "c"));
    }

    @Test
    void alertsOfOursFillAnIncidentOfMicrosoftsUpToTheLimitToo() {
        incidents.take(
                home,
                IntStream.rangeClosed(1, 498)
                        .mapToObj(i ->
                                Telling.of("x" + i, MONDAY).in("100").file("f1").told())
                        .toList());
        for (int i = 1; i <= 4; i++) {
            take(Telling.of("a" + i, after(i)).file("f1"));
        }
        assertThat(groups(home).stream().map(Set::size)).containsExactlyInAnyOrder(500, 2);
    }

    @Test
    void aStreamedAlertThatComesAgainUnchangedIsNoNews() {
        var alert = Telling.of("a", MONDAY).file("f1");
        assertThat(incidents.takeStreamed(home, List.of(alert.told())).alerts()).isOne();
        assertThat(incidents.takeStreamed(home, List.of(alert.told()))).isEqualTo(new Incidents.Taken(0, 0, 0, 0));
        assertThat(incidents.takeStreamed(home, List.of(alert.device("d1").told())))
                .isEqualTo(new Incidents.Taken(0, 1, 0, 0));
    }

    @Test
    void anAlertThatComesAgainUnchangedIsNoNewsHoweverExactItsTimeIs() {
        var alert = Telling.of("a", MONDAY).with("lastUpdateDateTime", "2026-11-02T09:00:00.7211304Z");
        assertThat(incidents.take(home, List.of(alert.told())).alerts()).isOne();
        assertThat(incidents.take(home, List.of(alert.told()))).isEqualTo(new Incidents.Taken(0, 0, 0, 0));
    }

    @Test
    void anAlertThatMovesIntoAnIncidentThatLosesAnotherCountsOnceThere() {
        take(
                Telling.of("a", MONDAY).in("100").file("f1").file("f2"),
                Telling.of("b", MONDAY).in("200").file("f3"));
        take(
                Telling.of("a", MONDAY).in("200").file("f1").updated(after(20)),
                Telling.of("b", MONDAY).in("300").file("f3").updated(after(20)));
        assertTogether("a", "b");
        assertThat(home.database().sql("""
                                select p.name || p.alerts from presence p join incident i on i.id = p.group_id
                                where i.source_id = '200' and p.kind = 'FILE'""").query(String.class).list()).containsExactly("f1.exe1");
    }

    @Test
    void aVerdictThatAnAlertRevisesIsRevisedInItsIncidentToo() {
        take(Telling.of("a", MONDAY).file("f1"));
        take(Telling.of("a", MONDAY).clean("f1").updated(after(20)));
        take(Telling.of("b", after(30)).file("f1"));
        assertTogether("a", "b");
        assertThat(home.database()
                        .sql("select verdict from presence where group_id = 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(Verdict.NO_THREATS_FOUND.ordinal());
    }

    @Test
    void whatIsTooLongOrTooLateForTheDatabaseIsCutAndNoAlertIsLost() {
        var address = "a".repeat(2_000) + "@contoso.example";
        var alert = Telling.of("a", MONDAY)
                .message("m1", address)
                .mailbox(address)
                .with("status", "resolved")
                .with("resolvedDateTime", "+300000-01-01T00:00:00Z")
                .techniques(IntStream.range(1_000, 1_200).mapToObj(i -> "TA" + i + ".001"));
        take(alert, Telling.of("b", MONDAY).user(address).ip("198.51.100.7").device("d1"));
        assertTogether("a b");
    }

    @Test
    void categoriesOfAnyKindAndNumberFitIntoTheRowOfAnIncident() {
        take(Telling.of("a", MONDAY).with("category", "Suspicious $activity").file("f1"));
        assertThat(only("incident")).containsEntry("categories", "Suspicious$activity");
        incidents.take(
                home,
                IntStream.range(0, 60)
                        .mapToObj(i -> Telling.of("b" + i, MONDAY)
                                .with("category", "c".repeat(90) + i)
                                .file("f1")
                                .told())
                        .toList());
        assertThat(only("incident")).containsEntry("alerts", 61);
    }

    private static List<List<Telling>> ordersOf(Telling a, Telling b, Telling c) {
        return List.of(
                List.of(a, b, c),
                List.of(a, c, b),
                List.of(b, a, c),
                List.of(b, c, a),
                List.of(c, a, b),
                List.of(c, b, a));
    }

    @Test
    void reasonsThatAreLongAreLeftOutRatherThanTheAlerts() {
        var long1 = "\u0001".repeat(150);
        take(Telling.of("a", MONDAY)
                .url("http://x.example/" + long1 + 1)
                .url("http://x.example/" + long1 + 2)
                .url("http://x.example/" + long1 + 3)
                .url("http://x.example/" + long1 + 4)
                .url("http://x.example/" + long1 + 5)
                .url("http://x.example/" + long1 + 6));
        take(Telling.of("b", after(1))
                .url("http://x.example/" + long1 + 1)
                .url("http://x.example/" + long1 + 2)
                .url("http://x.example/" + long1 + 3)
                .url("http://x.example/" + long1 + 4)
                .url("http://x.example/" + long1 + 5)
                .url("http://x.example/" + long1 + 6));
        assertTogether("a b");
    }

    @Test
    void whatWasFoundCleanLinksNothingInWhicheverOrderItComes() {
        for (var cleanFirst : new boolean[] {true, false}) {
            home = anotherHome();
            var clean = Telling.of("clean", MONDAY).evidence("file", item -> {
                item.put("verdict", "noThreatsFound");
                item.putObject("fileDetails").put("sha256", "f1");
            });
            var bad = Telling.of("bad", after(1)).file("f1");
            take(cleanFirst ? clean : bad);
            take(cleanFirst ? bad : clean);
            assertTogether("clean", "bad");
        }
    }

    @Test
    void microsoftsIncidentsStayAsMicrosoftMadeThem() {
        take(
                Telling.of("a", MONDAY).in("100").file("f1"),
                Telling.of("b", after(1)).in("200").file("f1"));
        assertTogether("a", "b");
    }

    @Test
    void anAlertThatMicrosoftHasNotPlacedIsShownInTheOldestOfMicrosoftsIncidentsThatItLinksTo() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        take(Telling.of("b", after(1)).in("200").file("f1"));
        take(Telling.of("c", after(2)).file("f1"));
        assertTogether("a c", "b");
    }

    @Test
    void microsoftsWordMovesAnAlertThatWasPlacedByOurRules() {
        take(Telling.of("a", MONDAY).file("f1"), Telling.of("b", after(1)).file("f1"));
        assertTogether("a b");
        take(Telling.of("b", after(1)).file("f1").in("100").updated(after(60)));
        take(Telling.of("a", MONDAY).file("f1").in("200").updated(after(60)));
        assertTogether("a", "b");
        take(Telling.of("c", after(5)).in("100").device("d9"));
        assertTogether("a", "b c");
    }

    @Test
    void anIncidentOfOursThatMicrosoftEmptiesLeadsToWhereItsAlertsWent() {
        take(Telling.of("a", MONDAY).ip("10.0.0.7"));
        take(Telling.of("a", MONDAY).ip("10.0.0.7").in("100").updated(after(60)));
        assertTogether("a");
        assertThat(home.database()
                        .sql("select status from incident order by id")
                        .query(String.class)
                        .list())
                .containsExactly("REDIRECTED", "ACTIVE");
    }

    @Test
    void whatWasChangedInAnIncidentBeforeItJoinedAnotherIsNoConflictThere() {
        take(Telling.of("a", MONDAY).file("f1"), Telling.of("b", MONDAY).file("f2"));
        var ann = new Analyst(UUID.randomUUID(), "ann@contoso.example");
        for (var severity : List.of(Severity.LOW, Severity.HIGH, Severity.LOW)) {
            incidents.change(
                    home, ann, 2, new IncidentChange(null, null, null, null, null, null, null, severity, null));
        }
        take(Telling.of("c", after(1)).file("f1").file("f2"));
        assertTogether("a b c");
        var change = new IncidentChange(null, null, null, null, null, null, null, Severity.HIGH, null);
        assertThat(incidents.changeSince(home, ann, 1, change, 0)).isInstanceOf(Changed.Done.class);
    }

    @Test
    void theSameAlertTwiceChangesNothing() {
        var alert = Telling.of("a", MONDAY).file("f1").device("d1");
        assertThat(incidents.take(home, List.of(alert.told()))).isEqualTo(new Incidents.Taken(1, 0, 1, 0));
        assertThat(incidents.take(home, List.of(alert.told(), alert.told())))
                .isEqualTo(new Incidents.Taken(0, 0, 0, 0));
        assertThat(incidents.take(
                        home, List.of(alert.updated(MONDAY.minusSeconds(5)).told())))
                .isEqualTo(new Incidents.Taken(0, 0, 0, 0));
    }

    @Test
    void moreEvidenceLinksAnAlertThatWasAloneBefore() {
        var alert = Telling.of("a", MONDAY).device("d1");
        take(alert);
        take(Telling.of("b", after(5)).file("f1"));
        assertTogether("a", "b");
        take(alert.file("f1").updated(after(30)));
        assertTogether("a b");
    }

    @Test
    void whatIsInMoreThanTwentyOpenIncidentsLinksNothing() {
        for (int i = 0; i <= 20; i++) {
            take(Telling.of("old" + i, after(Duration.ofDays(-8L * (i + 1)))).file("common"));
        }
        assertThat(groups(home)).hasSize(21);
        take(Telling.of("a", MONDAY).file("common"), Telling.of("b", after(1)).file("common"));
        take(Telling.of("c", after(2)).file("common"));
        assertThat(groups(home)).hasSize(24);
    }

    @Test
    void nothingJoinsAResolvedIncident() {
        take(Telling.of("a", MONDAY).file("f1"));
        home.database()
                .sql("update incident set status = 'RESOLVED', is_open = false")
                .update();
        home.database().sql("update presence set is_open = false").update();
        take(Telling.of("b", after(1)).file("f1"));
        assertTogether("a", "b");
    }

    @Test
    void incidentsOfDifferentPeopleStayApart() {
        take(Telling.of("a", MONDAY).file("f1"), Telling.of("b", MONDAY).file("f2"));
        home.database().sql("update incident set assigned_to = 'person' || id").update();
        take(Telling.of("c", after(1)).file("f1").file("f2"));
        assertThat(groups(home)).hasSize(2);
    }

    @Test
    void anIncidentThatIsFullTakesNoMore() {
        var alerts = IntStream.rangeClosed(1, 501)
                .mapToObj(i -> Telling.of("a" + i, MONDAY).file("f1").told())
                .toList();
        incidents.take(home, alerts);
        assertThat(groups(home).stream().map(Set::size)).containsExactlyInAnyOrder(500, 1);
    }

    @Test
    void whyAnAlertIsInItsIncidentIsStoredWithIt() {
        take(Telling.of("a", MONDAY).file("f1").device("d1"));
        take(Telling.of("b", after(90)).file("f1").device("d1"));
        assertThat(home.database()
                        .sql("select links from alert where source_id = 'b'")
                        .query(String.class)
                        .single())
                .contains("SAME_ARTIFACT", "f1", "SAME_ASSET", "d1", "5400");
    }

    @Test
    void theRowOfAnIncidentSaysWhatItsAlertsSay() {
        take(Telling.of("a", MONDAY).device("d1").user("ann@contoso.example").with("severity", "low"));
        take(Telling.of("b", after(5))
                .device("d1")
                .device("d2")
                .with("severity", "high")
                .with("category", "LateralMovement")
                .with("status", "resolved"));
        var row = home.database().sql("select * from incident").query().singleRow();
        assertThat(row)
                .containsEntry("alerts", 2)
                .containsEntry("active_alerts", 1)
                .containsEntry("devices", 2)
                .containsEntry("users", 1)
                .containsEntry("categories", "Execution LateralMovement")
                .containsEntry(
                        "name", "Multi-stage incident involving Execution & Lateral movement on multiple endpoints");
        assertThat(row.get("severity")).hasToString("4");
    }

    @Test
    void whatMicrosoftSaysOfItsIncidentsIsTakenOver() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        takeIncident("100", "active", after(10), null);
        assertThat(only("incident"))
                .containsEntry("name", "Microsoft's name")
                .containsEntry("assigned_to", "ann@contoso.example")
                .containsEntry("classification", "TRUE_POSITIVE")
                .containsEntry("status", "ACTIVE");
        takeIncident("100", "resolved", after(20), null);
        takeIncident("100", "active", after(15), null);
        assertThat(only("incident")).containsEntry("status", "RESOLVED").containsEntry("is_open", false);
    }

    @Test
    void anIncidentThatMicrosoftMadePartOfAnotherIsRedirectedWithItsAlerts() {
        take(
                Telling.of("a", MONDAY).in("100").file("f1"),
                Telling.of("b", after(1)).in("200").device("d2"));
        take(Telling.of("c", after(2)).file("f1"));
        assertTogether("a c", "b");
        takeIncident("100", "redirected", after(10), "200");
        assertTogether("a b c");
        take(
                Telling.of("d", after(3)).in("100").file("f9"),
                Telling.of("e", after(4)).file("f1"));
        assertTogether("a b c d e");
    }

    @Test
    void whatAPersonDecidedIsNotTakenBackByMicrosoft() {
        take(Telling.of("a", MONDAY).in("100").file("f1"));
        takeIncident("100", "active", after(10), null);
        var ann = new Analyst(UUID.randomUUID(), "ann@contoso.example");
        var change = new IncidentChange(
                IncidentStatus.IN_PROGRESS,
                "",
                null,
                null,
                List.of("vip"),
                "Looks bad",
                "Our name",
                Severity.LOW,
                null);
        var done = incidents.change(home, ann, 1, change);
        assertThat(done).isInstanceOf(Changed.Done.class);
        takeIncident("100", "resolved", after(20), null);
        assertThat(only("incident"))
                .containsEntry("name", "Our name")
                .containsEntry("assigned_to", null)
                .containsEntry("status", "IN_PROGRESS")
                .hasEntrySatisfying("severity", severity -> assertThat(severity).hasToString("2"));
    }

    /**
     * Users, devices, files and mails that are shared as in a company over three weeks.
     *
     * @param ofMicrosoft how many of a hundred come with an incident of Microsoft's
     */
    private static List<Alert> company(Random chance, int alerts, int people, int ofMicrosoft) {
        return IntStream.range(0, alerts)
                .mapToObj(i -> {
                    var person = chance.nextInt(people);
                    var telling = Telling.of("x" + i, after(Duration.ofMinutes(chance.nextInt(3 * 7 * 24 * 60))));
                    if (chance.nextInt(3) > 0) {
                        telling.device("d" + person);
                    }
                    if (chance.nextInt(3) > 0) {
                        telling.user("person" + person + "@contoso.example");
                    }
                    if (chance.nextInt(5) == 0) {
                        telling.file("f" + chance.nextInt(alerts));
                    }
                    if (chance.nextInt(5) == 0) {
                        telling.message("m" + chance.nextInt(alerts), "person" + person + "@contoso.example");
                    }
                    if (chance.nextInt(8) == 0) {
                        telling.ip("198.51.100." + chance.nextInt(100));
                    }
                    if (chance.nextInt(100) < ofMicrosoft) {
                        telling.in(String.valueOf(95 + chance.nextInt(10)));
                    }
                    return telling.told();
                })
                .toList();
    }

    @Test
    void theSameAlertsInAnyOrderAndAnyBatchesFormTheSameIncidents() {
        for (var seed : new int[] {1, 2, 3}) {
            assertSameInAnyOrder(company(new Random(seed), 150, 60, 0), seed);
            assertSameInAnyOrder(company(new Random(seed), 150, 15, 0), seed);
            assertSameInAnyOrder(company(new Random(seed), 150, 40, 30), seed);
        }
    }

    private static final CorrelationSettings DEVICE_GROUPS_APART = new CorrelationSettings(
            Duration.ofDays(7), Duration.ofHours(24), Duration.ofHours(48), 20, 500, 1_500, true, Set.of());

    @Test
    void devicesOfDifferentGroupsKeepIncidentsApartOnlyWhereAnInstallationSetsIt() {
        var alerts = List.of(
                Telling.of("a", MONDAY)
                        .device("d1", "Tills")
                        .user("ann@contoso.example")
                        .told(),
                Telling.of("b", after(1))
                        .device("d2", "Servers")
                        .user("ann@contoso.example")
                        .told(),
                Telling.of("m", after(2))
                        .device("d3", "TILLS")
                        .user("ann@contoso.example")
                        .in("100")
                        .told(),
                Telling.of("c", after(3))
                        .device("d4", "servers")
                        .user("ann@contoso.example")
                        .told());
        incidents.take(home, alerts);
        assertTogether("a b m c");
        home = anotherHome();
        var apart = new Incidents(DEVICE_GROUPS_APART, Clock.systemUTC());
        apart.take(home, alerts);
        assertTogether("a m", "b c");
        home = anotherHome();
        alerts.reversed().forEach(alert -> apart.take(home, List.of(alert)));
        assertTogether("a m", "b c");
        assertThat(new Regrouping(DEVICE_GROUPS_APART, Clock.systemUTC())
                        .obstacles(home, List.of(incidentOf("a"), incidentOf("b"))))
                .containsExactly(Obstacle.OTHER_DEVICE_GROUP);
    }

    @Test
    void whatNamesNoDeviceGoesWithOneDeviceGroupAndNeverJoinsTwo() {
        var apart = new Incidents(DEVICE_GROUPS_APART, Clock.systemUTC());
        var alerts = List.of(
                Telling.of("a", MONDAY).device("d1", "Tills").file("f1").told(),
                Telling.of("b", after(1)).file("f1").file("f2").told(),
                Telling.of("c", after(2)).device("d2", "Servers").file("f2").told());
        for (var order : List.of(alerts, alerts.reversed(), List.of(alerts.get(1), alerts.get(2), alerts.get(0)))) {
            home = anotherHome();
            order.forEach(alert -> apart.take(home, List.of(alert)));
            assertThat(groups(home)).hasSize(2);
            assertThat(incidentOf("a")).isNotEqualTo(incidentOf("c"));
        }
    }

    @Test
    void alertsOfSeparateDeviceGroupsFormTheSameIncidentsInAnyOrder() {
        var chance = new Random(7);
        var alerts = IntStream.range(0, 120)
                .mapToObj(i -> Telling.of("x" + i, after(chance.nextInt(7 * 24 * 60)))
                        .device("d" + i, List.of("Tills", "Servers", "Offices").get(chance.nextInt(3)))
                        .user("person" + chance.nextInt(15) + "@contoso.example")
                        .told())
                .toList();
        assertSameInAnyOrder(new Incidents(DEVICE_GROUPS_APART, Clock.systemUTC()), alerts, 7);
    }

    private void assertSameInAnyOrder(List<Alert> alerts, int seed) {
        assertSameInAnyOrder(incidents, alerts, seed);
    }

    private void assertSameInAnyOrder(Incidents incidents, List<Alert> alerts, int seed) {
        var chance = new Random(seed);
        var expected = anotherHome();
        incidents.take(expected, alerts);
        for (int round = 0; round < 4; round++) {
            var shuffled = new ArrayList<>(alerts);
            Collections.shuffle(shuffled, chance);
            var another = anotherHome();
            batches(shuffled, chance).forEach(batch -> incidents.take(another, batch));
            assertThat(groups(another)).as("seed %d, round %d", seed, round).isEqualTo(groups(expected));
        }
    }

    private static Collection<List<Alert>> batches(List<Alert> alerts, Random chance) {
        var batches = new ArrayList<List<Alert>>();
        for (int from = 0; from < alerts.size(); ) {
            var to = Math.min(alerts.size(), from + 1 + chance.nextInt(20));
            // What overlaps comes twice.
            batches.add(Stream.concat(
                            alerts.subList(from, to).stream(),
                            alerts.subList(0, from).stream().limit(2))
                    .toList());
            from = to;
        }
        return batches;
    }
}
