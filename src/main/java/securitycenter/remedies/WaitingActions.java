package securitycenter.remedies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.EntityFiles.Telling;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.response.ActionType;

/** Which actions on things that alerts name wait for a decision. */
@Component
public class WaitingActions {

    private static final int MOST = 200;

    private static final String SELECT = """
            select id, type, target_kind, target_key, target_name, asset_key, asset_name, verdict, expires_at
            from remediation_action where state = 'PENDING_APPROVAL' and\s""";

    /**
     * @param asset the name of where it would be done; null where that is everywhere
     * @param until when somebody can decide
     */
    public record Waiting(
            UUID id,
            ActionType type,
            EvidenceKind kind,
            String key,
            String name,
            @Nullable String assetKey,
            @Nullable String asset,
            Verdict verdict,
            Instant until) {

        /** Beside its name: the asset where that is something else. */
        public boolean isElsewhere() {
            return asset != null && !asset.equals(name);
        }
    }

    /** By thing; things on which none waits are missing. */
    public Map<UUID, List<Waiting>> on(TenantHome home, Map<UUID, List<Telling>> told) {
        var keys = new HashMap<UUID, Set<String>>();
        var all = new HashSet<String>();
        told.forEach((thing, pieces) -> {
            keys.put(thing, OnEvidence.keys(pieces));
            all.addAll(OnEvidence.keys(pieces));
        });
        var found = find(home, "target_key = any(?)", all);
        var waiting = new HashMap<UUID, List<Waiting>>();
        keys.forEach((thing, those) -> {
            var kind = told.getOrDefault(thing, List.of()).getFirst().evidence().kind();
            found.stream()
                    .filter(action -> action.kind() == kind && those.contains(action.key()))
                    .forEach(action -> waiting.computeIfAbsent(thing, _ -> new ArrayList<>())
                            .add(action));
        });
        return waiting;
    }

    /** On a thing, or where it is the device, mailbox or person. */
    public List<Waiting> about(TenantHome home, List<Telling> told) {
        var keys = OnEvidence.keys(told);
        if (keys.isEmpty()) {
            return List.of();
        }
        var kind = told.getFirst().evidence().kind();
        return home.database()
                .sql(SELECT + "(target_kind = ? and target_key = any(?) or asset_kind = ? and asset_key = any(?))"
                        + " order by expires_at, id limit " + MOST)
                .params(kind.name(), Sql.texts(keys), kind.name(), Sql.texts(keys))
                .query(WaitingActions::waiting)
                .list();
    }

    /** That were proposed because of an incident, or of one that became part of it. */
    public List<Waiting> of(TenantHome home, long incident) {
        return home.database()
                .sql(SELECT + "incident in (select id from incident where id = ? or redirect_to = ?)"
                        + " order by expires_at, id limit " + MOST)
                .params(incident, incident)
                .query(WaitingActions::waiting)
                .list();
    }

    private static List<Waiting> find(TenantHome home, String condition, Set<String> keys) {
        return keys.isEmpty()
                ? List.of()
                : home.database()
                        .sql(SELECT + condition + " order by expires_at, id limit " + MOST)
                        .param(Sql.texts(keys))
                        .query(WaitingActions::waiting)
                        .list();
    }

    private static Waiting waiting(ResultSet row, int number) throws SQLException {
        return new Waiting(
                row.getObject("id", UUID.class),
                ActionType.valueOf(row.getString("type")),
                EvidenceKind.valueOf(row.getString("target_kind")),
                row.getString("target_key"),
                row.getString("target_name"),
                row.getString("asset_key"),
                row.getString("asset_name"),
                Verdict.valueOf(row.getString("verdict")),
                Sql.instant(row, "expires_at"));
    }
}
