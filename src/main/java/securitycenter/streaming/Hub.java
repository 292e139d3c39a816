package securitycenter.streaming;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import securitycenter.identity.LogText;
import securitycenter.streaming.StreamSettings.EventHubs;

/** The Event Hubs of one tenant, listened to until that is ended, whatever they or we go through meanwhile. */
class Hub {

    private static final Logger log = LoggerFactory.getLogger(Hub.class);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** How long after they refused to let us in, or their address was not known, it is tried again. */
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(10);

    /** Bytes, of which several times as many are in memory once they are read. */
    private static final int AT_ONCE = 8 << 20;

    /** Event Hubs drops connections that are silent for four minutes. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    private final EventHubs settings;
    private final BatchAcknowledgingMessageListener<byte[], byte[]> reader;
    private @Nullable Thread starting;
    private volatile @Nullable ConcurrentMessageListenerContainer<byte[], byte[]> listener;

    Hub(EventHubs settings, BatchAcknowledgingMessageListener<byte[], byte[]> reader) {
        this.settings = settings;
        this.reader = reader;
    }

    boolean isRunning() {
        return starting != null;
    }

    /** Returns at once: hubs whose address is not known must not keep the application from starting. */
    void start() {
        starting = Thread.ofVirtual().start(this::startPatiently);
    }

    private void startPatiently() {
        try {
            while (!isStarted()) {
                Thread.sleep(BETWEEN_TRIES);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isStarted() {
        try {
            var container = listener();
            listener = container;
            container.start();
            return true;
        } catch (KafkaException e) {
            log.warn("{} cannot be listened to: {}", settings, LogText.of(e));
            return false;
        }
    }

    void stop() throws InterruptedException {
        if (starting != null) {
            starting.interrupt();
            starting.join();
            starting = null;
        }
        if (listener != null) {
            listener.stop();
        }
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> listener() {
        var how = settings.topics().isEmpty()
                ? new ContainerProperties(Pattern.compile(EventHubs.AS_DEFENDER_NAMES_THEM + ".*"))
                : new ContainerProperties(settings.topics().toArray(String[]::new));
        how.setGroupId(settings.consumerGroup() + "-" + settings.tenant());
        how.setAckMode(ContainerProperties.AckMode.MANUAL);
        how.setMessageListener(reader);
        // Without it, being refused once ends the listening.
        how.setAuthExceptionRetryInterval(BETWEEN_TRIES);
        var bytes = new ByteArrayDeserializer();
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(properties(), bytes, bytes), how);
        container.setConcurrency(settings.consumers());
        container.setBeanName("event-hubs-" + settings.tenant());
        container.setCommonErrorHandler(new DefaultErrorHandler(untilItSucceeds()));
        return container;
    }

    private static ExponentialBackOff untilItSucceeds() {
        var pauses = new ExponentialBackOff();
        pauses.setMaxInterval(LONGEST_PAUSE.toMillis());
        return pauses;
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, AT_ONCE);
        properties.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, (int) SILENCE.toMillis());
        properties.put(CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, (int) SILENCE.toMillis());
        if (!settings.connectionString().isEmpty()) {
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
            properties.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, signIn(settings.connectionString()));
        }
        properties.putAll(settings.properties());
        return properties;
    }

    /** The user name is the same for all namespaces; which one it is stands in the connection string. */
    private static String signIn(String connectionString) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"$ConnectionString\" password=\""
                + connectionString.replace("\\", "\\\\").replace("\"", "\\\"") + "\";";
    }
}
