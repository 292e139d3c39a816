package securitycenter.audit;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import securitycenter.audit.Reach.All;
import securitycenter.audit.Reach.Chosen;
import securitycenter.audit.Reach.Nobody;
import securitycenter.audit.Reach.Own;
import securitycenter.identity.TenantId;

/** A reach and a filter as the condition and the order of a query. */
class Conditions {

    private final Reach reach;
    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> values = new HashMap<>();
    private @Nullable String first;

    Conditions(Reach reach) {
        this.reach = reach;
        switch (reach) {
            case Own(var tenant) -> of(tenant);
            case Chosen(var tenant) -> of(tenant);
            case All _ -> sql.append("true");
            case Nobody _ -> sql.append("false");
        }
    }

    private void of(TenantId tenant) {
        sql.append("tenant_id = :tenant");
        values.put("tenant", tenant.value());
    }

    Conditions(Reach reach, Filter filter) {
        this(reach);
        var person = personId(filter.who());
        var name = person == null ? filter.who() : null;
        is("actor_id", person);
        // Only a whole name can be found by an index, and without one a name among all tenants takes for ever.
        if (reach instanceof All) {
            is("actor_name", name);
        } else {
            and("position(lower(:name) in lower(actor_name)) > 0", "name", name);
        }
        var refused = filter.outcome() == Outcome.REFUSED;
        var staff = filter.actor() == Actor.Kind.STAFF;
        is("outcome", refused ? "REFUSED" : null);
        is("actor_kind", staff ? "STAFF" : null);
        is("what", filter.what());
        is("outcome", refused ? null : nameOf(filter.outcome()));
        is("actor_kind", staff ? null : nameOf(filter.actor()));
        and("at >= :from", "from", startOf(filter.from(), filter));
        and(
                "at < :until",
                "until",
                startOf(filter.to() == null ? null : filter.to().plusDays(1), filter));
    }

    /**
     * The first of these names the index to follow, so those that few entries fulfill come first. As ranges they leave
     * no other index in the order of the page: PostgreSQL otherwise walks along the whole log in the hope of soon
     * meeting what it looks for, and H2 along the index of another condition.
     */
    private void is(String column, @Nullable Object value) {
        and(column + " >= :" + column + " and " + column + " <= :" + column, column, value);
        if (value != null && first == null) {
            first = column;
        }
    }

    Conditions below(@Nullable Start start) {
        return switch (start) {
            case Start.Number(var number) -> and("number < :below", "below", number);
            case Start.Moment(var at, var tenant, var number) ->
                and("at <= :belowAt", "belowAt", at.atOffset(ZoneOffset.UTC))
                        .and(
                                "not (at = :belowAt and (tenant_id, number) >= (:belowTenant, :below))",
                                "belowTenant",
                                tenant)
                        .with("below", number);
            case null -> this;
        };
    }

    /** Without a value there is no condition. */
    Conditions and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(" and ").append(condition);
            values.put(name, value);
        }
        return this;
    }

    private Conditions with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** Newest first. Columns that have one value only are named too: H2 otherwise sorts instead of following the index. */
    String order() {
        var filtered = first == null ? "" : first + " desc, ";
        return reach.tenant().isPresent()
                ? "tenant_id desc, " + filtered + "number desc"
                : filtered + "at desc, tenant_id desc, number desc";
    }

    StatementSpec in(JdbcClient database, String select, String rest) {
        return database.sql(select + " where " + sql + rest).params(values);
    }

    private static @Nullable Object startOf(@Nullable LocalDate day, Filter filter) {
        return day == null ? null : day.atStartOfDay(filter.zone()).toOffsetDateTime();
    }

    private static @Nullable String nameOf(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static @Nullable UUID personId(@Nullable String who) {
        try {
            return who == null || who.length() != 36 ? null : UUID.fromString(who);
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }
}
