package securitycenter.queues;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.alerts.UserName;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.queues.AlertLine.Impacted;
import securitycenter.queues.Plan.Pool;

/** The alerts of a tenant as people look through them: filtered, in an order, a page at a time. */
@Component
public class AlertQueue {

    private static final Listing.Table<Found> TABLE = new Listing.Table<>(
            "id, source_id, group_id, incident_id, entities, title, severity, status, service_source, category, assigned_to, assignee,"
                    + " classification, determination, investigation_state, created_at, changed_at, first_at, last_at",
            "alert",
            AlertQueue::found);

    private record Found(AlertLine line, long group, Set<UUID> entities) {}

    private record Thing(long group, UUID entity) {}

    public QueuePage<AlertLine> page(
            TenantHome home, AlertFilter filter, QueueOrder order, QueuePlace place, int length) {
        var page = listing(home, filter, order).page(place, length);
        return new QueuePage<>(
                withImpacted(home, page.rows()),
                page.previous(),
                page.next(),
                page.found(),
                page.more(),
                page.lookedThrough());
    }

    /** @param key after which it begins; null for the beginning of the queue */
    public QueuePart<AlertLine> after(
            TenantHome home, AlertFilter filter, QueueOrder order, @Nullable QueueKey key, int length) {
        var part = listing(home, filter, order).after(key, length);
        return new QueuePart<>(withImpacted(home, part.rows()), part.next());
    }

    /** How many the filter lets through, up to one more than 10,000. */
    public long count(TenantHome home, AlertFilter filter) {
        return listing(home, filter, QueueOrder.LATEST).count();
    }

    /** Those of an incident, the latest first. */
    public List<AlertLine> latestOf(TenantHome home, long incident, int atMost) {
        return withImpacted(
                home,
                home.database()
                        .sql(TABLE.select()
                                + " where incident_id = ? order by incident_id desc, last_at desc, id desc limit ?")
                        .params(incident, atMost)
                        .query(AlertQueue::found)
                        .list());
    }

    private static Listing<Found> listing(TenantHome home, AlertFilter filter, QueueOrder order) {
        return new Listing<>(home.database(), TABLE, order, plan(filter, order));
    }

    private static Plan plan(AlertFilter filter, QueueOrder order) {
        var equal = new LinkedHashMap<String, List<? extends @Nullable Object>>();
        equal.put("status", filter.statuses().stream().map(Enum::name).sorted().toList());
        var statusesOnly = new LinkedHashMap<>(equal);
        equal.put("severity", severities(filter));
        var byActivity = Stretch.each(equal, "last_at", filter.from(), filter.until());
        var inOrder = switch (order.by()) {
            case ACTIVITY, SEVERITY -> byActivity;
            case CREATED -> Stretch.each(statusesOnly, "created_at", null, null);
            case CHANGED -> Stretch.each(statusesOnly, "changed_at", filter.from(), null);
        };
        var unmetInOrder = others(filter);
        if (order.by() == QueueOrder.By.CREATED || order.by() == QueueOrder.By.CHANGED) {
            unmetInOrder
                    .in(
                            "severity",
                            filter.severities().stream().map(Enum::ordinal).toList())
                    .andIf(Sql.timeOrNull(filter.from()), "last_at >= ?")
                    .andIf(Sql.timeOrNull(filter.until()), "last_at < ?");
        }
        return new Plan(new Pool.Along(byActivity), others(filter), inOrder, unmetInOrder);
    }

    /** What no index knows. */
    private static Conditions others(AlertFilter filter) {
        var conditions = new Conditions()
                .in("service_source", filter.sources().stream().map(Enum::name).toList())
                .andIf(filter.category(), "category = ?");
        if (!(filter.assignment() instanceof Assignment.Anyone)) {
            conditions.equal(
                    "assignee",
                    filter.assignment() instanceof Assignment.To(var userName) ? UserName.key(userName) : null);
        }
        if (filter.text() != null) {
            conditions.and("(source_id = ? or position(lower(?) in lower(title)) > 0)", filter.text(), filter.text());
        }
        return conditions;
    }

    private static List<Integer> severities(AlertFilter filter) {
        return (filter.severities().isEmpty() ? EnumSet.allOf(Severity.class) : filter.severities())
                .stream().map(Enum::ordinal).sorted().toList();
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        var entities = new LinkedHashSet<UUID>();
        for (var entity : Sql.elements(row.getArray("entities"))) {
            entities.add((UUID) entity);
        }
        var line = new AlertLine(
                row.getLong("id"),
                row.getString("source_id"),
                row.getLong("incident_id"),
                row.getString("title"),
                Severity.values()[row.getInt("severity")],
                AlertStatus.valueOf(row.getString("status")),
                ServiceSource.valueOf(row.getString("service_source")),
                row.getString("category"),
                row.getString("assigned_to"),
                Classification.valueOf(row.getString("classification")),
                Determination.valueOf(row.getString("determination")),
                InvestigationState.valueOf(row.getString("investigation_state")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                List.of());
        return new Found(line, row.getLong("group_id"), entities);
    }

    private static List<AlertLine> withImpacted(TenantHome home, List<Found> page) {
        var impacted = new HashMap<Thing, Impacted>();
        var entities = page.stream().flatMap(found -> found.entities.stream()).collect(Collectors.toSet());
        if (!entities.isEmpty()) {
            home.database()
                    .sql("""
                            select group_id, entity, evidence, name from presence
                            where group_id in (:groups) and entity in (:entities) and entity = same_as
                                and evidence in ('DEVICE', 'USER', 'MAILBOX')""")
                    .param("groups", page.stream().map(Found::group).collect(Collectors.toSet()))
                    .param("entities", entities)
                    .query(row -> {
                        impacted.put(
                                new Thing(row.getLong(1), row.getObject(2, UUID.class)),
                                new Impacted(EvidenceKind.valueOf(row.getString(3)), row.getString(4)));
                    });
        }
        return page.stream()
                .map(found -> found.line.impacting(of(found, impacted)))
                .toList();
    }

    private static List<Impacted> of(Found found, Map<Thing, Impacted> impacted) {
        return found.entities.stream()
                .map(entity -> impacted.get(new Thing(found.group, entity)))
                .filter(Objects::nonNull)
                .distinct()
                .sorted(Comparator.comparing(Impacted::kind).thenComparing(Impacted::name))
                .toList();
    }
}
