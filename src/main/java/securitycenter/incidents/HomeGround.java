package securitycenter.incidents;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import securitycenter.alerts.Alert;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Decided;
import securitycenter.correlation.Entity;
import securitycenter.correlation.EntityKind;
import securitycenter.correlation.Ground;
import securitycenter.correlation.Group;
import securitycenter.correlation.Presence;
import securitycenter.correlation.Reach;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one home holds that a batch of alerts may belong to. Each row is read once and lives as long as the batch. Many are
 * found by a join, because H2 would compare each row that it found with all that {@code = any(…)} names.
 */
final class HomeGround implements Ground {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String GROUP = """
            select id, source_id, created_at, status, assigned_to, classification, determination, redirect_to,
                   case when redirect_to is null then alerts
                       else (select count(*) from alert a where a.group_id = incident.id) end as alerts,
                   case when redirect_to is null then entities
                       else (select count(distinct p.same_as) from presence p
                             where p.group_id = incident.id and p.evidence is not null) end as entities
            from unnest(?) wanted (number) join incident on id = wanted.number""";

    private static final String PRESENCE = """
            select p.group_id, p.entity, p.kind, p.name, p.same_as, p.evidence, p.first_at, p.last_at, p.alerts,
                   p.verdict, p.remediation, p.earliest, p.latest from presence p""";

    /** The numbers of those that name it only long before or after are below zero. */
    private static final String NAMING = """
            select e.id,
                array(select case when p.last_at >= e.since and p.first_at <= e.until then p.group_id else -p.group_id end
                    from presence p where p.entity = e.id and p.is_open and p.kind <> 'OTHER' limit ?)
            from unnest(?, ?, ?) e (id, since, until)""";

    private final JdbcClient database;
    private final boolean separatesDeviceGroups;
    private final Map<Long, Group> groups = new HashMap<>();

    HomeGround(TenantHome home, CorrelationSettings settings) {
        this.database = home.database();
        this.separatesDeviceGroups = settings.separateDeviceGroups();
    }

    @Override
    public Met openGroups(Map<UUID, Reach> wanted, int most) {
        if (wanted.isEmpty()) {
            return new Met(Map.of(), Map.of());
        }
        var naming = new HashMap<UUID, Set<Long>>();
        var groupIds = new ArrayList<Long>();
        var entityIds = new ArrayList<UUID>();
        var entities = List.copyOf(wanted.keySet());
        database.sql(NAMING)
                .param(1, most + 1)
                .param(2, Sql.uuids(entities))
                .param(3, times(entities, wanted, Reach::from))
                .param(4, times(entities, wanted, Reach::until))
                .query(row -> {
                    var entity = row.getObject(1, UUID.class);
                    var all = Arrays.stream(Sql.elements(row.getArray(2)))
                            .map(Long.class::cast)
                            .toList();
                    naming.put(entity, all.stream().map(Math::abs).collect(Collectors.toSet()));
                    if (all.size() <= most) {
                        all.stream().filter(group -> group > 0).forEach(group -> {
                            groupIds.add(group);
                            entityIds.add(entity);
                        });
                    }
                });
        var presences = new HashMap<Group, Map<UUID, Presence>>();
        presences(groupIds, entityIds)
                .forEach((group, found) -> presences.put(
                        group,
                        found.stream()
                                .collect(Collectors.toMap(each -> each.entity().id(), each -> each))));
        return new Met(naming, presences);
    }

    private static SqlArrayValue times(List<UUID> entities, Map<UUID, Reach> wanted, Function<Reach, Instant> bound) {
        return Sql.times(entities.stream()
                .map(entity -> bound.apply(requireNonNull(wanted.get(entity))))
                .toList());
    }

    @Override
    public Map<Group, List<Presence>> presences(Map<Group, Set<UUID>> wanted) {
        var groupIds = new ArrayList<Long>();
        var entityIds = new ArrayList<UUID>();
        wanted.forEach((group, entities) -> entities.forEach(entity -> {
            groupIds.add(group.id());
            entityIds.add(entity);
        }));
        return presences(groupIds, entityIds);
    }

    private Map<Group, List<Presence>> presences(List<Long> groupIds, List<UUID> entityIds) {
        if (groupIds.isEmpty()) {
            return Map.of();
        }
        learnGroups(groupIds);
        var found = new HashMap<Group, List<Presence>>();
        database.sql(PRESENCE
                        + " join unnest(?, ?) w (group_id, entity) on p.group_id = w.group_id and p.entity = w.entity")
                .params(Sql.numbers(groupIds), Sql.uuids(entityIds))
                .query(row -> {
                    found.computeIfAbsent(group(row.getLong("group_id")), _ -> new ArrayList<>())
                            .add(presence(row));
                });
        return found;
    }

    @Override
    public List<Presence> presencesOf(Group group) {
        return database.sql(PRESENCE + " where p.group_id = ?")
                .param(group.id())
                .query((row, _) -> presence(row))
                .list();
    }

    private static Presence presence(ResultSet row) throws SQLException {
        var kind = EntityKind.valueOf(row.getString("kind"));
        var evidence = row.getString("evidence");
        return new Presence(
                new Entity(
                        row.getObject("entity", UUID.class),
                        kind,
                        // Needed of those kinds only that have a counterpart, and there the name is the identity.
                        row.getString("name").toLowerCase(Locale.ROOT),
                        row.getString("name"),
                        row.getObject("same_as", UUID.class),
                        evidence == null ? null : EvidenceKind.valueOf(evidence),
                        Verdict.values()[row.getInt("verdict")],
                        RemediationStatus.values()[row.getInt("remediation")],
                        kind != EntityKind.OTHER && kind != EntityKind.DEVICE_GROUP),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                row.getInt("alerts"),
                row.getLong("earliest"),
                row.getLong("latest"));
    }

