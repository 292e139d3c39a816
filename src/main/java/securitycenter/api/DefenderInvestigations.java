package securitycenter.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import securitycenter.api.Pages.Source;
import securitycenter.api.Quota.Within;
import securitycenter.api.Refusal.Kind;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.InvestigationFeed;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/investigations} of Defender for Endpoint. */
@RestController
class DefenderInvestigations {

    private static final String CONTEXT = "/api/$metadata#Investigations";

    private final InvestigationFeed feed;
    private final Pages pages;
    private final OwnAddress address;

    DefenderInvestigations(InvestigationFeed feed, Pages pages, OwnAddress address) {
        this.feed = feed;
        this.pages = pages;
        this.address = address;
    }

    @CallersWith(Permission.READ_ALERTS)
    @Within(Quota.LIST_INVESTIGATIONS)
    @GetMapping("/api/investigations")
    void list(ApiCaller caller, TenantHome home, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var call = ListCall.of(request, Listing.INVESTIGATIONS);
        pages.write(
                caller,
                call,
                CONTEXT,
                Source.uncounted(
                        before -> feed.page(home, call.where(), before, call.skip(before), call.limit()),
                        Investigation::number,
                        Placing.OF_INVESTIGATIONS,
                        (found, json) -> found.forEach(each -> json.writeTree(ResponseShape.of(each)))),
                response);
    }

    @CallersWith(Permission.READ_ALERTS)
    @Within(Quota.GET_INVESTIGATION)
    @GetMapping("/api/investigations/{id}")
    ResponseEntity<ObjectNode> one(TenantHome home, @PathVariable String id) {
        var investigation = Optional.of(id)
                .filter(text -> text.matches("\\d{1,18}"))
                .flatMap(number -> feed.find(home, Long.parseLong(number)))
                .orElseThrow(() -> new Refusal(Kind.NOT_FOUND, "Investigation " + id + " was not found"));
        return Odata.ok(JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", address.of(CONTEXT + "/$entity"))
                .setAll(ResponseShape.of(investigation)));
    }
}
