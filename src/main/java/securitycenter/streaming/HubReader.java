package securitycenter.streaming;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.BatchAcknowledgingMessageListener;
import org.springframework.kafka.support.Acknowledgment;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.identity.LogText;
import securitycenter.identity.TenantId;
import securitycenter.streaming.StreamSettings.EventHubs;
import securitycenter.streaming.StreamTroubles.Reason;
import securitycenter.streaming.StreamTroubles.Way;

/**
 * Reads Event Hubs by its Kafka interface, each tenant's apart: one whose home cannot be written holds up no other. A
 * batch is acknowledged once it is stored; until then it comes again, and is stored only once.
 */
@Component
class HubReader implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HubReader.class);

    private final StreamingTenants tenants;
    private final StreamStore store;
    private final StreamTroubles troubles;
    private final List<Hub> hubs;

    HubReader(StreamSettings settings, StreamingTenants tenants, StreamStore store, StreamTroubles troubles) {
        this.tenants = tenants;
        this.store = store;
        this.troubles = troubles;
        this.hubs = settings.eventHubs().stream().map(this::hub).toList();
    }

    private Hub hub(EventHubs settings) {
        BatchAcknowledgingMessageListener<byte[], byte[]> reader =
                (messages, batch) -> take(settings.owner(), messages, requireNonNull(batch));
        return new Hub(settings, reader, new Watcher(settings.owner()));
    }

    /** Writes down how it goes with the hubs of a tenant, where the product is on. */
    private class Watcher implements Hub.Watcher {

        private final TenantId tenant;

        Watcher(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public void answered() {
            note(home -> troubles.answered(home, Way.EVENT_HUBS));
        }

        @Override
        public void named(List<String> missing) {
            note(home -> {
                if (missing.isEmpty()) {
                    troubles.mended(home, Way.EVENT_HUBS, Reason.HUB_MISSING);
                } else {
                    troubles.met(home, Way.EVENT_HUBS, Reason.HUB_MISSING, String.join(", ", missing));
                }
            });
        }

        @Override
        public void met(Reason reason) {
            note(home -> troubles.met(home, Way.EVENT_HUBS, reason, null));
        }

        /** What cannot be written down must not end the listening. */
        private void note(Consumer<TenantHome> what) {
            try {
                tenants.find(tenant).filter(on -> !on.frozen()).ifPresent(on -> what.accept(on.home()));
            } catch (RuntimeException away) {
                log.warn("How it goes with the hubs of {} cannot be noted: {}", tenant, LogText.of(away));
            }
        }
    }

    private void take(TenantId tenant, List<ConsumerRecord<byte[], byte[]>> messages, Acknowledgment batch) {
        var arrivals = messages.stream().flatMap(HubReader::arrivals).toList();
        tenants.find(tenant)
                .ifPresentOrElse(on -> take(on.home(), arrivals), () -> store.countUnasked(arrivals.size()));
        batch.acknowledge();
    }

    private void take(TenantHome home, List<Arrival> arrivals) {
        troubles.watch(home, Way.EVENT_HUBS, () -> {
            store.take(home, arrivals, () -> {});
            troubles.answered(home, Way.EVENT_HUBS);
        });
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
        hubs.forEach(Hub::start);
    }

    /** All at once: each may be in the middle of a batch. */
    @Override
    public void stop() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            hubs.forEach(hub -> threads.submit(() -> {
                hub.stop();
                return hub;
            }));
        }
    }

    @Override
    public boolean isRunning() {
        return hubs.stream().anyMatch(Hub::isRunning);
    }
}
