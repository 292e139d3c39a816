package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_OPERATOR;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import securitycenter.Visitors;
import securitycenter.alerts.Alert;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.triage.Seed;

/** An analyst works the queue and an incident, by what they and a colleague read and click. */
@BrowserTest
class AnalystBrowserTests {

    private static final List<String> TABS = List.of(
            "summary", "alerts", "devices", "users", "mailboxes", "investigations", "evidence", "graph", "activity");

    private static final int OTHERS = 36;

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest(name = "in {0}, scripts {1}")
    @CsvSource({"en, true", "en, false", "nl, true", "nl, false"})
    private @interface EachWay {}

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    ApplicationContext application;

    @Autowired
    MessageSource messages;

    Windows windows;
    Tenant tenant;
    Person ada;
    Person otto;
    Locale language;
    boolean scripts;

    /** An attack of three alerts, which is incident 1; one alert each for all others. */
    @BeforeEach
    void aQueue(Windows windows) {
        this.windows = windows;
        tenant = microsoft
                .directory()
                .tenant("Analysts " + System.nanoTime())
                .licensed("SPE_E5")
                .country("NL");
        ada = tenant.person("Ada Lovelace").holds(GLOBAL_ADMINISTRATOR);
        otto = tenant.person("Otto Bakker").holds(SECURITY_OPERATOR);
        var administrator = visitors.signedIn(ada);
        administrator.turnOn();
        var seed = new Seed(application);
        seed.take(
                tenant.id(),
                Seed.alert("a1", "Suspicious PowerShell command line", "high", Duration.ofMinutes(48), "pc-7", null),
                Seed.alert("a2", "Password spray", "medium", Duration.ofMinutes(22), "pc-7", "j.doe@contoso.example"),
                Seed.alert("a3", "Credential theft tool was prevented", "high", Duration.ofMinutes(9), "pc-7", null));
        seed.take(tenant.id(), "b1", "Unusual amount of files was downloaded", "low", Duration.ofHours(5));
        seed.take(
                tenant.id(),
                IntStream.range(0, OTHERS)
                        .mapToObj(i -> Seed.alert(
                                "c" + i,
                                "Connection " + i + " to a rarely used address",
                                "informational",
                                Duration.ofDays(2).plusMinutes(i),
                                "quiet-" + i,
                                null))
                        .toArray(Alert[]::new));
    }

    private Page analyst(String language, boolean scripts) {
        this.language = Locale.of(language);
        this.scripts = scripts;
        return signedIn(ada);
    }

    private Page signedIn(Person person) {
        var page = windows.fresh(
                        options -> options.setJavaScriptEnabled(scripts).setLocale(language.getLanguage() + "-NL"))
                .signIn(person)
                .open("/incidents?period=month");
        assertThat(page.locator("html")).hasAttribute("lang", language.getLanguage());
        return page;
    }

    @EachWay
    void theQueueIsFilteredAndPagedOn(String language, boolean scripts) {
        var page = analyst(language, scripts);
        assertThat(page.locator("caption")).hasText(caption(OTHERS + 2, 1));
        assertThat(page.locator("tbody th[scope=row]")).hasCount(30);

        page.getByRole(AriaRole.SEARCH)
                .getByRole(AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(text("severity.HIGH")))
                .check();
        button(page, "triage.filter.apply").click();
        assertThat(page).hasURL(Pattern.compile(".*severity=high.*"));
        assertThat(page.locator("caption")).hasText(caption(1, 1));
        page.locator(".chips")
                .getByText(text("triage.chip.severity", text("severity.HIGH")))
                .click();
        assertThat(page.locator("caption")).hasText(caption(OTHERS + 2, 1));

        link(page, "triage.next").click();
        assertThat(page.locator("caption")).hasText(caption(OTHERS + 2, 2));
        assertThat(page.locator("tbody th[scope=row]")).hasCount(8);
        link(page, "triage.previous").click();
        assertThat(page.locator("#incident-1")).isVisible();

        page.locator("#incident-1 td a").first().click();
        if (scripts) {
            assertThat(page.locator("#alerts-of-1")).containsText("Password spray");
            assertThat(page.locator("#alerts-of-1 h2")).isFocused();
        } else {
            assertThat(page).hasURL(Pattern.compile(".*/incidents/1/alerts"));
            assertThat(page.locator("main")).containsText("Password spray");
        }
    }

    private String caption(int incidents, int page) {
        return text("triage.caption", text("triage.count", incidents), text("triage.order.ACTIVITY.desc"), page);
    }

    @EachWay
    void theListIsTakenAlongAsAFile(String language, boolean scripts) throws IOException {
        var page = analyst(language, scripts);
        page.navigate("/incidents?severity=high");
        var file = page.waitForDownload(() -> link(page, "triage.csv").click());
        assertThat(file.suggestedFilename()).matches("incidents-\\d{4}-\\d\\d-\\d\\d\\.csv");
        assertThat(Files.readAllLines(file.path()))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("\"1\"")
                .contains("high", "active");
    }