    /** Microsoft's incidents by Microsoft's numbers; what was redirected stands for what it became part of. */
    Map<String, Group> ofSource(Collection<String> sourceIds) {
        if (sourceIds.isEmpty()) {
            return Map.of();
        }
        var ids = new HashMap<String, Long>();
        database.sql("select source_id, id from unnest(?) told (source) join incident on source_id = told.source")
                .param(Sql.texts(sourceIds))
                .query(row -> {
                    ids.put(row.getString(1), row.getLong(2));
                });
        learnGroups(ids.values());
        return ids.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> group(each.getValue()).shown()));
    }

    Group group(long id) {
        learnGroups(List.of(id));
        return requireNonNull(groups.get(id));
    }

    List<Group> groups(Collection<Long> ids) {
        learnGroups(ids);
        return ids.stream().map(id -> requireNonNull(groups.get(id))).toList();
    }

    void know(Group group) {
        groups.put(group.id(), group);
    }

    private void learnGroups(Collection<Long> ids) {
        var unknown = ids.stream().filter(id -> !groups.containsKey(id)).collect(Collectors.toSet());
        if (unknown.isEmpty()) {
            return;
        }
        var redirects = new HashMap<Group, Long>();
        database.sql(GROUP).param(Sql.numbers(unknown)).query(row -> {
            var group = group(row);
            groups.put(group.id(), group);
            Optional.ofNullable(row.getObject("redirect_to", Long.class)).ifPresent(to -> redirects.put(group, to));
        });
        learnWhatTheyAreKeptFrom(unknown);
        if (separatesDeviceGroups) {
            DeviceGroups.keys(database, unknown)
                    .forEach((id, names) -> names.forEach(requireNonNull(groups.get(id))::nameDeviceGroup));
        }
        learnGroups(redirects.values());
        redirects.forEach((group, to) -> group.showIn(requireNonNull(groups.get(to))));
    }

    private void learnWhatTheyAreKeptFrom(Collection<Long> ids) {
        database.sql("""
                        select one, other from kept_apart where one = any(?)
                        union select one, other from kept_apart where other = any(?)""").params(Sql.numbers(ids), Sql.numbers(ids)).query(row -> {
            keepFrom(row.getLong(1), row.getLong(2));
            keepFrom(row.getLong(2), row.getLong(1));
        });
    }

    private void keepFrom(long id, long other) {
        Optional.ofNullable(groups.get(id)).ifPresent(group -> group.keepFrom(other));
    }

    private static Group group(ResultSet row) throws SQLException {
        return Group.known(
                row.getLong("id"),
                row.getString("source_id"),
                Sql.instant(row, "created_at"),
                new Decided(
                        IncidentStatus.valueOf(row.getString("status")),
                        row.getString("assigned_to"),
                        Classification.valueOf(row.getString("classification")),
                        Determination.valueOf(row.getString("determination"))),
                row.getInt("alerts"),
                row.getInt("entities"));
    }

    Map<String, StoredAlert> storedAlerts(Collection<String> sourceIds) {
        var stored = new HashMap<String, StoredAlert>();
        database.sql("""
                        select source_id, id, source_updated_at, source_incident, is_streamed, group_id,
                               placed_by_person, is_open, case when status_is_own then status end as own_status,
                               entities
                        from unnest(?) told (source) join alert on source_id = told.source""").param(Sql.texts(sourceIds)).query(row -> {
            stored.put(row.getString("source_id"), storedAlert(row));
        });
        return stored;
    }

    /** Those of Microsoft's incidents that a person made part of another, with all that was part of them by then. */
    Set<String> mergedByPeople(Collection<String> sourceIds) {
        return sourceIds.isEmpty()
                ? Set.of()
                : Set.copyOf(database.sql("""
                                select i.source_id from incident_merge m join incident i on i.id = m.source_id
                                where m.undone_at is null and i.source_id = any(?)
                                union
                                select i.source_id from incident i
                                join incident_merge_part p on p.part = 'INCIDENT' and p.part_id = i.id
                                join incident_merge m on m.id = p.merge_id
                                where m.undone_at is null and i.source_id = any(?)""")
                        .params(Sql.texts(sourceIds), Sql.texts(sourceIds))
                        .query(String.class)
                        .list());
    }

    /** Alerts as they were told before, by our numbers. */
    Map<Long, Alert> toldBefore(Collection<Long> alerts, Instant now) {
        var told = new HashMap<Long, Alert>();
        if (!alerts.isEmpty()) {
            database.sql("select alert_id, body from alert_body where alert_id = any(?)")
                    .param(Sql.numbers(alerts))
                    .query(row -> {
                        var id = row.getLong(1);
                        AlertReader.read(JSON.readTree(row.getString(2)), now).ifPresent(alert -> told.put(id, alert));
                    });
        }
        return told;
    }

    private static StoredAlert storedAlert(ResultSet row) throws SQLException {
        var ownStatus = row.getString("own_status");
        return new StoredAlert(
                row.getLong("id"),
                Sql.instant(row, "source_updated_at"),
                row.getString("source_incident"),
                row.getBoolean("is_streamed"),
                row.getLong("group_id"),
                row.getBoolean("placed_by_person"),
                row.getBoolean("is_open"),
                ownStatus == null ? null : AlertStatus.valueOf(ownStatus),
                Arrays.stream(Sql.elements(row.getArray("entities")))
                        .map(UUID.class::cast)
                        .collect(Collectors.toSet()));
    }
}
