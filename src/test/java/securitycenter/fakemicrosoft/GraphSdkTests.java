package securitycenter.fakemicrosoft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.graph.models.DirectoryObject;
import com.microsoft.graph.models.DirectoryObjectCollectionResponse;
import com.microsoft.graph.models.DirectoryRole;
import com.microsoft.graph.models.Group;
import com.microsoft.graph.models.ServicePlanInfo;
import com.microsoft.graph.models.User;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.models.security.Alert;
import com.microsoft.graph.models.security.AlertCollectionResponse;
import com.microsoft.graph.models.security.AlertEvidence;
import com.microsoft.graph.models.security.AlertSeverity;
import com.microsoft.graph.models.security.IncidentStatus;
import com.microsoft.graph.models.security.ProcessEvidence;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import securitycenter.identity.Role;

/** Microsoft's own client finds in the pretend Graph what it would find in the real one. */
class GraphSdkTests {

    private static final FakeMicrosoft MICROSOFT = FakeMicrosoft.start(0);
    private static final Visitor VISITOR = new Visitor(MICROSOFT);

    private final Tenant tenant = MICROSOFT.directory().tenant("Tailspin").licensed("SPE_E5");
    private final Person ada = tenant.person("Ada Lovelace").holds(Role.SECURITY_ADMINISTRATOR);

    @AfterAll
    static void stop() {
        MICROSOFT.stop();
    }

    @Test
    void licensesAreRead() {
        var skus = application().subscribedSkus().get().getValue();

        assertThat(skus).hasSize(1);
        var sku = skus.getFirst();
        assertThat(sku.getSkuPartNumber()).isEqualTo("SPE_E5");
        assertThat(sku.getCapabilityStatus()).isEqualTo("Enabled");
        assertThat(sku.getPrepaidUnits().getEnabled()).isEqualTo(25);
        assertThat(sku.getServicePlans())
                .extracting(ServicePlanInfo::getServicePlanName)
                .contains("WINDEFATP");
    }

    @Test
    void subscriptionsAreRead() {
        var end = Instant.parse("2027-01-31T00:00:00Z");
        tenant.subscription("SPE_E5").trial().until(end);

        var subscription =
                application().directory().subscriptions().get().getValue().getFirst();

        assertThat(subscription.getIsTrial()).isTrue();
        assertThat(subscription.getNextLifecycleDateTime().toInstant()).isEqualTo(end);
        assertThat(subscription.getTotalLicenses()).isEqualTo(25);
    }

    @Test
    void theOrganizationIsRead() {
        var organization = application().organization().get().getValue().getFirst();

        assertThat(organization.getId()).isEqualTo(tenant.id().toString());
        assertThat(organization.getDisplayName()).isEqualTo("Tailspin");
        assertThat(organization.getCountryLetterCode()).isEqualTo("NL");
        assertThat(organization.getVerifiedDomains().getFirst().getName()).isEqualTo(tenant.domain());
    }

    @Test
    void myRolesAreReadWithACast() {
        var roles = signedIn().me().transitiveMemberOf().graphDirectoryRole().get(request -> {
            request.headers.add("ConsistencyLevel", "eventual");
            request.queryParameters.count = true;
        });

        assertThat(roles.getOdataCount()).isOne();
        assertThat(roles.getValue())
                .extracting(DirectoryRole::getRoleTemplateId)
                .containsExactly(Role.SECURITY_ADMINISTRATOR.templateId());
    }

    @Test
    void theCastAloneIsAnError() {
        var error = catchThrowableOfType(
                ODataError.class,
                () -> signedIn().me().transitiveMemberOf().graphDirectoryRole().get());

        assertThat(error.getResponseStatusCode()).isEqualTo(400);
    }

    @Test
    void membershipsAreReadPageByPage() throws Exception {
        ada.memberOfGroups(300);
        var graph = signedIn();
        var first = graph.me().transitiveMemberOf().get();
        assertThat(first.getOdataNextLink()).isNotNull();

        var found = new ArrayList<DirectoryObject>();
        new PageIterator.Builder<DirectoryObject, DirectoryObjectCollectionResponse>()
                .client(graph)
                .collectionPage(first)
                .collectionPageFactory(DirectoryObjectCollectionResponse::createFromDiscriminatorValue)
                .processPageItemCallback(found::add)
                .build()
                .iterate();

        assertThat(found).hasSize(301).hasAtLeastOneElementOfType(DirectoryRole.class);
        assertThat(found).filteredOn(Group.class::isInstance).hasSize(300);
    }

    @Test
    void theMembersOfARoleAreRead() {
        var members = application()
                .directoryRoles()
                .byDirectoryRoleId("roleTemplateId=" + Role.SECURITY_ADMINISTRATOR.templateId())
                .members()
                .get()
                .getValue();

        assertThat(members).singleElement().isInstanceOf(User.class);
        assertThat(members.getFirst().getId()).isEqualTo(ada.id().toString());
    }

    @Test
    void aMissingConsentIsAnODataError() {
        tenant.withholds("Organization.Read.All");

        var error = catchThrowableOfType(
                ODataError.class, () -> application().subscribedSkus().get());

        assertThat(error.getResponseStatusCode()).isEqualTo(403);
        assertThat(error.getError().getCode()).isEqualTo("Authorization_RequestDenied");
        assertThat(error.getError().getInnerError().getRequestId()).isNotBlank();
    }

    @Test
    void aRoleThatNobodyHasIsAnODataError() {
        var error = catchThrowableOfType(
                ODataError.class,
                () -> application()
                        .directoryRoles()
                        .byDirectoryRoleId("roleTemplateId=" + Role.GLOBAL_READER.templateId())
                        .members()
                        .get());

        assertThat(error.getResponseStatusCode()).isEqualTo(404);
        assertThat(error.getError().getCode()).isEqualTo("Request_ResourceNotFound");
    }

