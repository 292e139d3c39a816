package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Pages.Source;
import securitycenter.api.Quota.Within;
import securitycenter.api.Refusal.Kind;
import securitycenter.homes.TenantHome;
import securitycenter.response.MachineActions;
import securitycenter.response.MachineActions.Place;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/machineactions} of Defender for Endpoint. */
@RestController
class DefenderMachineActions {

    private static final String CONTEXT = "/api/$metadata#MachineActions";

    private final MachineActions actions;
    private final Pages pages;
    private final OwnAddress address;

    DefenderMachineActions(MachineActions actions, Pages pages, OwnAddress address) {
        this.actions = actions;
        this.pages = pages;
        this.address = address;
    }

    @CallersWith(Permission.READ_MACHINES)
    @Within(Quota.LIST_MACHINE_ACTIONS)
    @GetMapping("/api/machineactions")
    void list(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var call = ListCall.of(request, Listing.MACHINE_ACTIONS);
        pages.write(
                caller,
                call,
                CONTEXT,
                Source.uncounted(
                        after -> actions.page(home, call.where(), after, call.skip(after), call.limit()),
                        Place::of,
                        Placing.OF_MACHINE_ACTIONS,
                        (found, json) -> found.forEach(action -> json.writeTree(ResponseShape.of(action)))),
                response);
    }

    @CallersWith(Permission.READ_MACHINES)
    @Within(Quota.GET_MACHINE_ACTION)
    @GetMapping("/api/machineactions/{id}")
    ResponseEntity<ObjectNode> one(TenantHome home, @PathVariable String id) {
        var action = actions.find(home, id)
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "Machine action " + id + " was not found"));
        return Odata.ok(JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", address.of(CONTEXT + "/$entity"))
                .setAll(ResponseShape.of(action)));
    }
}
