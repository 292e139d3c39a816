package securitycenter.tenants;

import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;

/** What staff write down about a tenant without doing anything to it. */
@Component
class Keeping {

    private final NoteRepository notes;
    private final AuditLog audit;
    private final Clock clock;

    Keeping(NoteRepository notes, AuditLog audit, Clock clock) {
        this.notes = notes;
        this.audit = audit;
        this.clock = clock;
    }

    /** Recorded in the operator's own log: the tenant must not even know of it. */
    @Transactional
    void note(TenantId tenant, String text, SignedInUser staff) {
        notes.save(new Note(tenant, text, StaffMember.of(staff), clock.instant()));
        audit.record(Act.of(staff, "tenant.noted").on("tenant", tenant.toString()));
    }
}
