package securitycenter.provisioning;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.DataCenterProposal.Reason;

/** That a tenant's data was or is in a data center. The rows of a tenant are the history of where it has been. */
@Entity
class Residence {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    private DataCenter dataCenter;

    @Enumerated(EnumType.STRING)
    private Reason reason;

    private Instant since;
    private @Nullable Instant movedOut;
    private @Nullable Instant keptUntil;
    private @Nullable Instant goneAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Residence() {}

    Residence(TenantId tenant, Proposed place, Instant now) {
        this.tenantId = tenant.value();
        this.dataCenter = place.place();
        this.reason = place.reason();
        this.since = now;
    }

    /** The tenant lives elsewhere now; what is here is kept for a while. */
    void moveOut(Instant now, Instant keptUntil) {
        this.movedOut = now;
        this.keptUntil = keptUntil;
    }

    /** Nothing of the tenant is here any more. */
    void gone(Instant now) {
        this.goneAt = now;
        this.keptUntil = null;
    }

    /** What a move left behind has waited long enough. */
    boolean isOverdue(Instant now) {
        return keptUntil != null && keptUntil.isBefore(now);
    }

    DataCenter dataCenter() {
        return dataCenter;
    }

    Residency residency() {
        return new Residency(dataCenter, reason, since, movedOut, keptUntil, goneAt);
    }
}
