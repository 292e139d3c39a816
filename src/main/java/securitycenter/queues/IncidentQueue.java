package securitycenter.queues;

import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.alerts.UserName;
import securitycenter.correlation.Sought;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.queues.Plan.Pool;

/** The incidents of a tenant as people look through them: filtered, in an order, a page at a time. */
@Component
public class IncidentQueue {

    private static final Listing.Table<QueueLine> TABLE = new Listing.Table<>(
            "id, name, name_is_own, severity, status, redirect_to, assigned_to, assignee, classification, determination, created_at,"
                    + " changed_at, first_at, last_at, alerts, active_alerts, devices, users, mailboxes, categories,"
                    + " sources, version",
            "incident",
            IncidentQueue::line);

    private static final int MOST_NEW = 100;

    private static final String GIVEN = """
            exists (select 1 from activity c where c.incident_id = w.id and c.alert_id is null and c.field = 'assignedTo'
                and c.new_value = w.assigned_to and c.at >= ?)""";

    /** Each half begins at what is shown, whose own group or groups are few; a common name is in very many. */
    private static final String OF_DEVICE_GROUP = """
            (exists (select 1 from presence p where p.group_id = w.id and p.entity = ?)
                or exists (select 1 from incident g join presence p on p.group_id = g.id and p.entity = ?
                    where g.redirect_to = w.id))""";

    private record Tag(long incident, String tag, boolean system) {}

    /** What a filter leaves to look at after the columns of an index have answered a part of it. */
    private enum Answered {
        STATUS,
        PERIOD,
        SEVERITY,
        ASSIGNMENT,
        CREATED,
        CHANGED,
        TAG,
        TEXT
    }

    public QueuePage<QueueLine> page(
            TenantHome home, QueueFilter filter, QueueOrder order, QueuePlace place, int length) {
        var page = listing(home, filter, order).page(place, length);
        return new QueuePage<>(
                tagged(home, page.rows()),
                page.previous(),
                page.next(),
                page.found(),
                page.more(),
                page.lookedThrough());
    }

    /** @param key after which it begins; null for the beginning of the queue */
    public QueuePart<QueueLine> after(
            TenantHome home, QueueFilter filter, QueueOrder order, @Nullable QueueKey key, int length) {
        var part = listing(home, filter, order).after(key, length);
        return new QueuePart<>(tagged(home, part.rows()), part.next());
    }

    /** How many the filter lets through, up to one more than 10,000. */
    public long count(TenantHome home, QueueFilter filter) {
        return listing(home, filter, QueueOrder.LATEST).count();
    }

    /** How many of those that the filter lets through were made after the moment, up to a hundred. */
    public int newSince(TenantHome home, QueueFilter filter, Instant moment) {
        var order = new QueueOrder(QueueOrder.By.CREATED, true);
        var created =
                Stretch.each(Map.of("status", names(filter.statuses())), "created_at", moment.plusNanos(1_000), null);
        var unmet = conditions(home, filter, EnumSet.of(Answered.STATUS));
        var plan = new Plan(new Pool.Along(created), unmet, created, unmet);
        return new Listing<>(home.database(), TABLE, order, plan)
                .page(new QueuePlace.First(), MOST_NEW)
                .rows()
                .size();
    }

    /** The last moment at which a service saw something that became an alert. */
    public Optional<Instant> lastAlert(TenantHome home) {
        return home.database()
                .sql("select created_at from alert order by created_at desc, id desc limit 1")
                .query((row, _) -> Sql.instant(row, "created_at"))
                .optional();
    }

    private static Listing<QueueLine> listing(TenantHome home, QueueFilter filter, QueueOrder order) {
        return new Listing<>(home.database(), TABLE, order, plan(home, filter, order));
    }

    private static Plan plan(TenantHome home, QueueFilter filter, QueueOrder order) {
        var id = id(filter.text());
        if (id != null) {
            var one = Stretch.each(Map.of("id", List.of(id)), order.by().column(), null, null);
            return new Plan(new Pool.Along(one), new Conditions(), one, new Conditions());
        }
        return new Plan(
                pool(home, filter),
                conditions(home, filter, answeredByPool(home, filter)),
                walk(filter, order).stretches(),
                conditions(home, filter, answeredBy(filter, order)));
    }

    private static Set<Answered> answeredBy(QueueFilter filter, QueueOrder order) {
        var answered = EnumSet.of(
                Answered.STATUS,
                switch (order.by()) {
                    case ACTIVITY, SEVERITY -> Answered.PERIOD;
                    case CREATED -> Answered.CREATED;
                    case CHANGED -> Answered.CHANGED;
                });
        var equal = walk(filter, order).equal();
        if (equal.containsKey("severity")) {
            answered.add(Answered.SEVERITY);
        }
        if (equal.containsKey("assignee")) {
            answered.add(Answered.ASSIGNMENT);
        }
        return answered;
    }

    private record Walk(Map<String, List<? extends @Nullable Object>> equal, List<Stretch> stretches) {}

