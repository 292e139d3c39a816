package securitycenter.fakemicrosoft;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computers: what they are, and what can be done to them. */
final class MachineEndpoint {

    private static final DefenderPage MACHINES = new DefenderPage("Machines", Set.of());

    /** What a type of action asks for beside a comment. */
    private record Parameter(String name, boolean isRequired, String pattern) {}

    private final URI address;

    MachineEndpoint(URI address) {
        this.address = address;
    }

    Reply answer(DefenderCall call, Grant grant, List<String> path) {
        var isPost = call.request().method().equals("POST");
        if (path.size() == 2 && isPost && path.getLast().equalsIgnoreCase("startInvestigation")) {
            return investigate(call, grant, path.getFirst());
        }
        if (path.size() == 2 && isPost && ActionType.named(path.getLast()).isPresent()) {
            return act(
                    call,
                    grant,
                    path.getFirst(),
                    ActionType.named(path.getLast()).get());
        }
        return path.size() == 1 && call.request().method().equals("GET")
                ? machine(call, grant, path.getFirst())
                : call.notFound(call.request().path());
    }

    private Reply machine(DefenderCall call, Grant grant, String id) {
        if (!grant.allowsAnyOf("Machine.Read.All", "Machine.ReadWrite.All")) {
            return call.forbidden("Machine.Read.All,Machine.ReadWrite.All", grant);
        }
        return grant.tenant()
                .defender()
                .find(id)
                .map(device -> MACHINES.entity(address, 200, device.json(grant.tenant())))
                .orElseGet(() -> call.notFound(id));
    }

    private Reply act(DefenderCall call, Grant grant, String id, ActionType type) {
        if (!grant.allowsAnyOf(type.permission)) {
            return call.forbidden(type.permission, grant);
        }
        var defender = grant.tenant().defender();
        var overrun = defender.overrunByAction();
        if (overrun.isPresent()) {
            return call.tooManyRequests(overrun.get());
        }
        var body = call.request().json();
        var problem = body.isEmpty() ? Optional.of(call.noBody()) : problemOf(call, body.get(), type);
        if (problem.isPresent()) {
            return problem.get();
        }
        return defender.find(id)
                .map(device -> defender.act(order(body.orElseThrow(), type, device, grant))
                        .map(action -> DefenderPage.ACTIONS.entity(
                                address, type == ActionType.OFFBOARD ? 200 : 201, action.json()))
                        .orElseGet(
                                () -> call.error(400, "ActiveRequestAlreadyExists", "Action is already in progress")))
                .orElseGet(() -> call.notFound(id));
    }

    private static Optional<Reply> problemOf(DefenderCall call, Map<String, Object> body, ActionType type) {
        if (text(body, "Comment").isEmpty()) {
            return Optional.of(call.missing("Comment"));
        }
        return parameter(type).flatMap(parameter -> {
            var value = text(body, parameter.name());
            if (value.isEmpty()) {
                return parameter.isRequired() ? Optional.of(call.missing(parameter.name())) : Optional.empty();
            }
            return value.get().matches(parameter.pattern())
                    ? Optional.empty()
                    : Optional.of(call.invalid(parameter.name()));
        });
    }

    private static Optional<Parameter> parameter(ActionType type) {
        return Optional.ofNullable(
                switch (type) {
                    case ISOLATE -> new Parameter("IsolationType", false, "Full|Selective|UnManagedDevice");
                    case RUN_ANTIVIRUS_SCAN -> new Parameter("ScanType", true, "Quick|Full");
                    case STOP_AND_QUARANTINE_FILE -> new Parameter("Sha1", true, "[0-9a-fA-F]{40}");
                    default -> null;
                });
    }

    private static MachineAction.Order order(Map<String, Object> body, ActionType type, Device device, Grant grant) {
        var scope = switch (type) {
            case ISOLATE -> text(body, "IsolationType").or(() -> Optional.of("Full"));
            case RUN_ANTIVIRUS_SCAN -> text(body, "ScanType");
            default -> Optional.<String>empty();
        };
        return new MachineAction.Order(
                type,
                device,
                grant.clientId(),
                text(body, "Comment").orElseThrow(),
                scope,
                type == ActionType.STOP_AND_QUARANTINE_FILE ? text(body, "Sha1") : Optional.empty(),
                text(body, "ExternalId"));
    }

    private Reply investigate(DefenderCall call, Grant grant, String id) {
        if (!grant.allowsAnyOf("Alert.ReadWrite.All")) {
            return call.forbidden("Alert.ReadWrite.All", grant);
        }
        var defender = grant.tenant().defender();
        var overrun = defender.overrunByInvestigation();
        if (overrun.isPresent()) {
            return call.tooManyRequests(overrun.get());
        }
        var comment = call.request().json().flatMap(body -> text(body, "Comment"));
        if (comment.isEmpty()) {
            return call.missing("Comment");
        }
        return defender.find(id)
                .map(device -> defender.investigate(device, comment.get()))
                .map(begun -> DefenderPage.INVESTIGATIONS.entity(address, 201, begun.json()))
                .orElseGet(() -> call.notFound(id));
    }

    static Optional<String> text(Map<String, Object> body, String name) {
        return Optional.ofNullable(body.get(name)).map(Object::toString).filter(text -> !text.isBlank());
    }
}
