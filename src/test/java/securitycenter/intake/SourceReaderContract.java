package securitycenter.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.eligibility.SupportedService.ENDPOINT;
import static securitycenter.eligibility.SupportedService.IDENTITY;
import static securitycenter.homes.DataCenter.EUROPEAN_UNION;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.TemporalUnitOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import securitycenter.eligibility.SupportedService;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Received;
import securitycenter.fakemicrosoft.SampleAlert;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.graph.MovableClock;
import securitycenter.graph.PretendSecurityGraph;
import securitycenter.homes.DataCenters;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Incidents;

/** How a source is read on, on each kind of database. */
abstract class SourceReaderContract {

    private static final String ALERTS = "/v1.0/security/alerts_v2";
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Admission EVERYTHING = new Admission(EnumSet.allOf(SupportedService.class), true);
    private static final BooleanSupplier ON = () -> true;

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    DataCenters dataCenters;

    @Autowired
    HomeSchema schema;

    @Autowired
    Incidents incidents;

    @Autowired
    Cursors cursors;

    private final MovableClock time = new MovableClock();

    private Tenant tenant;
    private TenantHome home;
    private Connections connections;
    private SourceReader reader;

    @BeforeEach
    void aHomeThatWasNeverRead() {
        tenant = microsoft.directory().tenant("Read B.V.");
        tenant.alerts().clock(time);
        home = dataCenters.homeOf(tenant.id(), EUROPEAN_UNION);
        schema.migrate(home);
        connections = new Connections(time.clock());
        for (var service : SupportedService.values()) {
            connections.connect(home, service);
        }
        reader = new SourceReader(
                PretendSecurityGraph.at(microsoft, time.clock()),
                incidents,
                cursors,
                connections,
                new UnknownServices(time.clock()),
                new IntakeSettings(INTERVAL),
                time.clock());
    }

    @AfterEach
    void removeIt() {
        schema.drop(home);
    }

    private Instant readAlerts() {
        return reader.read(home, Source.ALERTS, EVERYTHING, ON);
    }

    /** The ids of the alerts in the home. */
    private List<String> taken() {
        return home.database()
                .sql("select source_id from alert")
                .query(String.class)
                .list();
    }

    private SourceState state() {
        return cursors.of(home, Source.ALERTS);
    }

    private SampleAlert endpointAlert(Duration ago) {
        var alert = SampleAlert.endpoint("An alert").created(time.instant().minus(ago));
        tenant.alerts().add(alert);
        return alert;
    }

    private List<String> filters() {
        return microsoft.requests(ALERTS).stream()
                .filter(one -> one.tenant().filter(tenant.id()::equals).isPresent())
                .map(Received::parameters)
                .map(parameters -> parameters.get("$filter"))
                .toList();
    }

    @Test
    void theFirstReadingTakesThirtyDaysAndTheCursorIsAtTheNewest() {
        endpointAlert(Duration.ofDays(31));
        var old = endpointAlert(Duration.ofDays(29));
        var recent = endpointAlert(Duration.ofHours(1));
        assertThat(readAlerts()).isEqualTo(time.instant().plus(INTERVAL));
        assertThat(taken()).containsExactlyInAnyOrder(old.id(), recent.id());
        assertThat(state().position()).isCloseTo(time.instant().minus(Duration.ofHours(1)), within());
        assertThat(state().lastSuccess()).isCloseTo(time.instant(), within());
        assertThat(state().lastRecord()).isEqualTo(state().position());
    }

    @Test
    void theNextReadingBeginsFiveMinutesBeforeTheNewest() {
        endpointAlert(Duration.ofHours(1));
        readAlerts();
        time.forward(INTERVAL);
        readAlerts();
        var begin = requireNonNull(state().position()).minus(Duration.ofMinutes(5));
        assertThat(filters().getLast()).contains(begin.toString().substring(0, 19));
    }

