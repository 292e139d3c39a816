package securitycenter.support;

import jakarta.persistence.Column;
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
import securitycenter.identity.StaffMember;

/** One act for many tenants, some at a time, until all have had their turn or too many fail. */
@Entity
class Bulk {

    enum State {
        RUNNING,

        /** By one of the staff. */
        STOPPED,

        /** By too many failures. */
        HALTED,
        DONE
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Enumerated(EnumType.STRING)
    @Column(length = 12)
    private StaffAct act;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private @Nullable DataCenter target;

    private String reason;
    private String reference;
    private int tenants;
    private int batchSize;
    private int pauseSeconds;
    private int failuresToStop;

    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    private State state = State.RUNNING;

    private @Nullable UUID formId;
    private UUID askedBy;
    private String askedByName;
    private @Nullable String askedFrom;
    private Instant startedAt;
    private Instant nextAt;
    private @Nullable Instant finishedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected Bulk() {}

    Bulk(StaffMember staff, BulkWish wish, Instant now) {
        this.act = wish.act();
        this.target = wish.target();
        this.reason = wish.reason();
        this.reference = wish.reference();
        this.tenants = wish.tenants().size();
        this.batchSize = wish.batchSize();
        this.pauseSeconds = wish.pauseSeconds();
        this.failuresToStop = wish.failuresToStop();
        this.formId = wish.formId();
        this.askedBy = staff.id();
        this.askedByName = staff.name();
        this.askedFrom = staff.address();
        this.startedAt = now;
        this.nextAt = now;
    }

    /** A batch has begun; the next one has to wait. */
    void pause(Instant now) {
        this.nextAt = now.plusSeconds(pauseSeconds);
    }

    void end(State how, Instant now) {
        this.state = how;
        this.finishedAt = now;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    long id() {
        return id == null ? 0 : id;
    }

    /** For each of the tenants. */
    Wish wish() {
        return new Wish(act, target, null, reason, reference, id());
    }

    StaffMember askedBy() {
        return new StaffMember(askedBy, askedByName, askedFrom);
    }

    StaffAct act() {
        return act;
    }

    @Nullable
    DataCenter target() {
        return target;
    }

    String reason() {
        return reason;
    }

    String reference() {
        return reference;
    }

    int tenants() {
        return tenants;
    }

    int batchSize() {
        return batchSize;
    }

    int pauseSeconds() {
        return pauseSeconds;
    }

    int failuresToStop() {
        return failuresToStop;
    }

    State state() {
        return state;
    }

    Instant startedAt() {
        return startedAt;
    }

    Instant nextAt() {
        return nextAt;
    }

    @Nullable
    Instant finishedAt() {
        return finishedAt;
    }
}
