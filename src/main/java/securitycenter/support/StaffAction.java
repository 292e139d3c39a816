package securitycenter.support;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;

/** Something that one of the staff wants to do to a tenant. It is done when everybody who must agree has agreed. */
@Entity
class StaffAction {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private UUID tenantId;

    /** The tenant while the action waits, and null afterwards: unique, so that one waits at a time. */
    private @Nullable UUID waitingTenant;

    @Enumerated(EnumType.STRING)
    @Column(length = 12)
    private StaffAct kind;

    @Enumerated(EnumType.STRING)
    @Column(length = 24)
    private ActionState state;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private @Nullable DataCenter target;

    private @Nullable Instant beginsAt;
    private String reason;
    private String reference;
    private UUID askedBy;
    private String askedByName;
    private @Nullable String askedFrom;
    private Instant askedAt;
    private Instant waitsSince;
    private boolean needsColleague;
    private boolean needsCustomer;
    private @Nullable String colleagueName;
    private @Nullable String customerName;
    private @Nullable String answer;
    private @Nullable String problem;
    private @Nullable Long runId;
    private @Nullable Long bulkId;
    private @Nullable Integer mailed;
    private @Nullable Instant endedAt;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected StaffAction() {}

    StaffAction(
            TenantId tenant, Wish wish, StaffMember staff, boolean needsColleague, boolean needsCustomer, Instant now) {
        this.tenantId = tenant.value();
        this.kind = wish.act();
        this.target = wish.target();
        this.beginsAt = wish.beginsAt();
        this.reason = wish.reason();
        this.reference = wish.reference();
        this.bulkId = wish.bulk();
        this.askedBy = staff.id();
        this.askedByName = staff.name();
        this.askedFrom = staff.address();
        this.askedAt = now;
        this.waitsSince = now;
        this.needsColleague = needsColleague;
        this.needsCustomer = needsCustomer;
        this.state = whoIsNext();
        this.waitingTenant = isWaiting() ? tenant.value() : null;
    }

    private ActionState whoIsNext() {
        if (needsColleague && colleagueName == null) {
            return ActionState.WAITING_FOR_COLLEAGUE;
        }
        return needsCustomer && customerName == null ? ActionState.WAITING_FOR_CUSTOMER : ActionState.STARTED;
    }

    /** A colleague agrees, who is somebody else than the person who asked. */
    void agreedBy(StaffMember colleague, Instant now) {
        if (state != ActionState.WAITING_FOR_COLLEAGUE || colleague.id().equals(askedBy)) {
            throw new IllegalStateException("Action " + id + " is " + state + " and does not wait for this colleague");
        }
        this.colleagueName = colleague.name();
        this.waitsSince = now;
        goOn();
    }

    void approvedBy(String customer, @Nullable String answer) {
        if (state != ActionState.WAITING_FOR_CUSTOMER) {
            throw new IllegalStateException("Action " + id + " is " + state + " and does not wait for the customer");
        }
        this.customerName = customer;
        this.answer = answer;
        goOn();
    }

    private void goOn() {
        this.state = whoIsNext();
        this.waitingTenant = isWaiting() ? tenantId : null;
    }

    /** @param run null where there is nothing to run, as when a product is turned off */
    void started(@Nullable Long run, Instant now) {
        this.runId = run;
        this.endedAt = now;
    }

    void notPossible(String problem, Instant now) {
        this.problem = problem;
        end(ActionState.NOT_POSSIBLE, now);
    }

    void refusedByCustomer(String customer, String answer, Instant now) {
        this.customerName = customer;
        this.answer = answer;
        end(ActionState.REFUSED, now);
    }

    void refusedByColleague(StaffMember colleague, String answer, Instant now) {
        this.colleagueName = colleague.name();
        this.answer = answer;
        end(ActionState.REFUSED, now);
    }

    void withdrawn(Instant now) {
        end(ActionState.WITHDRAWN, now);
    }

    void expired(Instant now) {
        end(ActionState.EXPIRED, now);
    }

    private void end(ActionState state, Instant now) {
        this.state = state;
        this.waitingTenant = null;
        this.endedAt = now;
    }

    void mailed(int people) {
        this.mailed = people;
    }

    boolean isWaiting() {
        return state.isWaiting();
    }

    /** The one who asked cannot agree. */
    boolean waitsForSomebodyElseThan(UUID staff) {
        return state == ActionState.WAITING_FOR_COLLEAGUE && askedBy.equals(staff);
    }

    boolean hasBegun() {
        return state == ActionState.STARTED;
    }

    long id() {
        return id == null ? 0 : id;
    }

    TenantId tenant() {
        return new TenantId(tenantId);
    }

    StaffAct act() {
        return kind;
    }

    ActionState state() {
        return state;
    }

    @Nullable
    DataCenter target() {
        return target;
    }

    @Nullable
    Instant beginsAt() {
        return beginsAt;
    }

    String reason() {
        return reason;
    }

    String reference() {
        return reference;
    }

    StaffMember askedBy() {
        return new StaffMember(askedBy, askedByName, askedFrom);
    }

    Instant askedAt() {
        return askedAt;
    }

    /** When those who are asked now can no longer answer. */
    Instant until(Duration answerWithin) {
        return waitsSince.plus(answerWithin);
    }

    @Nullable
    Long bulk() {
        return bulkId;
    }

    @Nullable
    String colleagueName() {
        return colleagueName;
    }

    @Nullable
    String customerName() {
        return customerName;
    }

    @Nullable
    String answer() {
        return answer;
    }

    @Nullable
    String problem() {
        return problem;
    }

    /** It is a part of what is done for many tenants. */
    boolean isOfBulk() {
        return bulkId != null;
    }

    @Nullable
    Long run() {
        return runId;
    }

    @Nullable
    Integer mailed() {
        return mailed;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }
}
