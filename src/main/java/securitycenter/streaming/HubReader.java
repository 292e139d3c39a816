package securitycenter.streaming;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.ExponentialBackOff;
import securitycenter.identity.LogText;
import securitycenter.identity.TenantId;
import securitycenter.streaming.StreamSettings.EventHubs;

/**
 * Reads Event Hubs by its Kafka interface. Tenants may share a hub: each record goes to the tenant that it names. A
 * batch is acknowledged once it is stored; until then it comes again, and is stored only once.
 */
@Component
@ConditionalOnProperty("streaming.event-hubs.bootstrap-servers")
class HubReader implements SmartLifecycle, BatchAcknowledgingMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(HubReader.class);

    private static final Pattern AS_DEFENDER_NAMES_THEM = Pattern.compile("insights-logs-advancedhunting-.*");

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Bytes, of which several times as many are in memory once they are read. */
    private static final int AT_ONCE = 8 << 20;

    /** Event Hubs drops connections that are silent for four minutes. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final StreamingTenants tenants;
    private final StreamStore store;
    private final ConcurrentMessageListenerContainer<byte[], byte[]> listener;

    HubReader(StreamSettings settings, StreamingTenants tenants, StreamStore store) {
        this.tenants = tenants;
        this.store = store;
        this.listener = listener(requireNonNull(settings.eventHubs()));
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> listener(EventHubs hubs) {
        var how = hubs.topics().isEmpty()
                ? new ContainerProperties(AS_DEFENDER_NAMES_THEM)
                : new ContainerProperties(hubs.topics().toArray(String[]::new));
        how.setGroupId(hubs.consumerGroup());
        how.setAckMode(ContainerProperties.AckMode.MANUAL);
        how.setMessageListener(this);
        var bytes = new ByteArrayDeserializer();
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(properties(hubs), bytes, bytes), how);
        container.setConcurrency(hubs.consumers());
        container.setBeanName("event-hubs");
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

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> messages, @Nullable Acknowledgment batch) {
        RuntimeException failure = null;
        for (var each : byOwner(messages).entrySet()) {
            try {
                take(each.getKey(), each.getValue());
            } catch (RuntimeException e) {
                // The others need not wait for it.
                log.warn("Records of {} are not stored yet: {}", each.getKey(), LogText.of(e));
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        requireNonNull(batch).acknowledge();
    }

    private Map<TenantId, List<Arrival>> byOwner(List<ConsumerRecord<byte[], byte[]>> messages) {
        var byOwner = new LinkedHashMap<TenantId, List<Arrival>>();
        var lost = 0;
        for (var message : messages) {
            for (var arrival : arrivals(message)) {
                var owner = arrival.what().owner();
                if (owner.isPresent()) {
                    byOwner.computeIfAbsent(owner.get(), _ -> new ArrayList<>()).add(arrival);
                } else {
                    lost++;
                }
            }
        }
        if (lost > 0) {
            log.warn("{} records in Event Hubs do not say whose they are", lost);
            store.countWithoutOwner(lost);
        }
        return byOwner;
    }

    private static List<Arrival> arrivals(ConsumerRecord<byte[], byte[]> message) {
        return message.value() == null
                ? List.of()
                : StreamedRecord.read(message.value()).stream()
                        .map(what -> new Arrival(message.topic() + "/" + message.partition(), message.offset(), what))
                        .toList();
    }

    private void take(TenantId tenant, List<Arrival> arrivals) {
        tenants.find(tenant)
                .ifPresentOrElse(
                        on -> store.take(on.home(), arrivals, () -> {}), () -> store.countForeign(arrivals.size()));
    }

    @Override
    public void start() {
        listener.start();
    }

    @Override
    public void stop() {
        listener.stop();
    }

    @Override
    public boolean isRunning() {
        return listener.isRunning();
    }
}
