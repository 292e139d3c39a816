package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.core.tasks.PageIterator;
import com.microsoft.graph.models.odataerrors.ODataError;
import com.microsoft.graph.models.security.Alert;
import com.microsoft.graph.models.security.AlertClassification;
import com.microsoft.graph.models.security.AlertCollectionResponse;
import com.microsoft.graph.models.security.AlertComment;
import com.microsoft.graph.models.security.AlertDetermination;
import com.microsoft.graph.models.security.AlertSeverity;
import com.microsoft.graph.models.security.AlertStatus;
import com.microsoft.graph.models.security.DeviceEvidence;
import com.microsoft.graph.models.security.Incident;
import com.microsoft.graph.models.security.IncidentCollectionResponse;
import com.microsoft.graph.models.security.IncidentStatus;
import com.microsoft.graph.models.security.ServiceSource;
import com.microsoft.graph.models.security.SinglePropertySchema;
import com.microsoft.graph.security.microsoftgraphsecurityrunhuntingquery.RunHuntingQueryPostRequestBody;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import reactor.core.publisher.Mono;
import securitycenter.ApplicationTest;

/** Microsoft's own client, told nothing but our address, finds with us what it would find with Microsoft. */
@ApplicationTest
@TestInstance(Lifecycle.PER_CLASS)
class GraphSdkTests extends ApiTest {

    private static final String[] PERMISSIONS = {
        "SecurityIncident.ReadWrite.All", "SecurityAlert.ReadWrite.All", "ThreatHunting.Read.All"
    };

    Stored stored;
    GraphServiceClient graph;

    @BeforeAll
    void aTenantWithIncidents() {
        stored = on("Graph Reader");
        stored.incidents(120);
        stored.alert(1, 1, "da637_1", "ENDPOINT", Bodies.MALWARE);
        stored.alert(2, 1, "sn_1", "SENTINEL", Bodies.SENTINEL);
        stored.tag(1, "Finance");
        stored.comment(1, "soc@a.example", "Device isolated.");
        stored.set(
                2, "status = 'RESOLVED', severity = 2, classification = 'TRUE_POSITIVE', determination = 'PHISHING'");
        stored.set(3, "status = 'AWAITING_ACTION'");
        stored.set(
                4,
                "source_description = 'Mail led to code.', source_summary = 'In short',"
                        + " source_modified_by = 'lead@a.example', source_priority = 77");
        var client = UUID.randomUUID().toString();
        stored.tenant().letsApplication(client, PERMISSIONS);
        graph = client(Program.applicationToken(microsoft, stored.tenant(), client, Program.OUR_API));
    }

    /** The client takes a token to localhost without TLS, and to no other host. */
    private GraphServiceClient client(String token) {
        TokenCredential credential =
                request -> Mono.just(new AccessToken(token, OffsetDateTime.now().plusHours(1)));
        var client = new GraphServiceClient(
                new AzureIdentityAuthenticationProvider(credential, new String[] {"localhost"}, "default"));
        client.getRequestAdapter().setBaseUrl("http://localhost:" + port + "/v1.0");
        return client;
    }

    private Program program() {
        return programOf(stored, PERMISSIONS);
    }

    @Test
    void incidentsAreListedFiltered() {
        var found = graph.security().incidents().get(request -> {
            request.queryParameters.filter = "status eq 'resolved' and severity eq 'low'";
            request.queryParameters.count = true;
        });
        assertThat(found.getOdataCount()).isOne();
        var incident = found.getValue().getFirst();
        assertThat(incident.getId()).isEqualTo("2");
        assertThat(incident.getStatus()).isEqualTo(IncidentStatus.Resolved);
        assertThat(incident.getSeverity()).isEqualTo(AlertSeverity.Low);
        assertThat(incident.getTenantId()).isEqualTo(stored.tenant().id().toString());
        assertThat(incident.getIncidentWebUrl()).startsWith("http://localhost:" + port + "/incidents/2?tid=");
    }

