package securitycenter.audit;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import securitycenter.identity.TenantId;

/** A tenant and a filter as the condition of a query. */
class Conditions {

    private final StringBuilder sql = new StringBuilder("tenant_id = :tenant");
    private final Map<String, Object> values = new HashMap<>();

    Conditions(TenantId tenant, Filter filter) {
        values.put("tenant", tenant.value());
        var person = personId(filter.who());
        and("what = :what", "what", filter.what());
        and("actor_id = :person", "person", person);
        and("position(lower(:who) in lower(actor_name)) > 0", "who", person == null ? filter.who() : null);
        and(
                "outcome = :outcome",
                "outcome",
                filter.outcome() == null ? null : filter.outcome().name());
        and("at >= :from", "from", startOf(filter.from(), filter));
        and(
                "at < :until",
                "until",
                startOf(filter.to() == null ? null : filter.to().plusDays(1), filter));
    }

    /** Without a value there is no condition. */
    Conditions and(String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(" and ").append(condition);
            values.put(name, value);
        }
        return this;
    }

    StatementSpec in(JdbcClient database, String select, String rest) {
        return database.sql(select + " where " + sql + rest).params(values);
    }

    private static @Nullable Object startOf(@Nullable LocalDate day, Filter filter) {
        return day == null ? null : day.atStartOfDay(filter.zone()).toOffsetDateTime();
    }

    private static @Nullable UUID personId(@Nullable String who) {
        try {
            return who == null || who.length() != 36 ? null : UUID.fromString(who);
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }
}
