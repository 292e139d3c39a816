package securitycenter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** How things are called that only some services know. */
class EvidenceNamesTests {

    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aiAgent           | {'agentId': '7', 'agentName': 'Order desk'}                     | Order desk",
                "dns               | {'domainName': 'cdn.harvest.example', 'ipAddresses': []}        | cdn.harvest.example",
                "activeDirectoryDomain | {'activeDirectoryDomainName': 'harvest.local'}              | harvest.local",
                "ioTDevice         | {'deviceId': '7', 'deviceName': 'Scale 3', 'macAddress': 'a'}   | Scale 3",
                "nic               | {'macAddress': '00-00-5E-00-53-01'}                             | 00-00-5E-00-53-01",
                "containerImage    | {'imageId': 'sha256:12', 'registry': null}                      | sha256:12",
                "containerRegistry | {'registry': 'images.harvest.example'}                          | images.harvest.example",
                "gitHubRepo        | {'repoId': '7', 'login': 'harvest/tills'}                       | harvest/tills",
                "gitHubUser        | {'name': 'Noor de Wit', 'login': 'noor'}                        | Noor de Wit",
                "cloudLogonRequest | {'requestId': 'r-7'}                                            | r-7",
                "cloudLogonSession | {'sessionId': 's-7', 'deviceName': 'pc-7'}                      | s-7",
                "servicePrincipal  | {'appId': '7', 'servicePrincipalName': 'Mail archive'}          | Mail archive",
                "oauthApplication  | {'appId': '7', 'displayName': 'Mail archive'}                   | Mail archive",
                "thingOfTomorrow   | {'id': 't-7', 'unheardOf': true}                                | t-7"
            })
    void eachIsCalledAsPeopleKnowIt(String type, String fields, String name) {
        var evidence = EvidenceReader.all(
                JSON.readTree("""
                [{"@odata.type": "#microsoft.graph.security.%sEvidence", %s]""".formatted(type, fields.replace('\'', '"').substring(1))));
        assertThat(evidence)
                .singleElement()
                .isInstanceOfSatisfying(
                        Evidence.Other.class, other -> assertThat(other.shown()).isEqualTo(name));
    }

    @Test
    void whatIsNoEvidenceIsLeftOut() {
        assertThat(EvidenceReader.all(JSON.readTree("[1, null, \"file\", []]"))).isEqualTo(List.of());
    }
}