    @Test
    void aTenantWithoutAlertsIsReadFromTheBeginningInOneRequest() {
        readAlerts();
        var first = filters().size();
        time.forward(INTERVAL);
        readAlerts();
        assertThat(filters()).hasSize(first + 1);
        assertThat(state().position()).isNull();
    }

    @Test
    void theCursorMovesOnlyAfterTheLastPage() {
        for (var i = 0; i < 150; i++) {
            endpointAlert(Duration.ofMinutes(10));
        }
        // Five pieces are empty; the last one has two pages.
        tenant.misbehaves(Misbehavior.brokenJson().after(6));
        readAlerts();
        assertThat(taken()).hasSize(100);
        assertThat(state().position()).isNull();
        assertThat(state().trouble()).isEqualTo(Trouble.UNREADABLE);

        tenant.behaves();
        time.forward(Duration.ofSeconds(3));
        readAlerts();
        assertThat(taken()).hasSize(150);
        assertThat(state().position()).isNotNull();
        assertThat(state().trouble()).isNull();
        assertThat(state().failures()).isZero();
    }

    @Test
    void aRecordThatIsTooLargeIsLeftOutAndTheSourceGoesOn() {
        endpointAlert(Duration.ofMinutes(12));
        tenant.alerts()
                .add(SampleAlert.endpoint("Huge")
                        .created(time.instant().minus(Duration.ofMinutes(11)))
                        .description("x".repeat(11 << 20)));
        endpointAlert(Duration.ofMinutes(10));
        readAlerts();
        assertThat(taken()).hasSize(2);
        assertThat(state().trouble()).isNull();
        assertThat(state().position()).isNotNull();
        assertThat(state().leftOutAt()).isCloseTo(time.instant(), within());
    }

