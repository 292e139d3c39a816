package securitycenter.streaming;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import securitycenter.identity.TenantId;

/**
 * Where Defender's Streaming API delivers.
 *
 * @param storage a folder with the containers of the storage account that tenants export to; where there is none, each
 *     tenant's home has its own folder {@code intake}
 * @param storagePoll how often it is looked at
 * @param eventHubs each of one tenant
 */
@ConfigurationProperties("streaming")
record StreamSettings(
        @Nullable Path storage,
        @DefaultValue("30s") Duration storagePoll,
        @DefaultValue List<EventHubs> eventHubs) {

    StreamSettings {
        for (var hubs : eventHubs) {
            if (eventHubs.stream().anyMatch(hubs::areReadForAnotherTenantBy)) {
                throw new IllegalArgumentException("streaming.event-hubs: one hub is read for two tenants");
            }
        }
    }

    boolean nameHubsOf(TenantId tenant) {
        return eventHubs.stream().anyMatch(hubs -> hubs.owner().equals(tenant));
    }

    /**
     * Event Hubs of one tenant, by their Kafka interface. Whoever may write there may name any tenant in a record, so it
     * is said here whose records are believed.
     *
     * @param bootstrapServers for example {@code contoso.servicebus.windows.net:9093}
     * @param connectionString of the namespace; comes from the environment, never from a file
     * @param topics the hubs; without them all that are named as Defender names them
     * @param consumerGroup one for each deployment, so that each reads everything
     * @param properties for Kafka's client
     */
    record EventHubs(
            UUID tenant,
            String bootstrapServers,
            @DefaultValue("") String connectionString,
            @DefaultValue List<String> topics,
            @DefaultValue("security-center") String consumerGroup,
            @DefaultValue("1") int consumers,
            @DefaultValue Map<String, String> properties) {

        static final String AS_DEFENDER_NAMES_THEM = "insights-logs-advancedhunting-";

        EventHubs {
            requireNonNull(tenant, "streaming.event-hubs: whose they are (tenant) is not said");
            requireNonNull(bootstrapServers, "streaming.event-hubs: where they are (bootstrap-servers) is not said");
        }

        TenantId owner() {
            return new TenantId(tenant);
        }

        private boolean areReadForAnotherTenantBy(EventHubs other) {
            return !tenant.equals(other.tenant)
                    && bootstrapServers.equalsIgnoreCase(other.bootstrapServers)
                    && (topics.isEmpty() && other.topics.isEmpty()
                            || topics.stream().anyMatch(other::include)
                            || other.topics.stream().anyMatch(this::include));
        }

        private boolean include(String topic) {
            return topics.isEmpty() ? topic.startsWith(AS_DEFENDER_NAMES_THEM) : topics.contains(topic);
        }

        /** Without the connection string. */
        @Override
        public String toString() {
            return "Event Hubs " + bootstrapServers + " of " + tenant;
        }
    }
}
