package securitycenter.provisioning;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Proposed;
import securitycenter.provisioning.DataCenterProposal.Reason;

/** That a tenant has a place, which one and why, and whether it is open. */
@Entity
@Table(name = "tenant_home")
class Home {

    enum State {
        BUILDING,
        OPEN,
        CLOSED
    }

    @Id
    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    private DataCenter dataCenter;

    @Enumerated(EnumType.STRING)
    private Reason reason;

    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    private State state = State.BUILDING;

    private Instant reservedAt;
    private @Nullable Instant openedAt;
    private @Nullable Instant keptUntil;
    private @Nullable Instant frozenSince;
    private @Nullable String setUp;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Home() {}

    Home(TenantId tenant, Proposed place, Instant now) {
        this.tenantId = tenant.value();
        this.dataCenter = place.place();
        this.reason = place.reason();
        this.reservedAt = now;
    }

    void rebuild() {
        this.state = State.BUILDING;
    }

    /** A home that waited is not built after all, and waits on until the same date. */
    void waitOn() {
        if (state == State.BUILDING && keptUntil != null) {
            this.state = State.CLOSED;
        }
    }

    /** What was opened is being taken away again. */
    void shut() {
        if (state == State.OPEN) {
            this.state = State.BUILDING;
        }
    }

    /** Opens a complete home, unless somebody closed it meanwhile. */
    void open(Instant now) {
        if (state == State.CLOSED) {
            return;
        }
        this.state = State.OPEN;
        this.keptUntil = null;
        if (openedAt == null) {
            this.openedAt = now;
        }
    }

    void close(Instant until) {
        this.state = State.CLOSED;
        this.keptUntil = until;
    }

    void freeze(Instant now) {
        this.frozenSince = now;
    }

    void thaw() {
        this.frozenSince = null;
    }

    /** @param setUp version of the steps that have just gone through it */
    void markSetUp(String setUp) {
        this.setUp = setUp;
    }

    /** The tenant's data has arrived elsewhere. */
    void switchTo(Proposed place, String setUp) {
        this.dataCenter = place.place();
        this.reason = place.reason();
        this.frozenSince = null;
        this.setUp = setUp;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    DataCenter dataCenter() {
        return dataCenter;
    }

    Reason reason() {
        return reason;
    }
}
