package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The accounts and messages that Graph shows and changes when somebody defends a tenant. */
final class GraphChanges {

    private static final String USERS = "/v1.0/users/";
    private static final String REVOKE = "/revokeSignInSessions";
    private static final Set<String> SEVERITIES = Set.of("low", "medium", "high");

    /** As EmailEvents has it: the message, the recipient and a number. */
    private static final String REPORT_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d+-\\d+";

    private final URI address;

    GraphChanges(URI address) {
        this.address = address;
    }

    /** Empty for what is none of this. */
    Optional<Reply> answer(GraphCall call, Grant grant) {
        var path = call.request().path();
        var asked = call.request().method() + " " + path;
        return switch (asked) {
            case "POST /beta/security/collaboration/analyzedEmails/remediate" -> Optional.of(remediate(call, grant));
            case "POST /v1.0/identityProtection/riskyUsers/confirmCompromised" ->
                Optional.of(confirmCompromised(call, grant));
            default -> path.startsWith(USERS) ? user(call, grant, path.substring(USERS.length())) : Optional.empty();
        };
    }

    private Optional<Reply> user(GraphCall call, Grant grant, String path) {
        var method = call.request().method();
        if (method.equals("POST") && path.endsWith(REVOKE)) {
            return Optional.of(revoke(call, grant, path.substring(0, path.length() - REVOKE.length())));
        }
        return switch (method) {
            case "GET" -> Optional.of(show(call, grant, path));
            case "PATCH" -> Optional.of(change(call, grant, path));
            default -> Optional.empty();
        };
    }

    private Reply remediate(GraphCall call, Grant grant) {
        if (!grant.allowsAnyOf("SecurityAnalyzedMessage.ReadWrite.All")) {
            return call.forbidden("SecurityAnalyzedMessage.ReadWrite.All", grant);
        }
        var body = call.request().json().orElse(Map.of());
        var action = text(body, "action");
        var messages = messages(body);
        if (text(body, "displayName").isEmpty() || !SEVERITIES.contains(text(body, "severity"))) {
            return call.error(400, "BadRequest", "A remediation needs a displayName and a severity.");
        }
        if (!Mailboxes.knows(action)) {
            return call.error(400, "BadRequest", "Invalid action '%s'.".formatted(action));
        }
        if (messages.isEmpty() || !messages.stream().allMatch(id -> id.matches(REPORT_ID))) {
            return call.error(400, "BadRequest", "Invalid analyzedEmails.");
        }
        var approver = Optional.of(text(body, "approverUpn")).filter(name -> !name.isEmpty());
        var done = grant.tenant().mailboxes().remediate(text(body, "displayName"), action, approver, messages);
        return Reply.empty(202)
                .with(
                        "Location",
                        "https://security.microsoft.com/action-center/history?filters=%7B%22bulkId%22:%5B%22"
                                + done.id() + "%22%5D%7D&tid="
                                + grant.tenant().id());
    }

    private static List<String> messages(Map<String, Object> body) {
        return body.get("analyzedEmails") instanceof List<?> list
                ? list.stream()
                        .map(each -> each instanceof Map<?, ?> email ? String.valueOf(email.get("id")) : "")
                        .toList()
                : List.of();
    }

    private static String text(Map<String, Object> body, String name) {
        return Objects.requireNonNullElse(body.get(name), "").toString();
    }

    private static Reply confirmCompromised(GraphCall call, Grant grant) {
        if (!grant.allowsAnyOf("IdentityRiskyUser.ReadWrite.All")) {
            return call.denied();
        }
        if (!grant.tenant().hasIdentityProtection()) {
            return call.error(403, "Forbidden", "Your tenant is not licensed for this feature.");
        }
        if (!(call.request().json().orElse(Map.of()).get("userIds") instanceof List<?> ids) || ids.isEmpty()) {
            return call.error(400, "BadRequest", "userIds is missing.");
        }
        var found = ids.stream()
                .map(id -> grant.tenant().accounts().find(id.toString()))
                .toList();
        if (!found.stream().allMatch(Optional::isPresent)) {
            return call.error(404, "ResourceNotFound", "There is no such user.");
        }
        found.forEach(account -> account.orElseThrow().compromise());
        return Reply.empty(204);
    }

    private Reply show(GraphCall call, Grant grant, String id) {
        var names = call.request()
                .parameter("$select")
                .map(list -> Arrays.asList(list.split(",\\s*")))
                .orElse(List.of("id", "displayName", "userPrincipalName", "mail"));
        var seesAll = grant.allowsAnyOf("User.Read.All", "User.ReadWrite.All", "Directory.Read.All");
        if (!seesAll && (names.contains("accountEnabled") || !grant.allowsAnyOf("User.ReadBasic.All"))) {
            return call.denied();
        }
        return with(call, grant, id, account -> {
            var user = GraphJson.object()
                    .with(
                            "@odata.context",
                            address + "/v1.0/$metadata#users(%s)/$entity".formatted(String.join(",", names)));
            account.json().forEach((name, value) -> {
                if (names.contains(name)) {
                    user.with(name, value);
                }
            });
            return Reply.json(200, user);
        });
    }

    private static Reply change(GraphCall call, Grant grant, String id) {
        var may = grant.allowsAnyOf("User.ReadWrite.All")
                || (grant.allowsAnyOf("User.EnableDisableAccount.All") && grant.allowsAnyOf("User.Read.All"));
        if (!may) {
            return call.denied();
        }
        var body = call.request().json().orElse(Map.of());
        if (!body.keySet().equals(Set.of("accountEnabled"))
                || !(body.get("accountEnabled") instanceof Boolean enabled)) {
            return call.badRequest("Only accountEnabled can be changed here.");
        }
        return with(call, grant, id, account -> {
            if (grant.tenant().accounts().isProtected(account)) {
                return call.denied();
            }
            account.enabled(enabled);
            return Reply.empty(204);
        });
    }

    private Reply revoke(GraphCall call, Grant grant, String id) {
        if (!grant.allowsAnyOf("User.RevokeSessions.All", "User.ReadWrite.All", "Directory.ReadWrite.All")) {
            return call.denied();
        }
        return with(call, grant, id, account -> {
            account.revokeSessions();
            return Reply.json(
                    200,
                    GraphJson.object()
                            .with("@odata.context", address + "/v1.0/$metadata#Edm.Boolean")
                            .with("value", true));
        });
    }

    private static Reply with(GraphCall call, Grant grant, String id, Function<Account, Reply> then) {
        return grant.tenant()
                .accounts()
                .find(id)
                .map(then)
                .orElseGet(() -> call.error(
                        404,
                        "Request_ResourceNotFound",
                        "Resource '%s' does not exist or one of its queried reference-property objects are not present."
                                .formatted(id)));
    }
}