    @EachWay
    void anIncidentIsReadTabByTab(String language, boolean scripts) {
        var page = analyst(language, scripts);
        page.locator("#incident-1 th a.title").click();
        for (var tab : TABS) {
            page.locator("nav.tabs")
                    .getByText(Pattern.compile("^" + text("incident.tab." + tab)))
                    .click();
            assertShows(page, tab);
            page.navigate("/incidents/1" + (tab.equals("summary") ? "" : "/" + tab));
            assertShows(page, tab);
        }
        page.navigate("/incidents/1/graph");
        assertThat(page.locator("main table"))
                .containsText(text(
                        "incident.why.SAME_ASSET",
                        text("incident.why.kind.DEVICE_ID"),
                        "pc-7.contoso.example",
                        text("incident.why.same-time")));
        assertThat(page.locator("figure.graph")).isVisible(visible(scripts));

        link(page, "incident.print").click();
        assertThat(page.locator("main.paper")).containsText("Credential theft tool was prevented");
        assertThat(button(page, "incident.print.button")).isVisible(visible(scripts));
        link(page, "incident.print.back").click();
        assertShows(page, "summary");
    }

    private static IsVisibleOptions visible(boolean visible) {
        return new IsVisibleOptions().setVisible(visible);
    }

    private void assertShows(Page page, String tab) {
        var place = tab.equals("summary") ? "/incidents/1" : "/incidents/1/" + tab;
        assertThat(page).hasURL(Pattern.compile(".*" + place));
        assertThat(page.locator("nav.tabs [aria-current=page]")).containsText(text("incident.tab." + tab));
    }

    @EachWay
    void anIncidentIsAssignedClassifiedAndCommentedOn(String language, boolean scripts) {
        var page = analyst(language, scripts);
        page.navigate("/incidents/1");
        var form = manage(page);
        form.locator("#status").selectOption("RESOLVED");
        save(form);
        assertThat(page.locator("main").getByRole(AriaRole.ALERT)).containsText(text("incident.problem.unclassified"));

        page.locator("#finding").selectOption("TRUE_POSITIVE COMPROMISED_ACCOUNT");
        page.locator("#status").selectOption("IN_PROGRESS");
        page.locator("#assignedTo").selectOption(ada.userPrincipalName());
        save(page.locator("main"));
        assertThat(done(page)).containsText(text("incident.manage.saved", 3));
        assertThat(page.locator(".headline")).containsText(ada.userPrincipalName());
        assertThat(page.locator(".headline")).containsText(text("incident.status.IN_PROGRESS"));
        assertThat(page.locator("main"))
                .containsText(text("classification.TRUE_POSITIVE") + ", " + text("determination.COMPROMISED_ACCOUNT"));

        page.navigate("/incidents/1/activity");
        page.getByLabel(text("incident.comment.label")).fill("The password was guessed.\nIt is another one now.");
        button(page, "incident.comment.add").click();
        assertThat(done(page)).containsText(text("incident.comment.added"));
        assertThat(page.locator(".talk .message")).containsText("It is another one now.");
        assertThat(page.locator(".talk .event"))
                .containsText(
                        new String[] {text("incident.activity.did.changed"), text("incident.activity.did.changed")});
    }

    /** Beside the page with scripts, and a page without. */
    private Locator manage(Page page) {
        link(page, "incident.manage").click();
        if (!scripts) {
            assertThat(page).hasURL(Pattern.compile(".*/manage"));
            return page.locator("main");
        }
        assertThat(page.locator("#incident-panel h1")).isFocused();
        return page.locator("#incident-panel");
    }

    private void save(Locator form) {
        form.getByRole(AriaRole.BUTTON, named("portal.save")).click();
    }

    @EachWay
    void twoAnalystsWhoChangeTheSameAreToldSo(String language, boolean scripts) {
        var page = analyst(language, scripts);
        var colleague = signedIn(otto);
        for (var each : List.of(page, colleague)) {
            each.navigate("/incidents/1/manage");
        }
        colleague.locator("#severity").selectOption("LOW");
        save(colleague.locator("main"));
        assertThat(done(colleague)).containsText(text("incident.manage.saved", 0));

        page.locator("#severity").selectOption("INFORMATIONAL");
        page.locator("#name").fill("Guessed password");
        save(page.locator("main"));
        var conflict = page.locator("main").getByRole(AriaRole.ALERT);
        assertThat(conflict).containsText(text("incident.manage.conflict"));
        assertThat(conflict).containsText(otto.userPrincipalName());
        assertThat(page.locator("#name")).hasValue("Guessed password");
        conflict.getByText(text("incident.manage.show-both")).click();
        assertThat(conflict.getByRole(AriaRole.ROW).last())
                .containsText(Pattern.compile(text("severity.LOW") + "\\s+" + text("severity.INFORMATIONAL")));
        button(page, "incident.manage.keep-mine").click();
        assertThat(page.locator("h1")).hasText("Guessed password");
        assertThat(page.locator(".headline .sev")).hasText(text("severity.INFORMATIONAL"));

        for (var each : List.of(page, colleague)) {
            each.navigate("/incidents/1/manage");
        }
        colleague.locator("#tags").fill("night");
        save(colleague.locator("main"));
        page.locator("#severity").selectOption("HIGH");
        save(page.locator("main"));
        assertThat(page.locator("main")).containsText(text("incident.manage.both"));
        assertThat(page.locator(".headline .sev")).hasText(text("severity.HIGH"));
        assertThat(page.locator(".headline .tags")).hasText("night");
    }