    @Test
    void aQueryIsAskedAndAWrongOneExplained() {
        var asked = new RunHuntingQueryPostRequestBody();
        asked.setQuery("range n from 1 to 3 step 1 | extend word = strcat('w', n)");
        asked.setTimespan("P7D");
        var results = graph.security().microsoftGraphSecurityRunHuntingQuery().post(asked);
        assertThat(results.getSchema())
                .extracting(SinglePropertySchema::getName)
                .containsExactly("n", "word");
        assertThat(results.getSchema())
                .extracting(SinglePropertySchema::getType)
                .containsExactly("Int64", "String");
        assertThat(results.getResults()).hasSize(3);
        asked.setQuery("Nowhere");
        var refused = catchThrowableOfType(
                ODataError.class,
                () -> graph.security().microsoftGraphSecurityRunHuntingQuery().post(asked));
        assertThat(refused.getError().getMessage()).contains("named 'Nowhere'");
    }

    @Test
    void whatMicrosoftSaysOfAnIncidentIsPartOfItsShape() {
        var incident = graph.security().incidents().byIncidentId("4").get();
        assertThat(incident.getDescription()).isEqualTo("Mail led to code.");
        assertThat(incident.getSummary()).isEqualTo("In short");
        assertThat(incident.getLastModifiedBy()).isEqualTo("lead@a.example");
        assertThat(program()
                        .get("/v1.0/security/incidents/4")
                        .json()
                        .get("priorityScore")
                        .asInt())
                .isEqualTo(77);
    }

    @Test
    void allIncidentsAreReadPageByPage() throws Exception {
        var first = graph.security().incidents().get(request -> {
            request.queryParameters.orderby = new String[] {"lastUpdateDateTime asc"};
        });
        assertThat(first.getValue())
                .hasSize(50)
                .first()
                .extracting(Incident::getId)
                .isEqualTo("1");

        var found = new ArrayList<Incident>();
        new PageIterator.Builder<Incident, IncidentCollectionResponse>()
                .client(graph)
                .collectionPage(first)
                .collectionPageFactory(IncidentCollectionResponse::createFromDiscriminatorValue)
                .processPageItemCallback(found::add)
                .build()
                .iterate();

        assertThat(found)
                .extracting(Incident::getId)
                .hasSize(120)
                .doesNotHaveDuplicates()
                .endsWith("120");
    }

    @Test
    void anIncidentComesWithItsAlertsWhenAsked() {
        assertThat(graph.security().incidents().byIncidentId("1").get().getAlerts())
                .isNull();
        var incident = graph.security()
                .incidents()
                .byIncidentId("1")
                .get(request -> request.queryParameters.expand = new String[] {"alerts"});
        assertThat(incident.getCustomTags()).containsExactly("Finance");
        assertThat(incident.getComments().getFirst().getComment()).isEqualTo("Device isolated.");
        assertThat(incident.getAlerts()).extracting(Alert::getId).containsExactly("da637_1", "sn_1");
        assertThat(incident.getAlerts().getFirst().getEvidence()).hasAtLeastOneElementOfType(DeviceEvidence.class);
    }

