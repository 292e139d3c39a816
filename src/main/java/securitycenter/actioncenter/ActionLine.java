package securitycenter.actioncenter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.homes.Sql;
import securitycenter.response.ActionSource;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.Decision;
import securitycenter.response.Standing;
import securitycenter.response.Target;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One row of a list of actions.
 *
 * @param path of a file; null where it has none, or its name says it
 * @param asset the name of the device, mailbox or person on which it happens
 * @param knownAs the id by which Microsoft knows the device or person; null where it has none
 * @param first the first of two who must approve
 * @param decision null where nobody decided
 * @param decidedBy null where nobody was asked
 * @param live null while that is not decided
 */
record ActionLine(
        UUID id,
        int version,
        ActionType type,
        EvidenceKind kind,
        String name,
        @Nullable String path,
        @Nullable String asset,
        @Nullable String knownAs,
        ActionSource source,
        @Nullable Long investigation,
        @Nullable Long incident,
        Verdict verdict,
        ActionState state,
        Instant proposedAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        @Nullable String first,
        Decision.@Nullable Kind decision,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Boolean live) {

    static final String COLUMNS = """
            id, version, type, target_kind, target_name, target, asset_name, source, investigation, incident, verdict, state,
                proposed_at, updated_at, expires_at, first_name, decision, decided_by, decided_at, is_live""";

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

    static ActionLine of(ResultSet row, int number) throws SQLException {
        var decision = row.getString("decision");
        var name = row.getString("target_name");
        var details = JSON.readValue(row.getString("target"), DETAILS);
        var path = details.get(Target.PATH);
        return new ActionLine(
                row.getObject("id", UUID.class),
                row.getInt("version"),
                ActionType.valueOf(row.getString("type")),
                EvidenceKind.valueOf(row.getString("target_kind")),
                name,
                name.equals(path) ? null : path,
                row.getString("asset_name"),
                details.getOrDefault(Target.DEVICE, details.get(Target.PERSON)),
                ActionSource.valueOf(row.getString("source")),
                row.getObject("investigation", Long.class),
                row.getObject("incident", Long.class),
                Verdict.valueOf(row.getString("verdict")),
                ActionState.valueOf(row.getString("state")),
                Sql.instant(row, "proposed_at"),
                Sql.instant(row, "updated_at"),
                Sql.instantOrNull(row, "expires_at"),
                row.getString("first_name"),
                decision == null ? null : Decision.Kind.valueOf(decision),
                row.getString("decided_by"),
                Sql.instantOrNull(row, "decided_at"),
                row.getObject("is_live", Boolean.class));
    }

    /** Its asset is something else than what it is done to. */
    public boolean isElsewhere() {
        return asset != null && !asset.equals(name);
    }

    /** As forms name what was chosen. */
    public String chosen() {
        return id + "." + version;
    }

    public String shortId() {
        return id.toString().substring(0, 8);
    }

    public Standing standing() {
        return Standing.of(type, state);
    }

    /** Somebody was asked neither before nor afterwards. */
    public boolean isAutomatic() {
        return decision == Decision.Kind.APPROVED && decidedBy == null;
    }
}
