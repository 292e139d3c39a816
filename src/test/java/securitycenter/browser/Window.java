package securitycenter.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import securitycenter.fakemicrosoft.Person;

/** One browser window. It notes every error on the console, among them whatever the content security policy stopped. */
final class Window {

    private record Complaint(String text, String where) {}

    private final BrowserContext context;
    private final Page page;
    private final List<Complaint> complaints = new CopyOnWriteArrayList<>();
    private final Set<String> documents = ConcurrentHashMap.newKeySet();

    Window(BrowserContext context) {
        this.context = context;
        context.setDefaultTimeout(10_000);
        context.onConsoleMessage(this::note);
        context.onWebError(error -> complaints.add(new Complaint(
                error.error(), error.page() == null ? "" : error.page().url())));
        context.onResponse(response -> {
            if (response.request().isNavigationRequest()) {
                documents.add(response.url());
            }
        });
        page = context.newPage();
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error")) {
            complaints.add(new Complaint(message.text(), message.location().replaceFirst(":\\d+:\\d+$", "")));
        }
    }

    Page page() {
        return page;
    }

    Page open(String path) {
        page.navigate(path);
        return page;
    }

    /** Goes the whole way through Entra, which asks nothing of somebody who was named. */
    Window signIn(Person person) {
        page.navigate("/oauth2/authorization/entra?login_hint="
                + URLEncoder.encode(person.userPrincipalName(), StandardCharsets.UTF_8));
        return this;
    }

    String path() {
        return URI.create(page.url()).getPath();
    }

    /** A page that answers 404 as it should is an error to the browser, but not to us. */
    List<String> complaints() {
        return complaints.stream()
                .filter(complaint ->
                        !complaint.text.startsWith("Failed to load resource") || !documents.contains(complaint.where))
                .map(complaint -> complaint.where + ": " + complaint.text)
                .toList();
    }

    void forgetComplaints() {
        complaints.clear();
    }

    void close() {
        context.close();
    }
}
