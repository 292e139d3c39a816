package securitycenter.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static securitycenter.identity.Role.SECURITY_READER;

import com.microsoft.playwright.BrowserContext.ClearCookiesOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** From a question on a page to its answer, by what a person and one of our staff read and click. */
@BrowserTest
class HelpBrowserTests {

    private static final Pattern NUMBER = Pattern.compile("H-\\d{4,}");

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    MessageSource messages;

    Locale language;

    @ParameterizedTest(name = "in {0}, scripts {1}")
    @CsvSource({"en, true", "en, false", "nl, true", "nl, false"})
    void fromTheQuestionToTheAnswer(String language, boolean scripts, Windows windows) {
        this.language = Locale.of(language);
        var customer = window(windows, scripts).signIn(reader("Helped %s %s B.V.".formatted(language, scripts)));
        var number = ask(customer, scripts);

        var staff = window(windows, scripts).signIn(ours("Stella Novak")).page();
        staff.navigate("/support/help-requests/" + number);
        staff.locator("#note").fill("Only for us");
        button(staff.locator("main"), "help.staff.note.add").click();
        assertThat(staff.locator(".talk > .note")).containsText("Only for us");
        staff.locator("#reply").fill("Look under Incidents.\nThere they are.");
        button(staff.locator("main"), "help.staff.reply.send").click();
        assertThat(staff.locator("main [role=status]")).containsText(text("help.staff.replied", number));

        var page = customer.open("/help/requests");
        assertThat(page.locator("main table")).containsText(text("help.state.WAITING_FOR_CUSTOMER"));
        page.locator("main").getByText(number).click();
        assertThat(page.locator(".talk > .message.staff")).containsText("There they are.");
        assertThat(page.locator("main")).not().containsText("Only for us");
        page.locator("#reply").fill("Thanks!");
        button(page.locator("main"), "help.reply.send").click();
        assertThat(page.locator("main [role=status]")).containsText(text("help.reply.sent"));
        button(page.locator("main"), "help.close.button").click();
        assertThat(page.locator("main [role=status]")).containsText(text("help.closed"));

        staff.locator("#reply").fill("You are welcome.");
        button(staff.locator("main"), "help.staff.reply.send").click();
        assertThat(staff.locator("main [role=alert]")).containsText("Thanks!");
        assertThat(staff.locator("#reply")).hasValue("You are welcome.");
    }

    /** Beside the page where there are scripts, else on a page of its own. */
    private String ask(Window customer, boolean scripts) {
        var page = customer.open("/settings");
        page.locator("aside.help a").click();
        var place = page.locator(scripts ? "#help-panel" : "main");
        assertThat(place.locator("h1")).hasText(text("help.title"));
        place.locator("#roles summary").click();
        place.locator("#roles a").click();
        assertThat(place.locator("#topic")).hasValue("CANNOT_SEE");
        assertThat(place.locator("#dataCenter")).isHidden();
        place.locator("#topic").selectOption("OTHER_LOCATION");
        assertThat(place.locator("#dataCenter")).isVisible();
        place.locator("#dataCenter").selectOption("UNITED_KINGDOM");
        place.locator("#contact").fill("nobody");
        button(place, "help.ask.send").click();
        assertThat(place.getByRole(AriaRole.ALERT)).containsText(text("help.problem.message.blank"));
        assertThat(place.locator("#dataCenter")).hasValue("UNITED_KINGDOM");
        if (scripts) {
            assertThat(page).hasURL(Pattern.compile(".*/settings"));
            assertThat(place.getByRole(AriaRole.ALERT)).isFocused();
        }
        place.locator("#message").fill("Where are they?");
        place.locator("#contact").fill("+31 20 1234567");
        button(place, "help.ask.send").click();
        assertThat(place.locator("h1")).hasText(text("help.sent.title"));
        assertThat(place.locator(".msg.ok")).containsText(text("help.way.no-server"));
        var number = NUMBER.matcher(place.locator(".msg.ok").textContent());
        if (!number.find()) {
            throw new AssertionError("No number is named");
        }
        place.getByRole(AriaRole.LINK, named("help.sent.open")).click();
        assertThat(page.locator("main h1")).containsText(number.group());
        return number.group();
    }

    @Test
    void choosingATopicByAnAnswerKeepsWhatWasTyped(Windows windows) {
        var page = windows.fresh().signIn(reader("Typed B.V.")).open("/audit");
        page.locator("aside.help a").click();
        page.locator("#help-panel #message").fill("Typed already");
        page.locator("#help-panel #location summary").click();
        page.locator("#help-panel #location a").click();
        assertThat(page.locator("#help-panel #topic")).hasValue("OTHER_LOCATION");
        assertThat(page.locator("#help-panel #ask-title")).isFocused();
        assertThat(page.locator("#help-panel #message")).hasValue("Typed already");
    }

    @Test
    void aQuestionThatALinkNamesIsOpen(Windows windows) {
        var page = windows.fresh().page();
        page.navigate("/help#roles");
        assertThat(page.locator("#roles p").first()).isVisible();
    }

    @Test
    void whatWasTypedBesideAPageOutlivesTheSession(Windows windows) {
        var person = reader("Unsent Question B.V.");
        var window = windows.fresh().signIn(person);
        var page = window.open("/audit");
        openWith(page, "Not lost");
        page.context().clearCookies(new ClearCookiesOptions().setName("SESSION"));
        page.locator("#help-panel form[action='/help/requests'] button").click();
        assertThat(page.locator("#help-panel #script-problem")).isFocused();
        window.forgetComplaints(); // a form of a session that is over is refused

        window.signIn(person);
        page = window.open("/settings");
        page.locator("aside.help a").click();
        assertThat(page.locator("#help-panel #message")).hasValue("Not lost");
        assertThat(page.locator("#help-panel #topic")).hasValue("OTHER");
        assertThat(page.locator("#help-panel #script-problem")).isFocused();
        page.locator("#help-panel form[action='/help/requests'] button").click();
        assertThat(page.locator("#help-panel .msg.ok")).isVisible();
    }

    private static void openWith(Page page, String message) {
        page.locator("aside.help a").click();
        Situations.fillIn(page.locator("#help-panel form[action='/help/requests']"), "OTHER", message);
    }

    private Window window(Windows windows, boolean scripts) {
        var window = windows.fresh(options -> options.setJavaScriptEnabled(scripts));
        window.open("/language?to=" + language.getLanguage() + "&back=/sign-in");
        return window;
    }

    private Person reader(String tenant) {
        return microsoft
                .directory()
                .tenant(tenant)
                .licensed("SPE_E5")
                .person("Rea Jansen")
                .holds(SECURITY_READER);
    }

    private Person ours(String name) {
        return microsoft
                .directory()
                .find(Cast.OPERATOR)
                .orElseGet(() -> microsoft.directory().tenant("Security Center Operations", "securitycenter"))
                .person(name)
                .appRole(Cast.SUPPORT_ROLE);
    }

    private Locator button(Locator place, String key) {
        return place.getByRole(AriaRole.BUTTON, named(key));
    }

    private Locator.GetByRoleOptions named(String key) {
        return new Locator.GetByRoleOptions().setName(text(key)).setExact(true);
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments.length == 0 ? null : arguments, language);
    }
}
