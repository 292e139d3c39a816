package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import securitycenter.identity.Role;

/** The resources of Microsoft Graph that the product reads and changes. */
final class Graph {

    private static final Pattern ROLE = Pattern.compile("/directoryRoles(?:/roleTemplateId=|\\(roleTemplateId=)"
            + "'?([0-9a-f-]+)'?\\)?/members(/microsoft\\.graph\\.user|/graph\\.user)?");
    private static final Pattern CAST_TO_ROLE =
            Pattern.compile("/me/transitiveMemberOf/(microsoft\\.)?graph\\.directoryRole");

    private final URI address;
    private final Gate gate;
    private final SecurityGraph security;
    private final GraphChanges changes;

    Graph(URI address, Issued<Grant> accessTokens) {
        this.address = address;
        gate = new Gate(Resource.GRAPH, accessTokens);
        security = new SecurityGraph(address);
        changes = new GraphChanges(address);
    }

    static boolean isAt(String path) {
        return path.startsWith("/v1.0/") || path.startsWith("/beta/");
    }

    Reply answer(Request request) {
        var call = GraphCall.of(request);
        var reply = gate.answer(call, grant -> route(call, grant));
        return reply == Reply.NONE
                ? reply
                : reply.with("request-id", call.requestId())
                        .with("client-request-id", call.clientRequestId())
                        .with("x-ms-ags-diagnostic", "{\"ServerInfo\":{\"DataCenter\":\"Pretend\"}}")
                        .with("OData-Version", "4.0");
    }

    private Reply route(GraphCall call, Grant grant) {
        var changed = changes.answer(call, grant);
        if (changed.isPresent()) {
            return changed.get();
        }
        if (call.request().path().startsWith("/beta/")) {
            return unknown(call);
        }
        var path = call.request().path().substring("/v1.0".length());
        if (!call.request().method().equals("GET")) {
            return call.error(
                    405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
        }
        return switch (path) {
            case "/subscribedSkus" -> subscribedSkus(call, grant);
            case "/directory/subscriptions" -> subscriptions(call, grant);
            case "/organization" -> organization(call, grant);
            case "/directoryRoles" -> directoryRoles(call, grant);
            case "/me" -> me(call, grant);
            case "/me/transitiveMemberOf" -> memberships(call, grant);
            default -> {
                if (path.startsWith("/security/")) {
                    yield security.answer(call, grant, path.substring("/security/".length()));
                }
                var role = ROLE.matcher(path);
                if (role.matches()) {
                    yield members(call, grant, role.group(1), role.group(2) != null);
                }
                yield CAST_TO_ROLE.matcher(path).matches() ? roles(call, grant) : unknown(call);
            }
        };
    }

    private static Reply unknown(GraphCall call) {
        return call.error(
                400,
                "BadRequest",
                "Resource not found for the segment '%s'."
                        .formatted(lastSegment(call.request().path())));
    }

    private static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Reply subscribedSkus(GraphCall call, Grant grant) {
        if (isGuest(grant)
                || !grant.allowsAnyOf("Organization.Read.All", "LicenseAssignment.Read.All", "Directory.Read.All")) {
            return call.denied();
        }
        for (var option : List.of("$filter", "$top", "$orderby", "$search", "$expand")) {
            if (call.request().parameter(option).isPresent()) {
                return call.unsupported("The query option '%s' is not supported on subscribedSkus.".formatted(option));
            }
        }
        var tenant = grant.tenant();
        var rows = tenant.subscriptions().stream()
                .map(subscription -> subscription.asSubscribedSku(tenant))
                .toList();
        return new GraphPage("subscribedSkus", "subscribedSku", rows).answer(call, address);
    }

    private Reply subscriptions(GraphCall call, Grant grant) {
        if (isGuest(grant) || !grant.allowsAnyOf("Organization.Read.All", "Directory.Read.All")) {
            return call.denied();
        }
        var rows = grant.tenant().subscriptions().stream()
                .map(Subscription::asCompanySubscription)
                .toList();
        return new GraphPage("directory/subscriptions", "companySubscription", rows).answer(call, address);
    }

    private Reply organization(GraphCall call, Grant grant) {
        var inFull = grant.allowsAnyOf("Organization.Read.All", "Directory.Read.All");
        if (!inFull && grant.person().isEmpty()) {
            return call.denied();
        }
        var rows = List.of(GraphObjects.organization(grant.tenant(), inFull));
        return new GraphPage("organization", "organization", rows).answer(call, address);
    }

    private Reply me(GraphCall call, Grant grant) {
        if (grant.person().isEmpty()) {
            return withoutPerson(call);
        }
        var user = GraphObjects.user(grant.person().get(), true);
        user.put("@odata.context", address + "/v1.0/$metadata#users/$entity");
        user.remove("@odata.type");
        return Reply.json(200, user);
    }

    private Reply memberships(GraphCall call, Grant grant) {
        if (grant.person().isEmpty()) {
            return withoutPerson(call);
        }
        var rows = GraphObjects.memberships(grant.person().get(), seesRoles(grant));
        return new GraphPage("directoryObjects", "directoryObject", rows).answer(call, address);
    }

    /** A cast is one of the queries that Graph answers from its slower index only. */
    private Reply roles(GraphCall call, Grant grant) {
        if (grant.person().isEmpty()) {
            return withoutPerson(call);
        }
        var eventual = call.request().header("ConsistencyLevel").filter("eventual"::equalsIgnoreCase);
        var counted = call.request().parameter("$count").filter("true"::equalsIgnoreCase);
        if (eventual.isEmpty() || counted.isEmpty()) {
            return call.unsupported(
                    "The specified query needs the header 'ConsistencyLevel: eventual' and the parameter '$count=true'.");
        }
        var rows = GraphObjects.roles(grant.person().get(), seesRoles(grant));
        return new GraphPage("directoryRoles", "directoryRole", rows).answer(call, address);
    }

    private Reply directoryRoles(GraphCall call, Grant grant) {
        if (!seesRoles(grant)) {
            return call.denied();
        }
        return new GraphPage("directoryRoles", "directoryRole", GraphObjects.roles(grant.tenant()))
                .answer(call, address);
    }

    private static Reply withoutPerson(GraphCall call) {
        return call.error(400, "BadRequest", "/me request is only valid with delegated authentication flow.");
    }

    private Reply members(GraphCall call, Grant grant, String templateId, boolean usersOnly) {
        if (!seesRoles(grant)) {
            return call.denied();
        }
        var role = Arrays.stream(Role.values())
                .filter(each -> each.templateId().equals(templateId))
                .filter(grant.tenant()::hasActivated)
                .findFirst();
        if (role.isEmpty()) {
            return call.error(
                    404,
                    "Request_ResourceNotFound",
                    "Resource '%s' does not exist or one of its queried reference-property objects are not present."
                            .formatted(templateId));
        }
        var inFull = grant.allowsAnyOf("Directory.Read.All", "User.Read.All", "User.ReadBasic.All");
        Predicate<Map<String, Object>> wanted =
                row -> !usersOnly || row.get("@odata.type").equals("#microsoft.graph.user");
        var rows = GraphObjects.members(grant.tenant(), role.get(), inFull).stream()
                .filter(wanted)
                .toList();
        return new GraphPage("directoryObjects", "directoryObject", rows).answer(call, address);
    }

    private static boolean seesRoles(Grant grant) {
        return grant.allowsAnyOf("RoleManagement.Read.Directory", "Directory.Read.All");
    }

    private static boolean isGuest(Grant grant) {
        return grant.person().map(Person::isGuest).orElse(false);
    }
}