    /** Each time it would cost as many bytes as are read at most. */
    @Test
    void whatIsTooLargeIsNotFetchedEachMinuteAndWhatComesMeanwhileIsTaken() {
        var first = endpointAlert(Duration.ofMinutes(12));
        tenant.alerts()
                .add(SampleAlert.endpoint("Huge")
                        .created(time.instant().minus(Duration.ofMinutes(11)))
                        .description("x".repeat(11 << 20)));
        readAlerts();
        var found = state().leftOutAt();
        var before = filters().size();
        for (var minute = 0; minute < 10; minute++) {
            time.forward(INTERVAL);
            readAlerts();
        }
        assertThat(filters()).as("one a minute").hasSize(before + 10);
        assertThat(state().leftOutAt()).isEqualTo(found);

        var second = endpointAlert(Duration.ofMinutes(4));
        time.forward(INTERVAL);
        readAlerts();
        assertThat(taken()).containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void whatIsTooLargeIsTriedAgainAfterAnHour() {
        endpointAlert(Duration.ofMinutes(12));
        var huge = SampleAlert.endpoint("Huge")
                .created(time.instant().minus(Duration.ofMinutes(11)))
                .description("x".repeat(11 << 20));
        tenant.alerts().add(huge);
        readAlerts();
        var found = state().leftOutAt();
        time.forward(Duration.ofMinutes(59));
        readAlerts();
        assertThat(state().leftOutAt()).isEqualTo(found);
        huge.description("No longer huge");
        time.forward(Duration.ofMinutes(2));
        readAlerts();
        assertThat(taken()).contains(huge.id());
    }

    /** The piece after it was not read: nothing in it may be passed over. */
    @Test
    void aFailureAfterWhatIsTooLargeLosesNothing() {
        tenant.alerts()
                .add(SampleAlert.endpoint("Huge")
                        .created(time.instant().minus(Duration.ofDays(29)))
                        .description("x".repeat(11 << 20)));
        var later = endpointAlert(Duration.ofDays(3));
        tenant.misbehaves(Misbehavior.unavailable().after(6));
        readAlerts();
        assertThat(state().leftOutAt()).isNotNull();
        assertThat(taken()).isEmpty();
        tenant.behaves();
        time.forward(Duration.ofSeconds(3));
        readAlerts();
        assertThat(taken()).containsExactly(later.id());
    }

    @Test
    void aFailureCostsTheLastPieceOnly() {
        endpointAlert(Duration.ofDays(28));
        endpointAlert(Duration.ofMinutes(10));
        tenant.misbehaves(Misbehavior.unavailable().after(3));
        readAlerts();
        assertThat(taken()).hasSize(1);
        assertThat(state().position()).isCloseTo(time.instant().minus(Duration.ofDays(28)), within());
        tenant.behaves();
        time.forward(Duration.ofSeconds(3));
        readAlerts();
        assertThat(state().position()).isAfter(time.instant().minus(Duration.ofHours(1)));
    }

    @Test
    void aWishOfMicrosoftsIsKept() {
        tenant.misbehaves(Misbehavior.tooManyRequests(Duration.ofMinutes(7)));
        assertThat(readAlerts()).isEqualTo(time.instant().plus(Duration.ofMinutes(7)));
        assertThat(state().trouble()).isEqualTo(Trouble.THROTTLED);
        var asked = filters().size();
        time.forward(Duration.ofMinutes(6));
        readAlerts();
        assertThat(filters()).hasSize(asked);
        tenant.behaves();
        time.forward(Duration.ofMinutes(2));
        readAlerts();
        assertThat(state().trouble()).isNull();
    }

    @Test
    void failuresInARowMakeThePauseLonger() {
        tenant.misbehaves(Misbehavior.gatewayTimeout());
        for (var failures = 1; failures <= 4; failures++) {
            var pause = Duration.between(time.instant(), readAlerts());
            assertThat(pause).isBetween(Duration.ofSeconds(1L << (failures - 1)), Duration.ofSeconds(1L << failures));
            assertThat(state().failures()).isEqualTo(failures);
            assertThat(state().trouble()).isEqualTo(Trouble.SILENT);
            time.forward(pause.plusMillis(1));
        }
    }

    @Test
    void aMissingPermissionIsNamedUntilItIsThere() {
        tenant.withholds("SecurityIncident.Read.All");
        assertThat(reader.read(home, Source.INCIDENTS, EVERYTHING, ON))
                .isEqualTo(time.instant().plus(Duration.ofMinutes(5)));
        var incidents = cursors.of(home, Source.INCIDENTS);
        assertThat(incidents.trouble()).isEqualTo(Trouble.PERMISSION_MISSING);
        assertThat(incidents.permission()).isEqualTo("SecurityIncident.Read.All");
        readAlerts();
        assertThat(state().trouble()).isNull();

        tenant.consents();
        time.forward(Duration.ofMinutes(6));
        reader.read(home, Source.INCIDENTS, EVERYTHING, ON);
        assertThat(cursors.of(home, Source.INCIDENTS).permission()).isNull();
    }

    @Test
    void aLinkThatLeadsElsewhereMovesNothing() {
        endpointAlert(Duration.ofMinutes(10));
        tenant.misbehaves(Misbehavior.nextLinkAt(URI.create("https://elsewhere.example/next")));
        readAlerts();
        assertThat(state().trouble()).isEqualTo(Trouble.UNREADABLE);
        assertThat(state().position()).isNull();
    }

    @Test
    void anEmptyPageIsNotTheEnd() {
        var alert = endpointAlert(Duration.ofMinutes(10));
        tenant.misbehaves(Misbehavior.emptyPage().times(1));
        readAlerts();
        assertThat(taken()).containsExactly(alert.id());
    }

    @Test
    void whatHasNoIdIsLeftOutAndWhatIsNewIsKept() {
        endpointAlert(Duration.ofMinutes(10));
        tenant.misbehaves(Misbehavior.itemsWithoutId());
        readAlerts();
        assertThat(taken()).isEmpty();
        assertThat(state().trouble()).isNull();

        tenant.behaves().misbehaves(Misbehavior.unknownEvidence());
        time.forward(INTERVAL);
        readAlerts();
        assertThat(taken()).hasSize(1);
        assertThat(home.database()
                        .sql("select body from alert_body")
                        .query(String.class)
                        .single())
                .contains("teleporterEvidence");
    }

    @Test
    void onlyLicensedServicesComeAndTheCursorPassesTheOthers() {
        var endpoint = endpointAlert(Duration.ofMinutes(20));
        tenant.alerts().add(SampleAlert.office365("Mail").created(time.instant().minus(Duration.ofMinutes(10))));
        reader.read(home, Source.ALERTS, new Admission(EnumSet.of(ENDPOINT), false), ON);
        assertThat(taken()).containsExactly(endpoint.id());
        assertThat(state().position()).isCloseTo(time.instant().minus(Duration.ofMinutes(10)), within());
        assertThat(state().lastRecord()).isCloseTo(time.instant().minus(Duration.ofMinutes(20)), within());
    }

    @Test
    void identityDataComesOnlyWhenItIsWantedAndThenThatFromBeforeToo() {
        var alert = SampleAlert.identity("Identity").created(time.instant().minus(Duration.ofMinutes(10)));
        tenant.alerts().add(alert);
        reader.read(home, Source.ALERTS, new Admission(EnumSet.of(ENDPOINT, IDENTITY), false), ON);
        assertThat(taken()).isEmpty();
        assertThat(connection(IDENTITY).lastData()).isNull();
        endpointAlert(Duration.ZERO);
        time.forward(INTERVAL);
        reader.read(home, Source.ALERTS, new Admission(EnumSet.of(ENDPOINT, IDENTITY), false), ON);
        time.forward(INTERVAL);
        readAlerts();
        assertThat(taken()).contains(alert.id());
        assertThat(connection(IDENTITY).lastData()).isNotNull();
    }

    @Test
    void theNewestRecordOfAServiceAndItsWayAreKept() {
        endpointAlert(Duration.ZERO);
        time.forward(Duration.ofSeconds(40));
        readAlerts();
        var endpoint = connection(ENDPOINT);
        assertThat(endpoint.lastData()).isCloseTo(time.instant().minusSeconds(40), within());
        assertThat(endpoint.lag()).isBetween(Duration.ofSeconds(39), Duration.ofSeconds(41));
    }

    @Test
    void whatCannotBeStoredIsReadAgain() {
        endpointAlert(Duration.ofMinutes(10));
        home.database().sql("alter table alert_body rename to away").update();
        readAlerts();
        assertThat(state().trouble()).isEqualTo(Trouble.NOT_STORED);
        assertThat(state().position()).isNull();
        home.database().sql("alter table away rename to alert_body").update();
        time.forward(Duration.ofSeconds(3));
        readAlerts();
        assertThat(taken()).hasSize(1);
        assertThat(state().trouble()).isNull();
    }

    @Test
    void aReadingThatIsNoLongerWantedEndsAfterItsPage() {
        for (var i = 0; i < 150; i++) {
            endpointAlert(Duration.ofDays(29));
        }
        reader.read(home, Source.ALERTS, EVERYTHING, () -> taken().isEmpty());
        assertThat(taken()).hasSize(100);
        assertThat(state()).isEqualTo(SourceState.neverRead(Source.ALERTS));
    }

    @Test
    void aClockThatIsAheadForAWhileLosesNothing() {
        var early = endpointAlert(Duration.ofMinutes(10));
        time.forward(Duration.ofDays(365));
        readAlerts();
        time.forward(Duration.ofDays(-365));
        readAlerts();
        assertThat(taken()).containsExactly(early.id());
    }

    private Connection connection(SupportedService service) {
        return requireNonNull(connections.of(home).get(service));
    }

    private static TemporalUnitOffset within() {
        return Assertions.within(1, ChronoUnit.SECONDS);
    }
}