    @EachWay
    void manyAreChangedAtOnceWithAReportOfThoseThatWereNot(String language, boolean scripts) {
        var page = analyst(language, scripts);
        choose(page, 2);
        page.locator("#set-status").selectOption("in-progress");
        button(page, "triage.many.apply").click();
        assertThat(page.locator("main .msg[role=status]")).containsText(text("triage.many.changed", 1));

        choose(page, 1);
        choose(page, 2);
        page.locator("#set-status").selectOption("in-progress");
        button(page, "triage.many.apply").click();
        var report = page.locator("main .msg[role=status]");
        assertThat(report).containsText(text("triage.many.changed.skipped", 1, 1));
        assertThat(report.getByRole(AriaRole.LISTITEM)).hasText(text("triage.many.skipped.same", "2"));
        for (var incident : List.of("#incident-1", "#incident-2")) {
            assertThat(page.locator(incident)).containsText(text("incident.status.IN_PROGRESS"));
        }
    }

    private void choose(Page page, int incident) {
        var box = page.locator("details.box");
        if (box.getAttribute("open") == null) {
            box.locator("summary").click();
        }
        page.getByRole(
                        AriaRole.CHECKBOX,
                        new Page.GetByRoleOptions()
                                .setName(text("triage.choose.one", String.valueOf(incident)))
                                .setExact(true))
                .check();
    }

    @EachWay
    void twoBecomeOneAndTwoAgain(String language, boolean scripts) {
        var page = analyst(language, scripts);
        choose(page, 1);
        choose(page, 2);
        button(page, "triage.many.merge").click();
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(text("incident.merge.result"))))
                .containsText(text("incident.tactic.count", 4, 4));
        assertThat(page.locator("#stays")).isChecked();
        button(page, "incident.merge.button", 2).click();
        assertThat(page.locator("main").getByRole(AriaRole.ALERT)).containsText(text("incident.problem.blank"));
        page.getByLabel(text("incident.reason")).fill("One attacker");
        button(page, "incident.merge.button", 2).click();
        assertThat(done(page)).containsText(text("incident.merge.done", 1));
        assertThat(page.locator("main")).containsText("One attacker");

        page.navigate("/incidents/2");
        assertThat(page).hasURL(Pattern.compile(".*/incidents/1\\?from=2"));
        assertThat(page.locator("main")).containsText(text("incident.redirected", "2", "1"));
        button(page, "incident.merges.undo", "2").click();
        assertThat(done(page)).containsText(text("incident.merge.undone", "2"));
        assertThat(page).hasURL(Pattern.compile(".*/incidents/2"));
        assertThat(page.locator("nav.tabs")).containsText(text("incident.tab.counted", text("incident.tab.alerts"), 1));
    }

    @EachWay
    void anAlertThatDoesNotBelongIsTakenOutWithAReason(String language, boolean scripts) {
        var page = analyst(language, scripts);
        page.navigate("/incidents/1/alerts");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(text("incident.remove.this", "Password spray")))
                .click();
        button(page, "incident.move.button", 1).click();
        assertThat(page.locator("main").getByRole(AriaRole.ALERT)).containsText(text("incident.problem.blank"));
        page.getByLabel(text("incident.reason")).fill("Another attacker");
        button(page, "incident.move.button", 1).click();
        assertThat(done(page)).containsText(text("incident.move.done", 1, "1"));
        assertThat(page.locator("h1")).containsText("Password spray");
        for (var incident : List.of(page.url().replace("/alerts", "/activity"), "/incidents/1/activity")) {
            page.navigate(incident);
            assertThat(page.locator(".talk")).containsText(text("incident.activity.because", "Another attacker"));
        }
        assertThat(page.locator("nav.tabs")).containsText(text("incident.tab.counted", text("incident.tab.alerts"), 2));
    }

    private static Locator done(Page page) {
        return page.locator("main .msg.ok");
    }

    private Locator link(Page page, String key) {
        return page.locator("main").getByRole(AriaRole.LINK, named(key));
    }

    private Locator button(Page page, String key, Object... arguments) {
        return page.locator("main").getByRole(AriaRole.BUTTON, named(key, arguments));
    }

    private Locator.GetByRoleOptions named(String key, Object... arguments) {
        return new Locator.GetByRoleOptions().setName(text(key, arguments)).setExact(true);
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments.length == 0 ? null : arguments, language);
    }
}
