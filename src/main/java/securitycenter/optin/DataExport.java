package securitycenter.optin;

import java.io.IOException;
import java.io.OutputStream;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.Export;
import securitycenter.identity.SignedInUser;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Steps;

/** What there is of a tenant, for its administrators: while the product is on, and as long as its data waits. */
@Component
class DataExport {

    private final OptIns optIns;
    private final Homes homes;
    private final Steps steps;
    private final AuditLog audit;

    DataExport(OptIns optIns, Homes homes, Steps steps, AuditLog audit) {
        this.optIns = optIns;
        this.homes = homes;
        this.steps = steps;
        this.audit = audit;
    }

    boolean isThereAny(SignedInUser user) {
        return switch (optIns.stateOf(user.tenant())) {
            case ProductState.On _, ProductState.OptedOut _ -> true;
            case ProductState.NotEligible _, ProductState.Off _, ProductState.Provisioning _, ProductState.Removing _ ->
                false;
        };
    }

    void writeTo(OutputStream out, SignedInUser user) throws IOException {
        var place = homes.placeOf(user.tenant()).orElseThrow();
        audit.record(Act.of(user, "data.exported"));
        try (var zip = new Export(out)) {
            steps.export(homes.homeIn(user.tenant(), place), zip);
        }
    }
}
