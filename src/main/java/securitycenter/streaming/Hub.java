package securitycenter.streaming;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ConsumerRetryAuthSuccessfulEvent;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import securitycenter.identity.LogText;
import securitycenter.streaming.StreamSettings.EventHubs;
import securitycenter.streaming.StreamTroubles.Reason;

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

    /** How often those that are silent are asked whether they are there. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Told how it goes. */
    interface Watcher {

        void answered();

        /** @param missing the names that it does not know, of the hubs that it should have */
        void named(List<String> missing);

        void met(Reason reason);
    }

    private final EventHubs settings;
    private final BatchAcknowledgingMessageListener<byte[], byte[]> reader;
    private final Watcher watcher;
    private @Nullable Thread starting;
    private volatile @Nullable ConcurrentMessageListenerContainer<byte[], byte[]> listener;

    Hub(EventHubs settings, BatchAcknowledgingMessageListener<byte[], byte[]> reader, Watcher watcher) {
        this.settings = settings;
        this.reader = reader;
        this.watcher = watcher;
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
            watcher.met(Reason.UNREACHABLE);
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
        how.setIdleEventInterval(BETWEEN_LOOKS.toMillis());
        how.setIdleBeforeDataMultiplier(1);
        var bytes = new ByteArrayDeserializer();
        var container = new ConcurrentMessageListenerContainer<>(
                new DefaultKafkaConsumerFactory<>(properties(), bytes, bytes), how);
        container.setConcurrency(settings.consumers());
        container.setBeanName("event-hubs-" + settings.tenant());
        container.setCommonErrorHandler(new DefaultErrorHandler(untilItSucceeds()));
        container.setApplicationEventPublisher(this::heard);
        return container;
    }

    /** On the consumer's own thread. */
    private void heard(Object event) {
        switch (event) {
            case ConsumerRetryAuthEvent _ -> watcher.met(Reason.SIGN_IN_REFUSED);
            case ConsumerRetryAuthSuccessfulEvent _ -> watcher.answered();
            case ListenerContainerIdleEvent silence -> look(requireNonNull(silence.getConsumer()));
            default -> {}
        }
    }

    /** Kafka's client says nothing of a place that does not answer: to it, that is silence like any other. */
    private void look(Consumer<?, ?> consumer) {
        try {
            var there = consumer.listTopics(PATIENCE).keySet();
            watcher.answered();
            watcher.named(missing(there));
        } catch (AuthenticationException | AuthorizationException refused) {
            watcher.met(Reason.SIGN_IN_REFUSED);
        } catch (TimeoutException nobodyThere) {
            watcher.met(Reason.UNREACHABLE);
        }
    }

    private List<String> missing(Set<String> there) {
        if (settings.topics().isEmpty()) {
            return there.stream().anyMatch(name -> name.startsWith(EventHubs.AS_DEFENDER_NAMES_THEM))
                    ? List.of()
                    : List.of(EventHubs.AS_DEFENDER_NAMES_THEM + "*");
        }
        return settings.topics().stream().filter(name -> !there.contains(name)).toList();
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
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
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