    /** The index whose first columns answer most, among those in the order that is asked for. */
    private static Walk walk(QueueFilter filter, QueueOrder order) {
        var equal = new LinkedHashMap<String, List<? extends @Nullable Object>>();
        var byActivity = order.by() == QueueOrder.By.ACTIVITY;
        if (byActivity && !(filter.assignment() instanceof Assignment.Anyone)) {
            equal.put("assignee", Collections.singletonList(assignee(filter.assignment())));
        }
        equal.put("status", names(filter.statuses()));
        if (order.isBySeverity()
                || byActivity && equal.size() == 1 && !filter.severities().isEmpty()) {
            equal.put("severity", ordinals(filter.severities()));
        }
        return new Walk(
                equal,
                switch (order.by()) {
                    case ACTIVITY, SEVERITY -> Stretch.each(equal, "last_at", filter.from(), filter.until());
                    case CREATED ->
                        Stretch.each(equal, "created_at", filter.since().created(), null);
                    case CHANGED -> Stretch.each(equal, "changed_at", earliestChange(filter), null);
                });
    }

    /** Nothing changed before its last activity, and who is given an incident changes it. */
    private static @Nullable Instant earliestChange(QueueFilter filter) {
        return Stream.of(
                        Optional.ofNullable(filter.from()),
                        Optional.ofNullable(filter.since().changed()),
                        Optional.ofNullable(filter.since().given()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The one whose index tells of the fewest rows. */
    private static QueueOrder sparest(QueueFilter filter) {
        var since = filter.since();
        if (since.created() != null) {
            return new QueueOrder(QueueOrder.By.CREATED, true);
        }
        return (since.changed() != null || since.given() != null) && filter.assignment() instanceof Assignment.Anyone
                ? new QueueOrder(QueueOrder.By.CHANGED, true)
                : QueueOrder.LATEST;
    }

    /** By what few incidents fulfill, as far as an index knows it. */
    private static Pool pool(TenantHome home, QueueFilter filter) {
        if (filter.tag() != null) {
            return new Pool.Chosen(
                    "select incident_id as chosen from incident_tag where tag = ? order by tag desc, incident_id desc limit "
                            + (Listing.LOOKED_AT + 1),
                    List.of(filter.tag()));
        }
        if (isName(home, filter)) {
            return new Pool.Chosen(
                    "select distinct coalesce(g.redirect_to, g.id) as chosen from (" + groupsThatName(filter)
                            + ") p join incident g on g.id = p.group_id",
                    new ArrayList<>(Sought.ids(String.valueOf(filter.text()))));
        }
        return new Pool.Along(walk(filter, sparest(filter)).stretches());
    }

    private static Set<Answered> answeredByPool(TenantHome home, QueueFilter filter) {
        if (filter.tag() != null) {
            return EnumSet.of(Answered.TAG);
        }
        if (isName(home, filter)) {
            return EnumSet.of(Answered.TEXT);
        }
        return answeredBy(filter, sparest(filter));
    }

    private static String groupsThatName(QueueFilter filter) {
        return Sought.ids(String.valueOf(filter.text())).stream()
                .map(_ -> "(select group_id from presence where entity = ? limit " + (Listing.LOOKED_AT + 1) + ")")
                .collect(Collectors.joining(" union all "));
    }

    /** Whether alerts name something that is called like this; otherwise it is a part of an incident's name. */
    private static boolean isName(TenantHome home, QueueFilter filter) {
        return filter.text() != null
                && home.database()
                        .sql("select 1 from presence where entity in (:ids) limit 1")
                        .param("ids", Sought.ids(filter.text()))
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    private static Conditions conditions(TenantHome home, QueueFilter filter, Set<Answered> answered) {
        var conditions = new Conditions();
        if (!answered.contains(Answered.STATUS)) {
            conditions.in("status", names(filter.statuses()));
        }
        if (!answered.contains(Answered.PERIOD)) {
            conditions
                    .andIf(Sql.timeOrNull(filter.from()), "last_at >= ?")
                    .andIf(Sql.timeOrNull(filter.until()), "last_at < ?");
        }
        if (!answered.contains(Answered.SEVERITY) && !filter.severities().isEmpty()) {
            conditions.in("severity", ordinals(filter.severities()));
        }
        if (!answered.contains(Answered.ASSIGNMENT) && !(filter.assignment() instanceof Assignment.Anyone)) {
            conditions.equal("assignee", assignee(filter.assignment()));
        }
        if (!answered.contains(Answered.CREATED)) {
            conditions.andIf(Sql.timeOrNull(filter.since().created()), "created_at >= ?");
        }
        if (!answered.contains(Answered.CHANGED)) {
            conditions.andIf(Sql.timeOrNull(filter.since().changed()), "changed_at >= ?");
        }
        if (!answered.contains(Answered.TAG)) {
            conditions.andIf(
                    filter.tag(), "exists (select 1 from incident_tag t where t.incident_id = w.id and t.tag = ?)");
        }
        if (!answered.contains(Answered.TEXT) && filter.text() != null) {
            text(home, filter, conditions);
        }
        return others(filter, conditions);
    }

    private static void text(TenantHome home, QueueFilter filter, Conditions conditions) {
        var text = String.valueOf(filter.text());
        if (!isName(home, filter)) {
            conditions.and("position(lower(?) in lower(name)) > 0", text);
            return;
        }
        var ids = Sought.ids(text);
        conditions.and(
                "exists (select 1 from presence p join incident g on g.id = p.group_id where p.entity in ("
                        + String.join(", ", Collections.nCopies(ids.size(), "?"))
                        + ") and (g.id = w.id or g.redirect_to = w.id))",
                ids.toArray());
    }

    /** What no index knows. */
    private static Conditions others(QueueFilter filter, Conditions conditions) {
        anyWord(conditions, "sources", filter.sources().stream().map(Enum::name).toList());
        anyWord(conditions, "categories", List.copyOf(filter.categories()));
        if (filter.severalSources()) {
            conditions.and("position(' ' in sources) > 0");
        }
        if (filter.severalCategories()) {
            conditions.and("position(' ' in categories) > 0");
        }
        if (filter.severalAlerts()) {
            conditions.and("alerts > 1");
        }
        if (filter.deviceGroup() != null) {
            var group = Sought.deviceGroup(filter.deviceGroup());
            conditions.and(OF_DEVICE_GROUP, group, group);
        }
        return conditions
                .andIf(Sql.timeOrNull(filter.since().given()), GIVEN)
                .andIf(nameOf(filter.classification()), "classification = ?")
                .andIf(
                        nameOf(filter.investigation()),
                        "exists (select 1 from alert a where a.incident_id = w.id and a.investigation_state = ?)");
    }

    /** The column holds words with blanks between them. */
    private static void anyWord(Conditions conditions, String column, List<String> words) {
        if (!words.isEmpty()) {
            conditions.and(
                    words.stream()
                            .map(_ -> "position(' ' || ? || ' ' in ' ' || " + column + " || ' ') > 0")
                            .collect(Collectors.joining(" or ", "(", ")")),
                    words.toArray());
        }
    }

    private static @Nullable String assignee(Assignment assignment) {
        return assignment instanceof Assignment.To(var userName) ? UserName.key(userName) : null;
    }

    private static @Nullable String nameOf(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static List<String> names(Set<IncidentStatus> statuses) {
        return statuses.stream().map(Enum::name).sorted().toList();
    }

    private static List<Integer> ordinals(Set<Severity> severities) {
        return (severities.isEmpty() ? EnumSet.allOf(Severity.class) : severities)
                .stream().map(Enum::ordinal).sorted().toList();
    }

    private static @Nullable Long id(@Nullable String text) {
        return text != null && text.matches("#?[0-9]{1,18}") ? Long.valueOf(text.replace("#", "")) : null;
    }

    private static QueueLine line(ResultSet row, int number) throws SQLException {
        return new QueueLine(
                row.getLong("id"),
                row.getString("name"),
                row.getBoolean("name_is_own"),
                Severity.values()[row.getInt("severity")],
                IncidentStatus.valueOf(row.getString("status")),
                row.getObject("redirect_to", Long.class),
                row.getString("assigned_to"),
                Classification.valueOf(row.getString("classification")),
                Determination.valueOf(row.getString("determination")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                row.getInt("alerts"),
                row.getInt("active_alerts"),
                row.getInt("devices"),
                row.getInt("users"),
                row.getInt("mailboxes"),
                words(row.getString("categories")).toList(),
                words(row.getString("sources")).map(ServiceSource::valueOf).toList(),
                row.getInt("version"),
                List.of(),
                List.of());
    }

    private static Stream<String> words(String words) {
        return Stream.of(words.split(" ")).filter(word -> !word.isEmpty());
    }

    private static List<QueueLine> tagged(TenantHome home, List<QueueLine> lines) {
        var tags = tags(home, lines.stream().map(QueueLine::id).collect(Collectors.toSet())).stream()
                .collect(groupingBy(Tag::incident));
        return lines.stream()
                .map(line -> {
                    var some = tags.getOrDefault(line.id(), List.of());
                    return line.tagged(among(some, false), among(some, true));
                })
                .toList();
    }

    private static List<Tag> tags(TenantHome home, Set<Long> incidents) {
        return incidents.isEmpty()
                ? List.of()
                : home.database()
                        .sql(
                                "select incident_id, tag, is_system from incident_tag where incident_id in (:ids) order by tag")
                        .param("ids", incidents)
                        .query((row, _) -> new Tag(row.getLong(1), row.getString(2), row.getBoolean(3)))
                        .list();
    }

    private static List<String> among(List<Tag> tags, boolean system) {
        return tags.stream().filter(tag -> tag.system() == system).map(Tag::tag).toList();
    }
}
