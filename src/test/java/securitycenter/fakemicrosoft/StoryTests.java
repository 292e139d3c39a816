package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryTests {

    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private final AtomicReference<Instant> time = new AtomicReference<>(MORNING);
    private final Directory directory = new Directory();
    private final Tenant tenant = directory.tenant("Tailspin", "tailspin").licensed("SPE_E5");
    private final Alerts alerts = tenant.alerts().clock(time::get);

    @Test
    void theFirstAlertIsThereAtOnceAndTheAttackGoesOnEveryHalfMinute() {
        alerts.plays(Story.ungrouped());

        assertThat(titles()).containsExactly("Phishing messages were delivered to three mailboxes");
        time.set(MORNING.plusSeconds(60));
        assertThat(titles()).hasSizeBetween(2, 4);
        time.set(MORNING.plus(Duration.ofMinutes(10)));
        assertThat(titles()).hasSize(14).doesNotHaveDuplicates();
        assertThat(values("createdDateTime").map(Instant::parse).reduce((before, next) -> {
                    assertThat(Duration.between(before, next))
                            .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
                    return next;
                }))
                .isPresent();
        assertThat(values("serviceSource").distinct()).hasSize(4);
    }

    @Test
    void theStoryBeginsWhenItIsFirstAskedFor() {
        alerts.plays(Story.ungrouped());
        time.set(MORNING.plus(Duration.ofDays(3)));

        assertThat(titles()).hasSize(1);
    }

    @Test
    void theStoryCanBeOverAtOnceOrAtAnotherTime() {
        alerts.plays(Story.ungrouped().atOnce());
        assertThat(titles()).hasSize(14);

        var later = directory.tenant("Northwind").licensed("SPE_E5");
        later.alerts().clock(time::get).plays(Story.ungrouped().startingAt(MORNING.plusSeconds(1)));
        assertThat(later.alerts().alertsInGraph()).isEmpty();
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        var again = new Directory().tenant("Tailspin", "tailspin").licensed("SPE_E5");
        again.alerts().clock(time::get).plays(full().seed(7));
        alerts.plays(full().seed(7));

        assertThat(alerts.alertsInGraph()).isEqualTo(again.alerts().alertsInGraph());
        assertThat(alerts.incidentsInGraph()).isEqualTo(again.alerts().incidentsInGraph());
    }

    @Test
    void anotherSeedTellsAnotherStory() {
        var other = new Directory().tenant("Tailspin", "tailspin").licensed("SPE_E5");
        other.alerts().clock(time::get).plays(full().seed(8));
        alerts.plays(full().seed(7));

        assertThat(alerts.alertsInGraph()).isNotEqualTo(other.alerts().alertsInGraph());
    }

    @Test
    void onlyServicesWithALicenseFindAnything() {
        var small = directory.tenant("Northwind").licensed("WIN_DEF_ATP");
        small.alerts().clock(time::get).plays(full());
        assertThat(small.alerts().alertsInGraph())
                .isNotEmpty()
                .allMatch(alert -> alert.get("serviceSource").equals("microsoftDefenderForEndpoint"));

        alerts.plays(full().services(Set.of(ServiceSource.IDENTITY)));
        assertThat(values("serviceSource").distinct()).containsExactly("microsoftDefenderForIdentity");

        var none = directory.tenant("Tailspin Toys");
        none.alerts().plays(full());
        assertThat(none.alerts().alertsInGraph()).isEmpty();
        assertThat(none.alerts().incidentsInGraph()).isEmpty();
    }

    @Test
    void aServiceThatIsSuspendedFindsNothing() {
        tenant.subscription("SPE_E5").status("Suspended");

        assertThat(ServiceSource.of(tenant)).isEmpty();
        tenant.subscription("SPE_E5").status("Warning").provisioning("ATA", "Disabled");
        assertThat(ServiceSource.of(tenant))
                .containsExactlyInAnyOrder(ServiceSource.ENDPOINT, ServiceSource.CLOUD_APPS, ServiceSource.OFFICE_365);
    }

    @Test
    void microsoftSeesOneIncidentInPartOfTheAttackOrNone() {
        alerts.plays(Story.groupedByMicrosoft().atOnce());
        assertThat(values("incidentId").distinct()).contains("null").hasSize(2);
        assertThat(alerts.incidentsInGraph()).hasSize(1);

        var ungrouped = directory.tenant("Northwind").licensed("SPE_E5");
        ungrouped.alerts().plays(Story.ungrouped().atOnce());
        assertThat(ungrouped.alerts().alertsInGraph()).allMatch(alert -> alert.get("incidentId") == null);
    }

    @Test
    void thePastIsTwentyFiveIncidentsOfEveryKind() {
        alerts.plays(full());

        var incidents = alerts.incidentsInGraph();
        var recent = MORNING.minus(Duration.ofDays(26));

        assertThat(incidents).hasSize(25);
        assertThat(incidents)
                .extracting(incident -> incident.get("status"))
                .contains("active", "inProgress", "resolved");
        assertThat(incidents).extracting(incident -> incident.get("severity")).contains("high", "medium", "low");
        assertThat(incidents)
                .filteredOn(incident -> incident.get("status").equals("resolved"))
                .allMatch(incident -> !incident.get("classification").equals("unknown"))
                .allMatch(incident -> incident.get("assignedTo") != null);
        assertThat(alerts.alertsInGraph())
                .hasSizeBetween(55, 70)
                .allMatch(alert ->
                        Instant.parse((String) alert.get("createdDateTime")).isAfter(recent))
                .noneMatch(alert ->
                        Instant.parse((String) alert.get("lastUpdateDateTime")).isAfter(MORNING));
    }

    @Test
    void theSameDayIsNotToldTwice() {
        var again = new Directory().tenant("Tailspin", "tailspin").licensed("SPE_E5");
        again.alerts().clock(() -> MORNING.plus(Duration.ofHours(30))).plays(full());
        alerts.plays(full());

        var before = alerts.incidentsInGraph().stream()
                .map(incident -> incident.get("id"))
                .toList();
        var after = again.alerts().incidentsInGraph().stream()
                .map(incident -> incident.get("id"))
                .toList();

        assertThat(after).hasSize(25).containsAll(before.subList(1, 25));
    }

    @Test
    void theFirstAlertIsInvestigatedWhileTheAttackGoesOn() {
        alerts.plays(Story.ungrouped());
        var asked = alerts.alertsInGraph().getFirst();
        time.set(MORNING.plus(Duration.ofMinutes(10)));

        var later = alerts.alertInGraph((String) asked.get("id")).orElseThrow();

        assertThat(asked.get("status")).isEqualTo("new");
        assertThat(later.get("assignedTo")).isEqualTo("Automation");
        assertThat((String) later.get("lastUpdateDateTime")).isGreaterThan((String) asked.get("lastUpdateDateTime"));
    }

    @Test
    void quietDaysFollow() {
        alerts.plays(full());
        titles();
        time.set(MORNING.plus(Duration.ofMinutes(10)));
        var before = alerts.alertsInGraph().size();

        time.set(MORNING.plus(Duration.ofDays(2)));

        assertThat(alerts.alertsInGraph()).hasSizeBetween(before + 6, before + 8);
    }

    @Test
    void theCastIsUnderAttack() {
        var cast = Cast.in(new Directory()).underAttack();

        for (var each : cast.tenants()) {
            assertThat(each.alerts().alertsInGraph().isEmpty())
                    .as(each.name())
                    .isEqualTo(ServiceSource.of(each).isEmpty());
        }
    }

    private static Story full() {
        return Story.ungrouped().withPast().withBackground();
    }

    private List<String> titles() {
        return values("title").toList();
    }

    private Stream<String> values(String field) {
        List<Map<String, Object>> rows = alerts.alertsInGraph();
        return rows.stream().map(alert -> String.valueOf(alert.get(field)));
    }
}
