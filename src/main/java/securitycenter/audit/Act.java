package securitycenter.audit;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffMember;
import securitycenter.identity.TenantId;

/**
 * Something that was done or refused. Immutable: each method answers with another act.
 *
 * <p>What was done is named by a past participle, such as {@code product.turned-on}; the words on the page stand in the
 * message {@code audit.act.product.turned-on}, those for the kind of thing in {@code audit.kind.product}.
 */
public final class Act {

    final TenantId tenant;
    final Actor actor;
    final String what;

    @Nullable
    String kind;

    @Nullable
    String id;

    @Nullable
    String from;

    @Nullable
    String to;

    @Nullable
    String reason;

    @Nullable
    String reference;

    Outcome outcome = Outcome.DONE;

    private Act(TenantId tenant, Actor actor, String what) {
        this.tenant = tenant;
        this.actor = actor;
        this.what = requireNonNull(Text.within(100, what));
    }

    private Act(Act other) {
        this(other.tenant, other.actor, other.what);
        this.kind = other.kind;
        this.id = other.id;
        this.from = other.from;
        this.to = other.to;
        this.reason = other.reason;
        this.reference = other.reference;
        this.outcome = other.outcome;
    }

    /** A person in their own tenant. */
    public static Act of(SignedInUser who, String what) {
        return new Act(who.tenant(), Actor.person(who), what);
    }

    /**
     * A program of the tenant's.
     *
     * @param address where its request came from
     */
    public static Act byProgram(TenantId tenant, UUID application, String name, String address, String what) {
        return new Act(tenant, Actor.program(application, name, address), what);
    }

    /** Work without a person, such as a job. */
    public static Act bySystem(TenantId tenant, String what) {
        return new Act(tenant, Actor.SYSTEM, what);
    }

    /** Support staff in a customer's tenant, whose log shows it. */
    public static Act byStaff(SignedInUser staff, TenantId onBehalfOf, String what) {
        return new Act(onBehalfOf, Actor.staff(StaffMember.of(staff), onBehalfOf), what);
    }

    /** As above, for what happens when the member of the staff may not be there any more. */
    public static Act byStaff(StaffMember staff, TenantId onBehalfOf, String what) {
        return new Act(onBehalfOf, Actor.staff(staff, onBehalfOf), what);
    }

    public Act on(String kind, String id) {
        var act = new Act(this);
        act.kind = Text.within(64, kind);
        act.id = Text.within(400, id);
        return act;
    }

    /** What it was before: records, maps and lists are written as JSON, everything is cut off at 10,000 characters. */
    public Act from(@Nullable Object old) {
        var act = new Act(this);
        act.from = Text.ofValue(old);
        return act;
    }

    /** What it is now, written as in {@link #from}. */
    public Act to(@Nullable Object value) {
        var act = new Act(this);
        act.to = Text.ofValue(value);
        return act;
    }

    public Act because(@Nullable String reason) {
        var act = new Act(this);
        act.reason = Text.within(2000, reason);
        return act;
    }

    /** A help request or the like; without one the reference of the request is taken. */
    public Act reference(@Nullable String reference) {
        var act = new Act(this);
        act.reference = Text.within(100, reference);
        return act;
    }

    /** It was asked for and not done. */
    public Act refused() {
        var act = new Act(this);
        act.outcome = Outcome.REFUSED;
        return act;
    }
}
