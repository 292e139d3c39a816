package securitycenter.fakemicrosoft;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person sees of the pretend Entra. Plain HTML: links and one form, no scripts. */
final class Pages {

    private Pages() {}

    static Reply picker(Directory directory, Authority authority, Request request) {
        var domain = request.parameter("domain_hint").flatMap(directory::find);
        var again = request.parameter("prompt").filter("login"::equals).isPresent();
        var only = request.parameter("login_hint").filter(hint -> again).flatMap(directory::person);
        Predicate<Person> shown = person -> authority.admits(person)
                && domain.map(person.tenant()::equals).orElse(true)
                && only.map(person::equals).orElse(true);
        var narrowed = domain.isPresent() || only.isPresent();
        var more = narrowed ? "<p><a href=\"%s\">Use another account</a></p>".formatted(escape(widened(request))) : "";
        return page(
                200,
                only.isPresent() ? "Sign in again" : "Pick an account",
                "<p>to go on to Security Center. Nobody here has a password.</p>" + more,
                tenantSections(directory, shown, person -> row(person, request)));
    }

    /** The same request without what narrows the choice. */
    private static String widened(Request request) {
        var parameters = new LinkedHashMap<>(request.parameters());
        parameters.keySet().removeAll(List.of("domain_hint", "login_hint", "account"));
        parameters.put("prompt", "select_account");
        return request.path() + "?" + Request.encode(parameters);
    }

    static Reply start(Directory directory) {
        return page(
                200,
                "Pretend Microsoft",
                "<p>Stands in for Entra ID and Microsoft Graph. These people can sign in to Security Center.</p>",
                tenantSections(
                        directory,
                        person -> true,
                        person -> "<li class=\"person\">%s</li>".formatted(description(person))));
    }

    private static String tenantSections(Directory directory, Predicate<Person> shown, Function<Person, String> row) {
        return directory.tenants().stream()
                .map(tenant -> {
                    var rows = tenant.people().stream().filter(shown).map(row).collect(Collectors.joining());
                    return rows.isEmpty() ? "" : section(tenant, rows);
                })
                .collect(Collectors.joining("", "<div class=\"tenants\">", "</div>"));
    }

    private static String section(Tenant tenant, String rows) {
        return """
                <section aria-labelledby="t-%s"><h2 id="t-%s">%s</h2><p class="note">%s</p><ul>%s</ul></section>
                """.formatted(tenant.id(), tenant.id(), escape(tenant.name()), escape(tenant.note()), rows);
    }

    private static String row(Person person, Request request) {
        var link = request.addressWith("account", person.userPrincipalName());
        return """
                <li><a class="person" href="%s">%s</a>%s</li>
                """.formatted(escape(link), description(person), activation(person, request));
    }

    private static String description(Person person) {
        return """
                <span class="face" aria-hidden="true">%s</span><span class="who"><strong>%s</strong>
                <span class="role">%s</span><span class="purpose">%s</span></span>
                """.formatted(
                        escape(initials(person.name())),
                        escape(person.name()),
                        escape(roles(person)),
                        escape(person.purpose()));
    }

    private static String activation(Person person, Request request) {
        if (!person.hasRoleToActivate()) {
            return "";
        }
        return """
                <form method="post" action="%s"><input type="hidden" name="activate" value="%s">
                <button>Activate role<span class="unseen"> of %s</span></button></form>
                """.formatted(
                escape(request.addressWithout("activate")), escape(person.userPrincipalName()), escape(person.name()));
    }

    private static String initials(String name) {
        return Arrays.stream(name.split(" "))
                .map(word -> word.substring(0, 1))
                .limit(2)
                .collect(Collectors.joining());
    }

    private static String roles(Person person) {
        var directoryRoles = person.roles().stream()
                .map(role -> role.name().charAt(0)
                        + role.name().substring(1).toLowerCase().replace('_', ' '));
        var all = Stream.concat(directoryRoles, person.appRoles().stream()).collect(Collectors.joining(", "));
        var guest = person.isGuest() ? "Guest" : "No role";
        return all.isEmpty() ? guest : all;
    }

    static Reply tenants(Directory directory, Request request) {
        var rows = directory.tenants().stream()
                .map(tenant ->
                        "<li><a class=\"person\" href=\"%s\"><span class=\"who\"><strong>%s</strong></span></a></li>"
                                .formatted(
                                        escape(request.addressWith("account", tenant.domain())), escape(tenant.name())))
                .collect(Collectors.joining("", "<section><h2>Organizations</h2><ul>", "</ul></section>"));
        return page(200, "For which organization?", "<p>Pick the one you are an administrator of.</p>", rows);
    }

    static Reply adminConsent(Tenant tenant, Request request) {
        return consent(
                "Permissions for all of " + tenant.name(),
                "An administrator of this organization accepts for everybody in it. Security Center would like to:",
                Resource.allPermissions(),
                request);
    }

    static Reply consent(Person person, Request request) {
        return consent("Permissions for " + person.name(), "Security Center would like to:", request.scopes(), request);
    }

    private static Reply consent(String title, String text, List<String> scopes, Request request) {
        var list = scopes.stream()
                .map(scope -> "<li>" + escape(scope) + "</li>")
                .collect(Collectors.joining("", "<ul class=\"scopes\">", "</ul>"));
        var body =
                "<section>%s<p class=\"answers\"><a class=\"main\" href=\"%s\">Accept</a> <a href=\"%s\">Cancel</a></p></section>"
                        .formatted(
                                list,
                                escape(request.addressWith("consent", "accept")),
                                escape(request.addressWith("consent", "decline")));
        return page(200, title, "<p>" + escape(text) + "</p>", body);
    }

    static Reply signedOut() {
        return page(200, "You signed out of your account", "<p>It's a good idea to close all browser windows.</p>", "");
    }

    static Reply error(EntraError error) {
        return error(error, Optional.empty());
    }

    static Reply error(EntraError error, Request request) {
        return error(error, Optional.of(widened(request)));
    }

    private static Reply error(EntraError error, Optional<String> another) {
        var link = another.map(address -> "<p><a href=\"%s\">Use another account</a></p>".formatted(escape(address)))
                .orElse("");
        return page(
                error.status(),
                "Sorry, but we're having trouble signing you in.",
                "<p>%s</p>%s".formatted(escape(error.description()), link),
                "");
    }

    private static Reply page(int status, String title, String introduction, String body) {
        return Reply.page(status, """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>%s – Pretend Microsoft</title>
                <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
                <link rel="icon" href="data:,"><link rel="stylesheet" href="/pretend.css"></head>
                <body><main><header><p class="mark">Pretend Microsoft – only on this machine</p><h1>%s</h1>%s</header>
                %s</main></body></html>
                """.formatted(escape(title), escape(title), introduction, body));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
