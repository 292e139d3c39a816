package securitycenter.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DefenderEntitiesTests {

    private static final JsonNode MAILBOX =
            new JsonMapper().readTree(Bodies.MALWARE).at("/evidence/2");

    private static ObjectNode entity(boolean fullKeys) {
        return new DefenderEntities(
                        new ApiSettings(null, new ApiSettings.Entities(fullKeys), new ApiSettings.Hunts(45, 1_500)))
                .entity(MAILBOX);
    }

    @Test
    void keysWithoutAValueAreLeftOut() {
        assertThat(entity(false).get("entityType").asString()).isEqualTo("Mailbox");
        assertThat(entity(false).valueStream()).noneMatch(JsonNode::isNull);
    }

    @Test
    void theDocumentedShapeHasThemAll() {
        assertThat(entity(true).get("entityType").asString()).isEqualTo("MailBox");
        assertThat(entity(true).get("registryHive").isNull()).isTrue();
        assertThat(entity(true).get("mailboxAddress").asString()).isEqualTo("lena@a.example");
    }

    @Test
    void whatNobodyKnowsYetKeepsItsName() {
        var unknown = new JsonMapper().readTree("{\"@odata.type\": \"#microsoft.graph.security.robotEvidence\"}");
        var entities = new DefenderEntities(
                new ApiSettings(null, new ApiSettings.Entities(false), new ApiSettings.Hunts(45, 1_500)));
        assertThat(entities.entity(unknown).get("entityType").asString()).isEqualTo("Robot");
        assertThat(entities.entity(new JsonMapper().readTree("{}"))
                        .get("entityType")
                        .asString())
                .isEqualTo("Unknown");
    }
}
