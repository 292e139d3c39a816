package securitycenter.graph;

import java.time.Clock;
import java.time.Duration;
import org.springframework.util.unit.DataSize;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.identity.EntraApplication;

/** The product's own door to the alerts of the pretend Microsoft, with a short patience. */
public class PretendSecurityGraph {

    private PretendSecurityGraph() {}

    public static SecurityGraph at(FakeMicrosoft microsoft, Clock clock) {
        return new SecurityGraph(
                microsoft.endpoints(),
                new EntraApplication("the-client", "secret", null),
                clock,
                new Patience(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ZERO, 0),
                DataSize.ofMegabytes(10));
    }
}
