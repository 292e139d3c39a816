package securitycenter.optin;

import java.io.IOException;
import java.io.OutputStream;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.Export;
import securitycenter.identity.SignedInUser;
import securitycenter.provisioning.Provisioning;

/** What there is of a tenant, for its administrators: while the product is on, and as long as its data waits. */
@Component
class DataExport {

    private final OptIns optIns;
    private final Provisioning provisioning;
    private final AuditLog audit;

    DataExport(OptIns optIns, Provisioning provisioning, AuditLog audit) {
        this.optIns = optIns;
        this.provisioning = provisioning;
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
        var place = provisioning.placeOf(user.tenant()).orElseThrow();
        audit.record(Act.of(user, "data.exported"));
        try (var zip = new Export(out)) {
            provisioning.export(provisioning.homeIn(user.tenant(), place), zip);
        }
    }
}
