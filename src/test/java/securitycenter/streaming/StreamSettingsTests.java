package securitycenter.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class StreamSettingsTests {

    private static final String TENANT = "5f0c1d2e-0000-4000-8000-000000000001";
    private static final String OTHER = "5f0c1d2e-0000-4000-8000-000000000002";

    @Test
    void hubsCanBeNamedByVariables() {
        var hubs = settings(Map.of(
                        "STREAMING_EVENTHUBS_0_TENANT", TENANT,
                        "STREAMING_EVENTHUBS_0_BOOTSTRAPSERVERS", "contoso.servicebus.windows.net:9093",
                        "STREAMING_EVENTHUBS_0_CONNECTIONSTRING", "Endpoint=sb://contoso;SharedAccessKey=s3cret",
                        "STREAMING_EVENTHUBS_0_TOPICS", "defender,defender-more"))
                .eventHubs()
                .getFirst();
        assertThat(hubs.tenant()).isEqualTo(UUID.fromString(TENANT));
        assertThat(hubs.topics()).isEqualTo(List.of("defender", "defender-more"));
        assertThat(hubs.toString()).doesNotContain("s3cret");
    }

    @Test
    void hubsOfNobodyKeepTheApplicationFromStarting() {
        assertThatThrownBy(() -> settings(Map.of("STREAMING_EVENTHUBS_0_BOOTSTRAPSERVERS", "contoso:9093")))
                .hasStackTraceContaining("whose they are (tenant) is not said");
    }

    @Test
    void aHubOfTwoTenantsKeepsTheApplicationFromStarting() {
        assertThatThrownBy(() -> settings(Map.of(
                        "STREAMING_EVENTHUBS_0_TENANT",
                        TENANT,
                        "STREAMING_EVENTHUBS_0_BOOTSTRAPSERVERS",
                        "contoso:9093",
                        "STREAMING_EVENTHUBS_1_TENANT",
                        OTHER,
                        "STREAMING_EVENTHUBS_1_BOOTSTRAPSERVERS",
                        "Contoso:9093")))
                .hasStackTraceContaining("one hub is read for two tenants");
    }

    private static StreamSettings settings(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bindOrCreate("streaming", StreamSettings.class);
    }
}
