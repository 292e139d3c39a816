package securitycenter.help;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import securitycenter.help.HelpRequest.State;
import securitycenter.help.QueueFilter.Assigned;
import securitycenter.identity.SignedInUser;

/**
 * The help requests of all tenants, for staff. What waits for us comes before what waits for the customer, each with
 * the oldest first; of the closed ones, the newest come first.
 */
@Repository
class Queue {

    private static final long COUNTED = 1_000;

    private final JdbcClient database;

    Queue(JdbcClient database) {
        this.database = database;
    }

    QueuePage page(SignedInUser staff, QueueFilter filter, @Nullable QueuePlace start) {
        var lines = lines(staff, filter, start, QueuePage.LENGTH + 1);
        var found = count(staff, filter);
        var hidden = found == 0 ? count(staff, QueueFilter.NONE) : 0;
        return new QueuePage(filter, lines, Math.min(found, COUNTED), found > COUNTED, hidden, start);
    }

    /** State after state, so that each query follows its index. */
    private List<QueueLine> lines(SignedInUser staff, QueueFilter filter, @Nullable QueuePlace start, int atMost) {
        var lines = new ArrayList<QueueLine>();
        for (var state : filter.state().states()) {
            var isBeforeThePage = start != null && state.compareTo(start.state()) < 0;
            if (!isBeforeThePage && lines.size() < atMost) {
                var after = start != null && start.state() == state ? start : null;
                lines.addAll(linesIn(state, staff, filter, after, atMost - lines.size()));
            }
        }
        return lines;
    }

    private List<QueueLine> linesIn(
            State state, SignedInUser staff, QueueFilter filter, @Nullable QueuePlace after, int atMost) {
        var backwards = state == State.CLOSED;
        var values = new HashMap<String, Object>();
        var where = where(List.of(state), staff, filter, values);
        if (after != null) {
            where += backwards
                    ? " and since <= :since and (since < :since or id < :id)"
                    : " and since >= :since and (since > :since or id > :id)";
            values.put("since", after.since().atOffset(ZoneOffset.UTC));
            values.put("id", after.id());
        }
        values.put("atMost", atMost);
        return database.sql("select * from help_request where " + where + " order by " + order(filter, backwards)
                        + " limit :atMost")
                .params(values)
                .query((row, _) -> new QueueLine(
                        row.getLong("id"),
                        row.getObject("tenant_id", UUID.class),
                        row.getString("tenant_name"),
                        Topic.valueOf(row.getString("topic")),
                        row.getString("first_words"),
                        State.valueOf(row.getString("state")),
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("assigned_to_name")))
                .list();
    }

    /** All columns of the index, though the first are the same in each row: H2 would sort otherwise. */
    private static String order(QueueFilter filter, boolean backwards) {
        var columns = new ArrayList<>(filter.tenant() == null ? List.of("state") : List.of("tenant_id", "state"));
        // Of one tenant there are few enough to look through for the rest of the filter.
        if (filter.tenant() == null && filter.assigned() != Assigned.ANYONE) {
            columns.add("assigned_to");
        } else if (filter.tenant() == null && filter.topic() != null) {
            columns.add("topic");
        }
        columns.addAll(List.of("since", "id"));
        return String.join(backwards ? " desc, " : ", ", columns) + (backwards ? " desc" : "");
    }

    /** How many there are, but not counted beyond the limit. */
    private long count(SignedInUser staff, QueueFilter filter) {
        var values = new HashMap<String, Object>();
        var where = where(filter.state().states(), staff, filter, values);
        values.put("limit", COUNTED + 1);
        return database.sql("select count(*) from (select 1 as one from help_request where " + where
                        + " limit :limit) as found")
                .params(values)
                .query(Long.class)
                .single();
    }

    private static String where(
            List<State> states, SignedInUser staff, QueueFilter filter, Map<String, Object> values) {
        var where = new StringBuilder("state in (:states)");
        values.put("states", states.stream().map(State::name).toList());
        if (filter.topic() != null) {
            where.append(" and topic = :topic");
            values.put("topic", filter.topic().name());
        }
        if (filter.tenant() != null) {
            where.append(" and tenant_id = :tenant");
            values.put("tenant", filter.tenant().value());
        }
        switch (filter.assigned()) {
            case ME -> {
                where.append(" and assigned_to = :me");
                values.put("me", staff.id());
            }
            case NOBODY -> where.append(" and assigned_to is null");
            case ANYONE -> {}
        }
        return where.toString();
    }
}
