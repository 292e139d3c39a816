package securitycenter.streaming;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.security.auth.callback.Callback;
import javax.security.auth.login.AppConfigurationEntry;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.plain.PlainAuthenticateCallback;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker in this process, which speaks as Event Hubs does. */
class Broker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String address;
    private final String guardedAddress;

    Broker(Path folder) throws Exception {
        var controller = freePort();
        address = "localhost:" + freePort();
        guardedAddress = "localhost:" + freePort();
        Files.createDirectories(folder);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(folder.toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .run();
        server = new KafkaRaftServer(
                new kafka.server.KafkaConfig(Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
                        Map.entry("controller.quorum.voters", "1@localhost:" + controller),
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://" + address + ",GUARDED://" + guardedAddress + ",CONTROLLER://localhost:"
                                        + controller),
                        Map.entry("advertised.listeners", "PLAINTEXT://" + address + ",GUARDED://" + guardedAddress),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,GUARDED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("listener.name.guarded.sasl.enabled.mechanisms", "PLAIN"),
                        Map.entry(
                                "listener.name.guarded.plain.sasl.jaas.config",
                                PlainLoginModule.class.getName() + " required;"),
                        Map.entry(
                                "listener.name.guarded.plain.sasl.server.callback.handler.class",
                                Guard.class.getName()),
                        Map.entry("log.dirs", folder.toString()),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("offsets.topic.num.partitions", "1"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"))),
                Time.SYSTEM);
        server.startup();
    }

    String address() {
        return address;
    }

    /** Where one must sign in as at Event Hubs, though not encrypted. */
    String guardedAddress() {
        return guardedAddress;
    }

    /** Knows one connection string at a time. */
    public static class Guard implements AuthenticateCallbackHandler {

        static volatile String connectionString = "";

        @Override
        public void configure(Map<String, ?> how, String mechanism, List<AppConfigurationEntry> entries) {}

        @Override
        public void handle(Callback[] callbacks) {
            for (var callback : callbacks) {
                if (callback instanceof PlainAuthenticateCallback signIn) {
                    signIn.authenticated(String.valueOf(signIn.password()).equals(connectionString));
                }
            }
        }

        @Override
        public void close() {}
    }

    void topic(String name, int partitions) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** All of them have arrived when this returns. */
    void send(String topic, @Nullable String... messages) {
        var bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", address), bytes, bytes)) {
            for (var message : messages) {
                producer.send(
                        new ProducerRecord<>(topic, message == null ? null : message.getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
        }
    }

    /** How far the group has got in the topic's first partition; 0 when it has acknowledged nothing. */
    long acknowledged(String group, String topic) throws InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address))) {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(each ->
                            each.getKey().topic().equals(topic) && each.getKey().partition() == 0)
                    .mapToLong(each -> each.getValue().offset())
                    .sum();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