    @Test
    void alertsAreReadWithTheirEvidence() {
        tenant.alerts().plays(Story.ungrouped().atOnce());

        var alerts = application().security().alertsV2().get(request -> {
            request.headers.add("Prefer", "include-unknown-enum-members");
            request.queryParameters.filter = "severity eq 'high' and createdDateTime ge 2020-01-01T00:00:00Z";
            request.queryParameters.orderby = new String[] {"createdDateTime asc"};
            request.queryParameters.count = true;
        });

        assertThat(alerts.getOdataCount()).isEqualTo(alerts.getValue().size());
        assertThat(alerts.getValue())
                .hasSizeGreaterThan(5)
                .allMatch(alert -> alert.getSeverity() == AlertSeverity.High)
                .isSortedAccordingTo(Comparator.comparing(Alert::getCreatedDateTime));
        assertThat(alerts.getValue()).extracting(Alert::getServiceSource).doesNotContainNull();
        assertThat(alerts.getValue())
                .flatExtracting(Alert::getEvidence)
                .hasAtLeastOneElementOfType(ProcessEvidence.class)
                .allMatch(evidence -> evidence.getClass() != AlertEvidence.class)
                .allMatch(evidence -> evidence.getAdditionalData().isEmpty(), "has only fields that Graph knows");
    }

    @Test
    void allThatAStoryNamesIsKnownToMicrosoft() {
        tenant.alerts().plays(Story.groupedByMicrosoft().atOnce().withPast());

        var alerts = application().security().alertsV2().get().getValue();

        assertThat(alerts)
                .flatExtracting(alert -> alert.getAdditionalData().keySet())
                .as("what this version of the client does not know")
                .containsOnly("categories");
        assertThat(alerts)
                .flatExtracting(Alert::getEvidence)
                .flatExtracting(evidence -> evidence.getAdditionalData().keySet())
                .isEmpty();
        assertThat(alerts)
                .flatExtracting(Alert::getEvidence)
                .extracting(Object::getClass)
                .hasSizeGreaterThan(100)
                .satisfies(types -> assertThat(Set.copyOf(types)).hasSize(19));
    }

    @Test
    void alertsAreReadPageByPage() throws Exception {
        IntStream.range(0, 250).forEach(number -> tenant.alerts().add(SampleAlert.identity("Alert " + number)));
        tenant.misbehaves(Misbehavior.emptyPage().times(1).after(1));
        var graph = application();

        var found = new ArrayList<Alert>();
        new PageIterator.Builder<Alert, AlertCollectionResponse>()
                .client(graph)
                .collectionPage(graph.security().alertsV2().get())
                .collectionPageFactory(AlertCollectionResponse::createFromDiscriminatorValue)
                .processPageItemCallback(found::add)
                .build()
                .iterate();

        assertThat(found).extracting(Alert::getId).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void anAlertIsReadByItsId() {
        var alert = SampleAlert.cloudApps("Mass download").assignedTo("olga@tailspin.example");
        tenant.alerts().add(alert);

        assertThat(application()
                        .security()
                        .alertsV2()
                        .byAlertId(alert.id())
                        .get()
                        .getAssignedTo())
                .isEqualTo("olga@tailspin.example");

        tenant.alerts().remove(alert);
        var error = catchThrowableOfType(
                ODataError.class,
                () -> application().security().alertsV2().byAlertId(alert.id()).get());
        assertThat(error.getResponseStatusCode()).isEqualTo(404);
        assertThat(error.getError().getCode()).isEqualTo("ResourceNotFound");
    }

    @Test
    void incidentsAreReadWithTheirAlerts() {
        tenant.alerts().plays(Story.groupedByMicrosoft().atOnce().withPast());

        var incidents = application().security().incidents().get(request -> {
            request.queryParameters.expand = new String[] {"alerts"};
            request.queryParameters.filter = "status eq 'resolved'";
            request.queryParameters.top = 5;
        });

        assertThat(incidents.getOdataNextLink()).startsWith(MICROSOFT.address().toString());
        assertThat(incidents.getValue())
                .hasSize(5)
                .allMatch(incident -> incident.getStatus() == IncidentStatus.Resolved)
                .allMatch(incident -> incident.getDetermination() != null)
                .allMatch(incident -> !incident.getAlerts().isEmpty())
                .allMatch(incident -> incident.getAdditionalData().isEmpty(), "has only fields that Graph knows");
    }

    @Test
    void anIncidentIsReadById() {
        tenant.alerts().add(SampleAlert.endpoint("Something ran").incident("7"));

        var incident = application()
                .security()
                .incidents()
                .byIncidentId("7")
                .get(request -> request.queryParameters.expand = new String[] {"alerts"});

        assertThat(incident.getDisplayName()).isEqualTo("Something ran");
        assertThat(incident.getAlerts())
                .singleElement()
                .extracting(Alert::getIncidentId)
                .isEqualTo("7");
    }

    private GraphServiceClient application() {
        return client(VISITOR.applicationToken(tenant));
    }

    private GraphServiceClient signedIn() {
        return client(VISITOR.signIn(ada).get("access_token").asString());
    }

    /** The client takes a token to localhost without TLS, and to no other host. */
    private static GraphServiceClient client(String token) {
        TokenCredential credential =
                request -> Mono.just(new AccessToken(token, OffsetDateTime.now().plusHours(1)));
        var client = new GraphServiceClient(
                new AzureIdentityAuthenticationProvider(credential, new String[] {"localhost"}, "default"));
        client.getRequestAdapter().setBaseUrl(MICROSOFT.address() + "/v1.0");
        return client;
    }
}
