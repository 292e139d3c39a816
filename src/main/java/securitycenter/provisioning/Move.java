package securitycenter.provisioning;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.homes.Contents;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;

/** The parts of a move that need both homes, but for the switch itself. Each can be repeated. */
@Component
class Move {

    private final Steps steps;
    private final DataCenters dataCenters;
    private final HomeRepository homes;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Move(Steps steps, DataCenters dataCenters, HomeRepository homes, TransactionTemplate transaction, Clock clock) {
        this.steps = steps;
        this.dataCenters = dataCenters;
        this.homes = homes;
        this.transaction = transaction;
        this.clock = clock;
    }

    void prepare(Route route) {
        switch (dataCenters.vacancyFor(route.from(), route.to().dataCenter())) {
            case FREE -> {}
            case FULL -> throw new StepRefused("step.problem.full");
            case UNREACHABLE -> throw new StepRefused("step.problem.unreachable");
            case NOT_OFFERED -> throw new StepRefused("step.problem.not-offered");
            case OTHER_DATABASE -> throw new StepRefused("step.problem.other-database");
        }
        steps.afterTheConditions().forEach(step -> step.provision(route.from()));
    }

    void freeze(Route route) {
        transaction.executeWithoutResult(_ -> homeOf(route).freeze(clock.instant()));
        steps.inOrder().forEach(step -> step.freeze(route.from()));
    }

    void thaw(Route route) {
        steps.inOrder().forEach(step -> step.thaw(route.from()));
        transaction.executeWithoutResult(_ -> homeOf(route).thaw());
    }

    void copy(Route route) {
        steps.inOrder().forEach(step -> step.copy(route.from(), route.to()));
    }

    /**
     * What each table of the new home holds.
     *
     * @throws StepRefused when it is not what the old one holds
     */
    Map<String, Contents> compare(Route route) {
        var expected = censusOf(route.from());
        if (!censusOf(route.to()).equals(expected)) {
            throw new StepRefused("step.problem.copy-differs");
        }
        return expected;
    }

    private Home homeOf(Route route) {
        return homes.lock(route.from().tenant().value()).orElseThrow();
    }

    private Map<String, Contents> censusOf(TenantHome home) {
        var census = new LinkedHashMap<String, Contents>();
        steps.inOrder()
                .forEach(step -> step.census(home)
                        .forEach((table, contents) -> census.put(step.name() + "/" + table, contents)));
        return census;
    }
}
