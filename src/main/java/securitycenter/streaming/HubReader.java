package securitycenter.streaming;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.context.Lifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;
import securitycenter.identity.TenantId;
import securitycenter.streaming.StreamSettings.EventHubs;
import securitycenter.streaming.StreamTroubles.Way;

/**
 * Reads Event Hubs by its Kafka interface, each tenant's apart: one whose home cannot be written holds up no other. A
 * batch is acknowledged once it is stored; until then it comes again, and is stored only once.
 */
@Component
class HubReader implements SmartLifecycle {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Bytes, of which several times as many are in memory once they are read. */
    private static final int AT_ONCE = 8 << 20;

    /** Event Hubs drops connections that are silent for four minutes. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final StreamingTenants tenants;
    private final StreamStore store;
    private final StreamTroubles troubles;
    private final List<ConcurrentMessageListenerContainer<byte[], byte[]>> listeners;

    HubReader(StreamSettings settings, StreamingTenants tenants, StreamStore store, StreamTroubles troubles) {
        this.tenants = tenants;
        this.store = store;
        this.troubles = troubles;
        this.listeners = settings.eventHubs().stream().map(this::listener).toList();
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> listener(EventHubs hubs) {
        var how = hubs.topics().isEmpty()
                ? new ContainerProperties(Pattern.compile(EventHubs.AS_DEFENDER_NAMES_THEM + ".*"))
                : new ContainerProperties(hubs.topics().toArray(String[]::new));
        how.setGroupId(hubs.consumerGroup() + "-" + hubs.tenant());
        how.setAckMode(ContainerProperties.AckMode.MANUAL);
        how.setMessageListener((BatchAcknowledgingMessageListener<byte[], byte[]>)
                (messages, batch) -> take(hubs.owner(), messages, requireNonNull(batch)));
        var bytes = new ByteArrayDeserializer();
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(properties(hubs), bytes, bytes), how);
        container.setConcurrency(hubs.consumers());
        container.setBeanName("event-hubs-" + hubs.tenant());
        container.setCommonErrorHandler(new DefaultErrorHandler(untilItSucceeds()));
        return container;
    }

    private static ExponentialBackOff untilItSucceeds() {
        var pauses = new ExponentialBackOff();
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        return pauses;
    }

    private static Map<String, Object> properties(EventHubs hubs) {
        var properties = new HashMap<String, Object>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, hubs.bootstrapServers());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, AT_ONCE);
        properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, (int) SILENCE.toMillis());
        properties.put(CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, (int) SILENCE.toMillis());
        if (!hubs.connectionString().isEmpty()) {
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
            properties.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, signIn(hubs.connectionString()));
        }
        properties.putAll(hubs.properties());
        return properties;
    }

    /** The user name is the same for all namespaces; which one it is stands in the connection string. */
    private static String signIn(String connectionString) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"$ConnectionString\" password=\""
                + connectionString.replace("\\", "\\\\").replace("\"", "\\\"") + "\";";
    }

    private void take(TenantId tenant, List<ConsumerRecord<byte[], byte[]>> messages, Acknowledgment batch) {
        var arrivals = messages.stream().flatMap(HubReader::arrivals).toList();
        tenants.find(tenant)
                .ifPresentOrElse(
                        on -> troubles.watch(
                                on.home(), Way.EVENT_HUBS, () -> store.take(on.home(), arrivals, () -> {})),
                        () -> store.countUnasked(arrivals.size()));
        batch.acknowledge();
    }

    private static Stream<Arrival> arrivals(ConsumerRecord<byte[], byte[]> message) {
        var table = StreamedTable.ofContainer(message.topic()).map(StreamedTable::word);
        return message.value() == null
                ? Stream.of()
                : StreamedRecord.read(message.value(), table.orElse(null)).stream()
                        .map(what -> new Arrival(message.topic() + "/" + message.partition(), message.offset(), what));
    }

    @Override
    public void start() {
        listeners.forEach(Lifecycle::start);
    }

    /** All at once: each may be in the middle of a batch. */
    @Override
    public void stop() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            listeners.forEach(listener -> threads.execute(listener::stop));
        }
    }

    @Override
    public boolean isRunning() {
        return listeners.stream().anyMatch(Lifecycle::isRunning);
    }
}
