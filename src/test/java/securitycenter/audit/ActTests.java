package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.newTenant;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActTests {

    @Test
    void nothingThatIsSaidLaterChangesAnEarlierAct() {
        var act = Act.bySystem(newTenant(), "run.started");
        act.on("run", "1").from(1).to(2).because("x").reference("y").refused();
        assertThat(act)
                .returns(null, it -> it.kind)
                .returns(null, it -> it.from)
                .returns(null, it -> it.to)
                .returns(null, it -> it.reason)
                .returns(null, it -> it.reference)
                .returns(Outcome.DONE, it -> it.outcome);
    }

    @Test
    void aListThatChangesLaterIsKeptAsItWas() {
        var services = new ArrayList<>(List.of("ENDPOINT"));
        var act = Act.bySystem(newTenant(), "run.started").to(services);
        services.add("IDENTITY");
        assertThat(act.to).isEqualTo("[\"ENDPOINT\"]");
    }
}