    @Test
    void onlyWhatIsSelectedIsSent() {
        var incident = graph.security()
                .incidents()
                .byIncidentId("1")
                .get(request -> request.queryParameters.select = new String[] {"id", "status"});
        assertThat(incident.getStatus()).isEqualTo(IncidentStatus.Active);
        assertThat(incident.getDisplayName()).isNull();
        assertThat(program()
                        .get("/v1.0/security/incidents/1?$select=id,secrets")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void alertsAreWhatTheServiceToldWithWhatIsDifferentHere() {
        var alert = graph.security().alertsV2().byAlertId("da637_1").get();
        assertThat(alert.getStatus()).isEqualTo(AlertStatus.New);
        assertThat(alert.getSeverity()).isEqualTo(AlertSeverity.High);
        assertThat(alert.getIncidentId()).isEqualTo("1");
        assertThat(alert.getDescription()).isEqualTo("A document started a program.");
        assertThat(alert.getServiceSource()).isEqualTo(ServiceSource.MicrosoftDefenderForEndpoint);
        assertThat(alert.getAlertWebUrl()).startsWith("http://localhost:" + port + "/alerts/da637_1?tid=");
    }

    @Test
    void alertsAreListedAndPaged() throws Exception {
        var first = graph.security().alertsV2().get(request -> {
            request.queryParameters.top = 1;
            request.queryParameters.orderby = new String[] {"lastUpdateDateTime asc"};
            request.queryParameters.filter = "lastUpdateDateTime ge 2026-01-14T00:00:00.000Z";
        });
        var found = new ArrayList<Alert>();
        new PageIterator.Builder<Alert, AlertCollectionResponse>()
                .client(graph)
                .collectionPage(first)
                .collectionPageFactory(AlertCollectionResponse::createFromDiscriminatorValue)
                .processPageItemCallback(found::add)
                .build()
                .iterate();
        assertThat(found).extracting(Alert::getId).containsExactly("da637_1", "sn_1");
        assertThat(program()
                        .get("/v1.0/security/alerts_v2?$filter=serviceSource%20eq%20'microsoftSentinel'")
                        .json()
                        .at("/value/0/id")
                        .asString())
                .isEqualTo("sn_1");
    }

    @Test
    void whatIsNotThereIsAnODataError() {
        var error = catchThrowableOfType(
                ODataError.class,
                () -> graph.security().incidents().byIncidentId("4711").get());
        assertThat(error.getResponseStatusCode()).isEqualTo(404);
        assertThat(error.getError().getCode()).isEqualTo("ResourceNotFound");
        assertThat(error.getError().getInnerError().getRequestId()).isNotBlank();
    }

    @Test
    void aFilterThatIsNoneIsAnODataError() {
        var error = catchThrowableOfType(
                ODataError.class,
                () -> graph.security().incidents().get(request -> request.queryParameters.filter = "name eq 'a'"));
        assertThat(error.getResponseStatusCode()).isEqualTo(400);
        assertThat(error.getError().getCode()).isEqualTo("BadRequest");
    }

    @Test
    void laterWordsAreToldToThoseWhoAskForThem() {
        var path = "/v1.0/security/incidents/3";
        var alert = "/v1.0/security/alerts_v2/da637_1";
        assertThat(program().get(path).json().get("status").asString()).isEqualTo("unknownFutureValue");
        assertThat(program()
                        .get(alert)
                        .json()
                        .at("/evidence/1/remediationStatus")
                        .asString())
                .isEqualTo("unknownFutureValue");
        String[] prefer = {"Prefer", "include-unknown-enum-members"};
        assertThat(program().get(path, prefer).json().get("status").asString()).isEqualTo("awaitingAction");
        assertThat(program()
                        .get(alert, prefer)
                        .json()
                        .at("/evidence/1/remediationStatus")
                        .asString())
                .isEqualTo("active");
    }

    @Test
    void expandingAnythingElseIsRefused() {
        assertThat(program().get("/v1.0/security/incidents?$expand=people").status())
                .isEqualTo(400);
    }

    @Test
    void anIncidentIsChanged() {
        var wish = new Incident();
        wish.setStatus(IncidentStatus.Resolved);
        wish.setClassification(AlertClassification.TruePositive);
        wish.setDetermination(AlertDetermination.Phishing);
        wish.setAssignedTo("soc@a.example");
        wish.setCustomTags(List.of("Finance", "Case 1"));
        var changed = graph.security().incidents().byIncidentId("5").patch(wish);
        assertThat(changed.getStatus()).isEqualTo(IncidentStatus.Resolved);
        assertThat(changed.getDetermination()).isEqualTo(AlertDetermination.Phishing);
        assertThat(changed.getCustomTags()).containsExactlyInAnyOrder("Finance", "Case 1");
        var read = graph.security().incidents().byIncidentId("5").get();
        assertThat(read.getAssignedTo()).isEqualTo("soc@a.example");
        assertThat(read.getLastUpdateDateTime()).isAfter(read.getCreatedDateTime());
    }

    @Test
    void anAlertIsCommentedOn() {
        var comment = new AlertComment();
        comment.setComment("Called the user.");
        graph.security().alertsV2().byAlertId("da637_1").comments().post(List.of(comment));
        assertThat(graph.security().alertsV2().byAlertId("da637_1").get().getComments())
                .extracting(AlertComment::getComment)
                .containsExactly("Called the user.");
    }
}
