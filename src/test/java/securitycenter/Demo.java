package securitycenter;

import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.StreamingApi;
import securitycenter.optin.OptIns;

/** The whole application beside a pretend Microsoft: {@code ./mvnw spring-boot:test-run}. */
public class Demo {

    public static void main(String[] args) {
        SpringApplication.from(SecurityCenterApplication::main)
                .with(PretendMicrosoft.class, Introduction.class)
                .run(
                        "--entra.client-id=demo",
                        "--entra.client-secret=demo",
                        "--entra.operator-tenant=" + Cast.OPERATOR,
                        "--streaming.storage=${data-folder}/storage-account",
                        "--streaming.storage-poll=10s",
                        // So that somebody can try thousands of queries one after the other.
                        "--api.hunts.in-a-minute=10000",
                        "--api.hunts.in-an-hour=100000",
                        "--hunting.processor-per-quarter-hour=10h",
                        "--hunting.processor-per-day=240h",
                        "--pretend-microsoft.port=" + System.getProperty("pretend-microsoft.port", "9400"));
    }

    /** Fills the pretend Microsoft with people and what happens to them, and prints who they are. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Introduction {

        private static final Logger log = LoggerFactory.getLogger(Introduction.class);

        private final Cast cast;
        private final String port;
        private final Path storage;
        private final Clock clock;
        private final OptIns optIns;
        private final ScheduledExecutorService delivery = Executors.newSingleThreadScheduledExecutor();

        Introduction(FakeMicrosoft microsoft, Environment environment, Clock clock, OptIns optIns) {
            this.cast = Cast.in(microsoft.directory()).underAttack();
            this.port = environment.getProperty("server.port", "8080");
            this.storage = Path.of(environment.getRequiredProperty("streaming.storage"));
            this.clock = clock;
            this.optIns = optIns;
        }

        /** As Defender's Streaming API would, all the time. */
        @EventListener(ApplicationReadyEvent.class)
        void stream() {
            var api = cast.streamingInto(storage, clock.instant());
            delivery.scheduleWithFixedDelay(() -> deliver(api), 0, 5, TimeUnit.SECONDS);
        }

        /** Whoever says that Defender for Identity is integrated has integrated it. A failure is not the last delivery. */
        private void deliver(StreamingApi api) {
            try {
                api.deliver(clock.instant());
                if (optIns.takesIdentityData(cast.streaming().id())) {
                    api.deliverIdentity(clock.instant());
                }
            } catch (RuntimeException e) {
                log.error("Events of the demo were not delivered", e);
            }
        }

        @PreDestroy
        void stop() {
            delivery.shutdownNow();
        }

        @EventListener(ApplicationReadyEvent.class)
        void print() {
            var text = new StringBuilder("\n  Open http://localhost:" + port + " and sign in as one of these:\n\n");
            for (var person : cast.people()) {
                text.append("  %-34s %-28s %s%n"
                        .formatted(
                                person.userPrincipalName(),
                                shortened(person.tenant().name()),
                                person.purpose()));
            }
            System.out.println(text);
        }

        private static String shortened(String name) {
            return name.length() <= 27 ? name : name.substring(0, 26) + "…";
        }
    }
}
