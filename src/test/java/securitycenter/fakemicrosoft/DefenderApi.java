package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.List;

/** The API of Defender for Endpoint, as far as it acts on computers. */
final class DefenderApi {

    private final URI address;
    private final Gate gate;
    private final MachineEndpoint machines;
    private final MachineActionEndpoint actions;
    private final IndicatorEndpoint indicators;

    DefenderApi(URI address, Issued<Grant> accessTokens) {
        this.address = address;
        gate = new Gate(Resource.DEFENDER, accessTokens);
        machines = new MachineEndpoint(address);
        actions = new MachineActionEndpoint(address);
        indicators = new IndicatorEndpoint(address);
    }

    static boolean isAt(String path) {
        return path.startsWith("/api/");
    }

    Reply answer(Request request) {
        var call = DefenderCall.of(request);
        var reply = gate.answer(call, grant -> route(call, grant));
        return reply == Reply.NONE ? reply : reply.with("OData-Version", "4.0");
    }

    private Reply route(DefenderCall call, Grant grant) {
        var segments = call.request().segments();
        var rest = segments.subList(Math.min(2, segments.size()), segments.size());
        return switch (segments.size() < 2 ? "" : segments.get(1).toLowerCase()) {
            case "machines" -> machines.answer(call, grant, rest);
            case "machineactions" -> actions.answer(call, grant, rest);
            case "investigations" -> investigations(call, grant, rest);
            case "indicators" -> indicators.answer(call, grant, rest);
            default -> call.notFound(call.request().path());
        };
    }

    private Reply investigations(DefenderCall call, Grant grant, List<String> path) {
        if (!grant.allowsAnyOf("Alert.Read.All", "Alert.ReadWrite.All")) {
            return call.forbidden("Alert.Read.All,Alert.ReadWrite.All", grant);
        }
        var all = grant.tenant().defender().investigations();
        if (path.isEmpty()) {
            return DefenderPage.INVESTIGATIONS.answer(
                    call, address, all.stream().map(Investigation::json).toList());
        }
        return all.stream()
                .filter(each -> each.id().equals(path.getFirst()))
                .findFirst()
                .map(found -> DefenderPage.INVESTIGATIONS.entity(address, 200, found.json()))
                .orElseGet(() -> call.notFound(path.getFirst()));
    }
}
