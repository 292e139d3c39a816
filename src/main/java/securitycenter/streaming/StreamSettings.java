package securitycenter.streaming;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Defender's Streaming API delivers.
 *
 * @param storage a folder with the containers of the storage account that tenants export to; where there is none, each
 *     tenant's home has its own folder {@code intake}
 * @param storagePoll how often it is looked at
 */
@ConfigurationProperties("streaming")
record StreamSettings(
        @Nullable Path storage,
        @DefaultValue("30s") Duration storagePoll,
        @Nullable EventHubs eventHubs) {

    /**
     * Event Hubs by its Kafka interface. Nothing is read without servers.
     *
     * @param bootstrapServers for example {@code contoso.servicebus.windows.net:9093}
     * @param connectionString of the namespace; comes from the environment, never from a file
     * @param topics the hubs; without them all that are named as Defender names them
     * @param consumerGroup one for each deployment, so that each reads everything
     * @param properties for Kafka's client
     */
    record EventHubs(
            @DefaultValue("") String bootstrapServers,
            @DefaultValue("") String connectionString,
            @DefaultValue List<String> topics,
            @DefaultValue("security-center") String consumerGroup,
            @DefaultValue("2") int consumers,
            @DefaultValue Map<String, String> properties) {}
}
