package securitycenter.fakemicrosoft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import securitycenter.identity.Role;

/** People, roles, groups and organizations in the shape of Graph, with as much in them as the token may see. */
final class GraphObjects {

    private GraphObjects() {}

    static Map<String, Object> organization(Tenant tenant, boolean inFull) {
        var json = new LinkedHashMap<String, Object>();
        json.put("id", tenant.id().toString());
        json.put("displayName", tenant.name());
        json.put("tenantType", inFull ? "AAD" : null);
        json.put("country", null);
        json.put("countryLetterCode", inFull ? tenant.country().orElse(null) : null);
        json.put("city", null);
        json.put("createdDateTime", inFull ? "2019-04-08T12:00:00Z" : null);
        json.put("defaultUsageLocation", inFull ? tenant.country().orElse(null) : null);
        json.put("preferredLanguage", inFull ? "en" : null);
        json.put("businessPhones", List.of());
        json.put("onPremisesSyncEnabled", null);
        json.put("securityComplianceNotificationMails", List.of());
        json.put("technicalNotificationMails", inFull ? List.of("it@" + tenant.domain()) : List.of());
        json.put("verifiedDomains", List.of(domain(tenant)));
        json.put("assignedPlans", List.of());
        json.put("provisionedPlans", List.of());
        return json;
    }

    private static Map<String, Object> domain(Tenant tenant) {
        var json = new LinkedHashMap<String, Object>();
        json.put("capabilities", "Email, OfficeCommunicationsOnline");
        json.put("isDefault", true);
        json.put("isInitial", false);
        json.put("name", tenant.domain());
        json.put("type", "Managed");
        return json;
    }

    static Map<String, Object> user(Person person, boolean inFull) {
        var json = new LinkedHashMap<String, Object>();
        json.put("@odata.type", "#microsoft.graph.user");
        json.put("id", person.id().toString());
        json.put("displayName", inFull ? person.name() : null);
        json.put("mail", inFull ? person.mail().orElse(null) : null);
        json.put("userPrincipalName", inFull ? person.userPrincipalName() : null);
        return json;
    }

    /** All that a person is in, directly or not. */
    static List<Map<String, Object>> memberships(Person person, boolean inFull) {
        var memberships = new ArrayList<>(roles(person, inFull));
        memberships.forEach(role -> role.put("@odata.type", "#microsoft.graph.directoryRole"));
        person.rolesThroughGroup().forEach(role -> memberships.add(roleGroup(person.tenant(), role)));
        IdTokens.groupIds(person).forEach(id -> memberships.add(group(id)));
        return memberships;
    }

    static List<Map<String, Object>> roles(Person person, boolean inFull) {
        return person.roles().stream()
                .map(role -> role(person.tenant(), role, inFull))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Those that somebody holds or has held: Entra lists a role from then on. */
    static List<Map<String, Object>> roles(Tenant tenant) {
        return Arrays.stream(Role.values())
                .filter(tenant::hasActivated)
                .map(role -> role(tenant, role, true))
                .toList();
    }

    private static Map<String, Object> role(Tenant tenant, Role role, boolean inFull) {
        var name = Arrays.stream(role.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase())
                .collect(Collectors.joining(" "));
        var json = new LinkedHashMap<String, Object>();
        json.put("id", tenant.idOf("role " + role).toString());
        json.put("deletedDateTime", null);
        json.put("description", inFull ? name : null);
        json.put("displayName", inFull ? name : null);
        json.put("roleTemplateId", inFull || !tenant.areRoleTemplatesHidden() ? role.templateId() : null);
        return json;
    }

    private static Map<String, Object> roleGroup(Tenant tenant, Role role) {
        return group(tenant.idOf("group of " + role).toString());
    }

    private static Map<String, Object> group(String id) {
        var json = new LinkedHashMap<String, Object>();
        json.put("@odata.type", "#microsoft.graph.group");
        json.put("id", id);
        json.put("displayName", null);
        return json;
    }

    /** Direct members only: who holds the role through a group is hidden behind that group. */
    static List<Map<String, Object>> members(Tenant tenant, Role role, boolean inFull) {
        var people = tenant.people().stream()
                .filter(person -> person.holdsDirectly(role))
                .map(person -> user(person, inFull));
        var groups = tenant.people().stream()
                .filter(person -> person.rolesThroughGroup().contains(role))
                .map(person -> roleGroup(tenant, role))
                .limit(1);
        return Stream.concat(people, groups).toList();
    }
}
