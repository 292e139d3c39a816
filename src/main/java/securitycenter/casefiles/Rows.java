package securitycenter.casefiles;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.IncidentFile.AlertLine;
import securitycenter.casefiles.IncidentFile.EntityLine;
import securitycenter.homes.Sql;
import securitycenter.incidents.Reason;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of a home as they are read for pages. */
final class Rows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<Reason>> REASONS = new TypeReference<>() {};

    static final String INCIDENT = """
            select id, source_id, name, name_is_own, severity, severity_is_own, status, redirect_to, assigned_to, classification,
                determination, resolving_comment, created_at, changed_at, resolved_at, first_at, last_at, alerts,
                active_alerts, entities, devices, users, mailboxes, categories, sources, version
            from incident where\s""";

    static final String ALERT = """
            select id, source_id, incident_id, placed_by_person, links, title, severity, status, service_source,
                detection_source, category, techniques, threat, assigned_to, classification, determination,
                investigation_id, investigation_state, created_at, changed_at, resolved_at, first_at, last_at,
                version
            from alert where\s""";

    private Rows() {}

    static IncidentFile incident(ResultSet row, List<String> tags, List<String> systemTags) throws SQLException {
        return new IncidentFile(
                row.getLong("id"),
                row.getString("source_id"),
                row.getString("name"),
                row.getBoolean("name_is_own"),
                Severity.values()[row.getInt("severity")],
                row.getBoolean("severity_is_own"),
                IncidentStatus.valueOf(row.getString("status")),
                row.getObject("redirect_to", Long.class),
                row.getString("assigned_to"),
                Classification.valueOf(row.getString("classification")),
                Determination.valueOf(row.getString("determination")),
                tags,
                systemTags,
                row.getString("resolving_comment"),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.instantOrNull(row, "resolved_at"),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                row.getInt("alerts"),
                row.getInt("active_alerts"),
                row.getInt("entities"),
                row.getInt("devices"),
                row.getInt("users"),
                row.getInt("mailboxes"),
                words(row.getString("categories")),
                words(row.getString("sources")).stream()
                        .map(ServiceSource::valueOf)
                        .toList(),
                row.getInt("version"));
    }

    static AlertLine alert(ResultSet row) throws SQLException {
        return new AlertLine(
                row.getLong("id"),
                row.getString("source_id"),
                row.getLong("incident_id"),
                row.getBoolean("placed_by_person"),
                reasons(row.getString("links")),
                row.getString("title"),
                Severity.values()[row.getInt("severity")],
                AlertStatus.valueOf(row.getString("status")),
                ServiceSource.valueOf(row.getString("service_source")),
                row.getString("detection_source"),
                row.getString("category"),
                words(row.getString("techniques")),
                row.getString("threat"),
                row.getString("assigned_to"),
                Classification.valueOf(row.getString("classification")),
                Determination.valueOf(row.getString("determination")),
                row.getString("investigation_id"),
                InvestigationState.valueOf(row.getString("investigation_state")),
                Sql.instant(row, "created_at"),
                Sql.instant(row, "changed_at"),
                Sql.instantOrNull(row, "resolved_at"),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                row.getInt("version"),
                List.of());
    }

    static EntityLine entity(ResultSet row) throws SQLException {
        return new EntityLine(
                row.getObject("id", UUID.class),
                EvidenceKind.valueOf(row.getString("evidence")),
                row.getString("name"),
                Sql.instant(row, "first_at"),
                Sql.instant(row, "last_at"),
                row.getInt("alerts"),
                Verdict.values()[row.getInt("verdict")],
                RemediationStatus.values()[row.getInt("remediation")],
                row.getLong("rank"));
    }

    /** One device has several names for the rules, but one for people: what reads the same is said once. */
    private static List<Reason> reasons(@Nullable String links) {
        var read = links == null ? List.<Reason>of() : JSON.readValue(links, REASONS);
        return List.copyOf(read.stream()
                .collect(Collectors.toMap(
                        reason -> List.of(reason.rule(), reason.name(), reason.seconds()),
                        reason -> reason,
                        (one, _) -> one,
                        LinkedHashMap::new))
                .values());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
