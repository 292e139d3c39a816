package securitycenter.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.eligibility.SupportedService.CLOUD_APPS;
import static securitycenter.eligibility.SupportedService.ENDPOINT;
import static securitycenter.eligibility.SupportedService.IDENTITY;
import static securitycenter.eligibility.SupportedService.OFFICE_365;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import securitycenter.alerts.Alert;
import securitycenter.alerts.IncidentReader;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.SourceIncident;
import securitycenter.eligibility.SupportedService;
import tools.jackson.databind.json.JsonMapper;

class AdmissionTests {

    private static final Set<SupportedService> ALL = EnumSet.allOf(SupportedService.class);
    private static final JsonMapper JSON = new JsonMapper();

    private static Set<ServiceSource> admittedBy(Set<SupportedService> licensed, boolean identityData) {
        var admission = new Admission(licensed, identityData);
        var admitted = EnumSet.noneOf(ServiceSource.class);
        Stream.of(ServiceSource.values()).filter(admission::admits).forEach(admitted::add);
        return admitted;
    }

    @Test
    void withAllLicensesTheFourServicesComeAndWhatIsMadeOfThem() {
        assertThat(admittedBy(ALL, true))
                .containsExactlyInAnyOrder(
                        ServiceSource.ENDPOINT,
                        ServiceSource.OFFICE_365,
                        ServiceSource.CLOUD_APPS,
                        ServiceSource.APP_GOVERNANCE,
                        ServiceSource.IDENTITY,
                        ServiceSource.DEFENDER_XDR);
    }

    @Test
    void onlyWhatIsLicensedComes() {
        assertThat(admittedBy(Set.of(OFFICE_365), true))
                .containsExactlyInAnyOrder(ServiceSource.OFFICE_365, ServiceSource.DEFENDER_XDR);
        assertThat(admittedBy(Set.of(CLOUD_APPS), false))
                .containsExactlyInAnyOrder(
                        ServiceSource.CLOUD_APPS, ServiceSource.APP_GOVERNANCE, ServiceSource.DEFENDER_XDR);
    }

    @Test
    void withoutALicenseNothingComes() {
        assertThat(admittedBy(Set.of(), true)).isEmpty();
    }

    @Test
    void identityDataComesOnlyWhenItIsWanted() {
        assertThat(admittedBy(Set.of(ENDPOINT, IDENTITY), false))
                .containsExactlyInAnyOrder(ServiceSource.ENDPOINT, ServiceSource.DEFENDER_XDR);
        assertThat(admittedBy(Set.of(IDENTITY), false)).isEmpty();
        assertThat(new Admission(Set.of(IDENTITY), false).admitsAny()).isFalse();
    }

    @Test
    void anIncidentComesWithThoseOfItsAlertsThatAreTakenInAndNotWithoutAny() {
        var admission = new Admission(Set.of(ENDPOINT, IDENTITY), false);
        var mixed = incident("[%s, %s]".formatted(alert("a", "Endpoint"), alert("b", "Identity")));
        assertThat(admission.admitted(mixed).orElseThrow().alerts())
                .extracting(Alert::id)
                .containsExactly("a");
        assertThat(admission.admitted(incident("[%s]".formatted(alert("b", "Identity")))))
                .isEmpty();
    }

    @Test
    void anIncidentWithoutAlertsComesForItMayHaveBecomePartOfAnother() {
        var admission = new Admission(Set.of(ENDPOINT), false);
        var empty = incident("[]");
        var unknown = incident("null");
        assertThat(admission.admitted(empty)).contains(empty);
        assertThat(admission.admitted(unknown)).contains(unknown);
    }

    private static SourceIncident incident(String alerts) {
        return IncidentReader.read(JSON.readTree("{\"id\": \"7\", \"alerts\": %s}".formatted(alerts)), Instant.EPOCH)
                .orElseThrow();
    }

    private static String alert(String id, String service) {
        return "{\"id\": \"%s\", \"serviceSource\": \"microsoftDefenderFor%s\"}".formatted(id, service);
    }
}
