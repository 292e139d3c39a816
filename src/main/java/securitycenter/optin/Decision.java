package securitycenter.optin;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;

/** Somebody of a tenant opted in or out. The latest decision counts; the earlier ones stay. */
@Entity
class Decision {

    enum Kind {
        IN,
        OUT
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    @Column(length = 4)
    private Kind kind;

    /** Made by the deployment's setting at the person's visit, not by the person. */
    private boolean automatic;

    /** Made by support staff, and not by the tenant itself. */
    private boolean byStaff;

    private UUID madeBy;
    private String madeByName;
    private Instant madeAt;

    @SuppressWarnings("NullAway.Init")
    protected Decision() {}

    Decision(SignedInUser user, Kind kind, boolean automatic, Instant now) {
        this.tenantId = user.tenant().value();
        this.kind = kind;
        this.automatic = automatic;
        this.madeBy = user.id();
        this.madeByName = user.name();
        this.madeAt = now;
    }

    private Decision(TenantId tenant, StaffMember staff, Kind kind, Instant now) {
        this.tenantId = tenant.value();
        this.kind = kind;
        this.byStaff = true;
        this.madeBy = staff.id();
        this.madeByName = staff.name();
        this.madeAt = now;
    }

    static Decision byStaff(TenantId tenant, StaffMember staff, Kind kind, Instant now) {
        return new Decision(tenant, staff, kind, now);
    }

    Decided decided() {
        return new Decided(isIn(), automatic, byStaff, madeByName, madeAt);
    }

    private boolean isIn() {
        return kind == Kind.IN;
    }
}
