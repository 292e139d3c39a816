package securitycenter.fakemicrosoft;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Defender for Endpoint is told to block, allow or report. */
final class IndicatorEndpoint {

    private static final int MOST = 15_000;

    private final URI address;

    IndicatorEndpoint(URI address) {
        this.address = address;
    }

    Reply answer(DefenderCall call, Grant grant, List<String> path) {
        if (!grant.allowsAnyOf("Ti.ReadWrite.All", "Ti.ReadWrite")) {
            return call.forbidden("Ti.ReadWrite.All,Ti.ReadWrite", grant);
        }
        var defender = grant.tenant().defender();
        return switch (call.request().method() + " " + path.size()) {
            case "POST 0" -> submit(call, grant, defender);
            case "GET 0" ->
                DefenderPage.INDICATORS.answer(
                        call,
                        address,
                        defender.indicators().stream().map(Indicator::json).toList());
            case "DELETE 1" -> defender.withdraw(path.getFirst()) ? Reply.empty(204) : call.notFound(path.getFirst());
            default -> call.notFound(call.request().path());
        };
    }

    private Reply submit(DefenderCall call, Grant grant, Defender defender) {
        var body = call.request().json();
        if (body.isEmpty()) {
            return call.noBody();
        }
        var problem = problemOf(call, body.get());
        if (problem.isPresent()) {
            return problem.get();
        }
        var isNew = defender.indicators().stream().noneMatch(each -> each.isAbout(body.get()));
        return isNew && defender.indicators().size() >= MOST
                ? call.error(400, "BadRequest", "The limit of 15000 active indicators is reached.")
                : DefenderPage.INDICATORS.entity(
                        address,
                        200,
                        defender.submit(body.get(), grant.clientId()).json());
    }

    private static Optional<Reply> problemOf(DefenderCall call, Map<String, Object> body) {
        for (var required : Indicator.REQUIRED) {
            if (MachineEndpoint.text(body, required).isEmpty()) {
                return Optional.of(call.missing(required));
            }
        }
        if (!Indicator.TYPES.contains(body.get("indicatorType"))) {
            return Optional.of(call.invalid("indicatorType"));
        }
        if (!Indicator.ACTIONS.contains(body.get("action"))) {
            return Optional.of(call.invalid("action"));
        }
        if (!isDate(body.get("expirationTime"))) {
            return Optional.of(call.invalid("expirationTime"));
        }
        return problemOfValue(
                call, String.valueOf(body.get("indicatorType")), String.valueOf(body.get("indicatorValue")));
    }

    private static boolean isDate(Object date) {
        try {
            return date == null || Instant.parse(date.toString()) != null;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Optional<Reply> problemOfValue(DefenderCall call, String type, String value) {
        return switch (type) {
            case "FileMd5" -> unless(isHash(value, 32), call, "InvalidHashValue", value);
            case "FileSha1", "CertificateThumbprint" -> unless(isHash(value, 40), call, "InvalidHashValue", value);
            case "FileSha256" -> unless(isHash(value, 64), call, "InvalidHashValue", value);
            case "IpAddress" ->
                unless(value.matches("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}"), call, "InvalidIpAddress", value);
            case "DomainName" -> unless(value.matches("[\\w-]+(\\.[\\w-]+)+"), call, "InvalidDomainName", value);
            default -> unless(value.matches("https?://\\S+"), call, "InvalidUrl", value);
        };
    }

    private static boolean isHash(String value, int digits) {
        return value.matches("[0-9a-fA-F]{" + digits + "}");
    }

    private static Optional<Reply> unless(boolean isRight, DefenderCall call, String code, String value) {
        return isRight ? Optional.empty() : Optional.of(call.error(400, code, "Invalid input " + value));
    }
}
