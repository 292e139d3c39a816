package securitycenter.casefiles;

import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.AlertReader;
import securitycenter.alerts.Evidence;
import securitycenter.alerts.EvidenceKind;
import securitycenter.casefiles.IncidentFile.AlertFile;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFile.EntityLine;
import securitycenter.casefiles.IncidentFile.Named;
import securitycenter.casefiles.IncidentFile.Page;
import securitycenter.casefiles.IncidentFile.Piece;
import securitycenter.casefiles.IncidentFile.Relation;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Entities;
import securitycenter.correlation.Entity;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import tools.jackson.databind.json.JsonMapper;

/** Reads all that there is about the alerts of an incident. */
@Component
public class AlertFiles {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_IMPACTED = 5;
    private static final Set<EvidenceKind> IMPACTED =
            EnumSet.of(EvidenceKind.DEVICE, EvidenceKind.USER, EvidenceKind.MAILBOX);

    private final CorrelationSettings settings;
    private final Clock clock;

    AlertFiles(CorrelationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** In the order of their last activity. */
    public Page<AlertLine> of(TenantHome home, long incident, @Nullable String after) {
        var key = Key.read(after, 2);
        var sql = Rows.ALERT + "incident_id = ?" + (key == null ? "" : " and (last_at, id) > (?, ?)")
                + " order by last_at, id limit " + (Page.LENGTH + 1);
        var query = home.database().sql(sql).param(incident);
        if (key != null) {
            query = query.param(Sql.time(key.instant(0))).param(key.number(1));
        }
        var page = Page.of(
                query.query((row, _) -> Rows.alert(row)).list(), line -> Key.of(line.lastAt(), line.id()), Page.LENGTH);
        return new Page<>(withImpacted(home, page.rows()), page.next());
    }

    public Optional<AlertFile> find(TenantHome home, long incident, long id) {
        return line(home, id).filter(line -> line.incident() == incident).map(line -> {
            var body = home.database()
                    .sql("select body from alert_body where alert_id = ?")
                    .param(id)
                    .query(String.class)
                    .single();
            var told = AlertReader.read(JSON.readTree(body), clock.instant()).orElse(null);
            return new AlertFile(
                    line,
                    body,
                    told,
                    told == null
                            ? List.of()
                            : told.evidence(Evidence.class).stream()
                                    .map(this::piece)
                                    .toList());
        });
    }

    private Piece piece(Evidence evidence) {
        return new Piece(
                evidence, Entities.of(evidence, settings).map(Entity::sameAs).orElse(null));
    }

    /** Wherever it is by now. */
    public Optional<AlertLine> line(TenantHome home, long id) {
        return home.database()
                .sql(Rows.ALERT + "id = ?")
                .param(id)
                .query((row, _) -> Rows.alert(row))
                .optional();
    }

    /** Those that there still are, in this order, by the names that their services gave them. */
    public List<AlertLine> named(TenantHome home, List<String> sourceIds) {
        var found = home
                .database()
                .sql(Rows.ALERT + "source_id = any(?)")
                .param(Sql.texts(sourceIds))
                .query((row, _) -> Rows.alert(row))
                .list()
                .stream()
                .collect(Collectors.toMap(AlertLine::sourceId, line -> line));
        return withImpacted(
                home,
                sourceIds.stream().map(found::get).filter(Objects::nonNull).toList());
    }

    private static List<AlertLine> withImpacted(TenantHome home, List<AlertLine> alerts) {
        return relations(home, alerts, IMPACTED).stream()
                .map(relation -> relation.alert()
                        .impacting(relation.names().stream()
                                .map(thing -> new Named(thing.id(), thing.kind(), thing.name()))
                                .limit(MOST_IMPACTED)
                                .toList()))
                .toList();
    }

    /** The first alerts, and what they name. */
    public List<Relation> relations(TenantHome home, long incident, int mostAlerts) {
        var alerts = home.database()
                .sql(Rows.ALERT + "incident_id = ? order by last_at, id limit ?")
                .params(incident, mostAlerts)
                .query((row, _) -> Rows.alert(row))
                .list();
        return relations(home, alerts, EnumSet.allOf(EvidenceKind.class));
    }

    private static List<Relation> relations(TenantHome home, List<AlertLine> alerts, Set<EvidenceKind> kinds) {
        var named = new HashMap<Long, List<UUID>>();
        var groups = new HashSet<Long>();
        home.database()
                .sql("select id, group_id, entities from alert where id = any(?)")
                .param(Sql.numbers(alerts.stream().map(AlertLine::id).toList()))
                .query(row -> {
                    var these = Arrays.stream(Sql.elements(row.getArray(3)))
                            .map(UUID.class::cast)
                            .toList();
                    named.put(row.getLong(1), these);
                    groups.add(row.getLong(2));
                });
        var things = things(home, groups, named, kinds);
        return alerts.stream()
                .map(alert -> new Relation(
                        alert,
                        List.copyOf(named.getOrDefault(alert.id(), List.of()).stream()
                                .map(things::get)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toMap(
                                        EntityLine::id, thing -> thing, (one, _) -> one, LinkedHashMap::new))
                                .values())))
                .toList();
    }

    /** By each of their names. */
    private static Map<UUID, EntityLine> things(
            TenantHome home, Set<Long> groups, Map<Long, List<UUID>> named, Set<EvidenceKind> kinds) {
        var entities = named.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        var words = kinds.stream().map(EvidenceKind::name).toList();
        var things = new HashMap<UUID, EntityLine>();
        home.database()
                .sql("""
                        select entity, same_as as id, evidence, name, first_at, last_at, alerts, verdict, remediation,
                            0 as rank
                        from presence where group_id = any(?) and entity = any(?) and evidence = any(?)""")
                .params(Sql.numbers(groups), Sql.uuids(entities), Sql.texts(words))
                .query(row -> {
                    things.put(row.getObject("entity", UUID.class), Rows.entity(row));
                });
        return things;
    }
}
