package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where a person signs in: mostly the account picker. */
final class AuthorizeEndpoint {

    private final Directory directory;
    private final Issued<SignIn> codes;

    AuthorizeEndpoint(Directory directory, Issued<SignIn> codes) {
        this.directory = directory;
        this.codes = codes;
    }

    Reply answer(Authority authority, Request request) {
        var problem = problemOf(request);
        if (problem.isPresent()) {
            return Pages.error(problem.get());
        }
        if (request.method().equals("POST") && request.parameter("activate").isPresent()) {
            request.parameter("activate").flatMap(directory::person).ifPresent(Person::activate);
            return Reply.redirect(request.addressWithout("activate"));
        }
        var unsupported = unsupported(request);
        if (unsupported.isPresent()) {
            return back(request, unsupported.get());
        }
        return chosen(request)
                .map(person -> enter(authority, person, request))
                .orElseGet(() -> ask(authority, request));
    }

    /** Faults that Entra never sends back, because it cannot trust the address. */
    private static Optional<EntraError> problemOf(Request request) {
        if (request.parameter("client_id").isEmpty()) {
            return Optional.of(EntraError.missing("client_id"));
        }
        var redirectUri = request.parameter("redirect_uri").orElse("");
        if (!RedirectUris.isRegistered(redirectUri)) {
            return Optional.of(new EntraError(
                    400,
                    "invalid_request",
                    50011,
                    "The redirect URI '%s' specified in the request does not match the redirect URIs configured for the application '%s'."
                            .formatted(
                                    redirectUri, request.parameter("client_id").get())));
        }
        return Optional.empty();
    }

    private static Optional<EntraError> unsupported(Request request) {
        if (!request.parameter("response_type").orElse("").equals("code")) {
            return Optional.of(new EntraError(
                    400, "unsupported_response_type", 700054, "The response_type is not enabled for the application."));
        }
        if (!request.parameter("response_mode").orElse("query").equals("query")) {
            return Optional.of(new EntraError(400, "invalid_request", 70007, "The response_mode is not supported."));
        }
        if (request.parameter("code_challenge").isPresent()
                && !request.parameter("code_challenge_method").orElse("").equals("S256")) {
            return Optional.of(
                    new EntraError(400, "invalid_request", 501491, "The code_challenge_method is not S256."));
        }
        return Optional.empty();
    }

    /** A click in the picker, or else a hint, unless the application wants the person to be asked. */
    private Optional<Person> chosen(Request request) {
        var clicked = request.parameter("account").flatMap(directory::person);
        if (clicked.isPresent()) {
            return clicked;
        }
        return switch (request.parameter("prompt").orElse("")) {
            case "login", "select_account" -> Optional.empty();
            case "none" ->
                request.parameter("login_hint")
                        .or(() -> request.cookie(Entra.SESSION))
                        .flatMap(directory::person);
            default -> request.parameter("login_hint").flatMap(directory::person);
        };
    }

    private Reply ask(Authority authority, Request request) {
        if (request.parameter("prompt").orElse("").equals("none")) {
            return back(
                    request,
                    new EntraError(
                            400,
                            "login_required",
                            50058,
                            "A silent sign-in request was sent but no user is signed in."));
        }
        return Pages.picker(directory, authority, request);
    }

    private Reply enter(Authority authority, Person person, Request request) {
        var refusal = authority.admits(person) ? person.refusal() : Optional.of(Refusal.WRONG_ACCOUNT);
        if (refusal.isPresent()) {
            return refuse(refusal.get(), request);
        }
        if (request.parameter("prompt").orElse("").equals("consent")) {
            switch (request.parameter("consent").orElse("")) {
                case "accept" -> {}
                case "decline" -> {
                    return refuse(Refusal.ACCESS_DENIED, request);
                }
                default -> {
                    return Pages.consent(person, request);
                }
            }
        }
        return withCode(person, request);
    }

    private static Reply refuse(Refusal refusal, Request request) {
        var silent = request.parameter("prompt").orElse("").equals("none");
        return refusal.staysAtEntra() && !silent
                ? Pages.error(refusal.asError(), request)
                : back(request, refusal.asError());
    }

    private Reply withCode(Person person, Request request) {
        var code = codes.issue(new SignIn(
                person,
                request.parameter("client_id").orElseThrow(),
                request.parameter("redirect_uri").orElseThrow(),
                request.parameter("nonce"),
                request.parameter("code_challenge"),
                request.scopes(),
                Instant.now(),
                person.enteredAt(request.parameter("prompt").orElse("").equals("login"))));
        return back(request, Map.of("code", code))
                .with("Set-Cookie", Entra.SESSION + "=" + person.id() + "; Path=/; HttpOnly; SameSite=Lax");
    }

    private static Reply back(Request request, EntraError error) {
        return back(request, error.asParameters());
    }

    private static Reply back(Request request, Map<String, String> answer) {
        var parameters = new LinkedHashMap<>(answer);
        request.parameter("state").ifPresent(state -> parameters.put("state", state));
        return Reply.redirect(
                RedirectUris.with(request.parameter("redirect_uri").orElseThrow(), parameters));
    }
}
