package securitycenter.tenants;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;

/** What one of the staff wants colleagues to know of a tenant. The tenant never sees it; nothing is changed later. */
@Entity
@Table(name = "tenant_note")
class Note {

    static final int LONGEST = 4_000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private UUID tenantId;
    private String text;
    private UUID writtenBy;
    private String writtenByName;
    private Instant writtenAt;

    @SuppressWarnings("NullAway.Init")
    protected Note() {}

    Note(TenantId tenant, String text, StaffMember staff, Instant now) {
        this.tenantId = tenant.value();
        this.text = text;
        this.writtenBy = staff.id();
        this.writtenByName = staff.name();
        this.writtenAt = now;
    }

    long id() {
        return id == null ? 0 : id;
    }

    public String text() {
        return text;
    }

    public String writtenByName() {
        return writtenByName;
    }

    public Instant writtenAt() {
        return writtenAt;
    }
}
