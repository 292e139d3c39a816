package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.List;

/** What was done to computers: how it stands, and how to stop it. */
final class MachineActionEndpoint {

    private final URI address;

    MachineActionEndpoint(URI address) {
        this.address = address;
    }

    Reply answer(DefenderCall call, Grant grant, List<String> path) {
        var defender = grant.tenant().defender();
        if (path.isEmpty()) {
            return seesMachines(grant)
                    ? DefenderPage.ACTIONS.answer(
                            call,
                            address,
                            defender.actions().stream().map(MachineAction::json).toList())
                    : mayNotSee(call, grant);
        }
        var action = defender.action(path.getFirst());
        if (action.isEmpty()) {
            return seesMachines(grant) ? call.notFound(path.getFirst()) : mayNotSee(call, grant);
        }
        var asked = call.request().method() + " "
                + (path.size() == 2 ? path.getLast().toLowerCase() : "");
        return switch (asked) {
            case "GET " -> seesMachines(grant) ? entity(action.get()) : mayNotSee(call, grant);
            case "GET getpackageuri" -> packageAddress(call, grant, action.get());
            case "POST cancel" -> cancel(call, grant, action.get());
            default -> call.notFound(call.request().path());
        };
    }

    private static boolean seesMachines(Grant grant) {
        return grant.allowsAnyOf("Machine.Read.All", "Machine.ReadWrite.All");
    }

    private static Reply mayNotSee(DefenderCall call, Grant grant) {
        return call.forbidden("Machine.Read.All,Machine.ReadWrite.All", grant);
    }

    private Reply entity(MachineAction action) {
        return DefenderPage.ACTIONS.entity(address, 200, action.json());
    }

    private Reply cancel(DefenderCall call, Grant grant, MachineAction action) {
        if (!grant.allowsAnyOf(action.type().permission)) {
            return call.forbidden(action.type().permission, grant);
        }
        var comment = call.request().json().flatMap(body -> MachineEndpoint.text(body, "Comment"));
        if (comment.isEmpty()) {
            return call.missing("Comment");
        }
        if (!action.isActive()) {
            return call.error(400, "BadRequest", "The machine action is in a final state already.");
        }
        action.cancel(grant.clientId(), comment.get());
        return entity(action);
    }

    private Reply packageAddress(DefenderCall call, Grant grant, MachineAction action) {
        if (!grant.allowsAnyOf("Machine.CollectForensics", "Machine.Read.All", "Machine.ReadWrite.All")) {
            return call.forbidden("Machine.CollectForensics", grant);
        }
        var overrun = grant.tenant().defender().overrunByPackage();
        if (overrun.isPresent()) {
            return call.tooManyRequests(overrun.get());
        }
        var isThere = action.type() == ActionType.COLLECT_INVESTIGATION_PACKAGE
                && action.status() == MachineAction.Status.SUCCEEDED;
        if (!isThere) {
            return call.notFound(action.id());
        }
        // Microsoft really puts quotation marks inside the text.
        return Reply.json(
                200,
                GraphJson.object()
                        .with("@odata.context", address + "/api/$metadata#Edm.String")
                        .with(
                                "value",
                                "\"https://userrequests-eu.securitycenter.example/safedownload/WDATP_Investigation_Package.zip?token=%s\""
                                        .formatted(action.id())));
    }
}
