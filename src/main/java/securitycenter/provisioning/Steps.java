package securitycenter.provisioning;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.Export;
import securitycenter.homes.HomeSchema;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.ProvisioningStep.Part;
import securitycenter.provisioning.RunStep.Work;

/** The steps of all rooms in their order, and which of them each kind of run takes. */
@Component
public class Steps {

    private final List<ProvisioningStep> ordered;
    private final DataCenters dataCenters;
    private final String version;

    Steps(List<ProvisioningStep> steps, DataCenters dataCenters, HomeSchema schema) {
        this.ordered = steps.stream()
                .sorted(Comparator.comparingInt(ProvisioningStep::order))
                .toList();
        this.dataCenters = dataCenters;
        this.version = new SetUp(schema.version(), steps.size()).toString();
    }

    /**
     * Which version of the steps this installation has: the newest version of a home's schema, a dot, and how many steps
     * there are. A home that another version built is outdated.
     */
    public String version() {
        return version;
    }

    /** What a run would create, and what it would find; changes nothing. */
    public List<PlannedStep> dryRun(TenantId tenant, DataCenter dataCenter) {
        var home = dataCenters.homeOf(tenant, dataCenter);
        return ordered.stream()
                .map(step -> new PlannedStep(step.name(), step.part(), step.isBuilt(home)))
                .toList();
    }

    /** Writes all that the tenant owns. */
    public void export(TenantHome home, Export export) throws IOException {
        for (var step : ordered) {
            step.export(home, export);
        }
    }

    List<ProvisioningStep> inOrder() {
        return ordered;
    }

    ProvisioningStep named(String name) {
        return ordered.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no step " + name));
    }

    List<RunStep> of(RunKind kind) {
        return switch (kind) {
            case BUILD -> each(Work.BUILD, ordered).toList();
            case REPAIR -> each(Work.BUILD, afterTheConditions()).toList();
            case REMOVE -> each(Work.TAKE_AWAY, ordered.reversed()).toList();
            case CLEAN ->
                Stream.concat(each(Work.TAKE_AWAY, places().reversed()), each(Work.BUILD, afterTheConditions()))
                        .toList();
            case CLEAR -> each(Work.TAKE_AWAY, places().reversed()).toList();
            case MOVE ->
                Stream.of(
                                Stream.of(RunStep.of(MovePart.PREPARE)),
                                each(Work.BUILD, places()),
                                Stream.of(MovePart.FREEZE, MovePart.COPY, MovePart.COMPARE, MovePart.SWITCH)
                                        .map(RunStep::of))
                        .flatMap(part -> part)
                        .toList();
        };
    }

    private static Stream<RunStep> each(Work work, List<ProvisioningStep> steps) {
        return steps.stream().map(step -> new RunStep(step.name(), work));
    }

    List<ProvisioningStep> afterTheConditions() {
        return ordered.stream().filter(step -> step.part() != Part.CONDITION).toList();
    }

    private List<ProvisioningStep> places() {
        return ordered.stream().filter(step -> step.part() == Part.PLACE).toList();
    }
}
