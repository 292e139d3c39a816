package securitycenter.tenants;

import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.DataCenter;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Provisioning;

/** What staff write down about a tenant without doing anything to it. */
@Component
class Keeping {

    private final NoteRepository notes;
    private final Provisioning provisioning;
    private final AuditLog audit;
    private final Clock clock;

    Keeping(NoteRepository notes, Provisioning provisioning, AuditLog audit, Clock clock) {
        this.notes = notes;
        this.provisioning = provisioning;
        this.audit = audit;
        this.clock = clock;
    }

    /** Recorded in the operator's own log: the tenant must not even know of it. */
    @Transactional
    void note(TenantId tenant, String text, SignedInUser staff) {
        notes.save(new Note(tenant, text, StaffMember.of(staff), clock.instant()));
        audit.record(Act.of(staff, "tenant.noted").on("tenant", tenant.toString()));
    }

    @Transactional
    void chooseLocation(
            TenantId tenant, Optional<DataCenter> place, String reason, String reference, StaffMember staff) {
        var before = provisioning.promisedLocation(tenant);
        provisioning.promise(tenant, place.orElse(null));
        audit.record(Act.byStaff(staff, tenant, "support.location-chosen")
                .from(nameOf(before))
                .to(nameOf(place))
                .because(reason)
                .reference(reference));
    }

    private static String nameOf(Optional<DataCenter> place) {
        return place.map(Enum::name).orElse("UNSTATED");
    }
}
