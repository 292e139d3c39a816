package securitycenter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;

/** The whole application beside a pretend Microsoft: {@code ./mvnw spring-boot:test-run}. */
public class Demo {

    public static void main(String[] args) {
        SpringApplication.from(SecurityCenterApplication::main)
                .with(PretendMicrosoft.class, Introduction.class)
                .run(
                        "--entra.client-id=demo",
                        "--entra.client-secret=demo",
                        "--entra.operator-tenant=" + Cast.OPERATOR,
                        "--pretend-microsoft.port=" + System.getProperty("pretend-microsoft.port", "9400"));
    }

    /** Fills the pretend Microsoft with people and what happens to them, and prints who they are. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Introduction {

        private final Cast cast;
        private final String port;

        Introduction(FakeMicrosoft microsoft, Environment environment) {
            this.cast = Cast.in(microsoft.directory()).underAttack();
            this.port = environment.getProperty("server.port", "8080");
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
