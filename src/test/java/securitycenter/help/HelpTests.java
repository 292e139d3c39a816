package securitycenter.help;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;
import static securitycenter.identity.Role.SECURITY_READER;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.ApplicationTest;
import securitycenter.Visitor;
import securitycenter.Visitor.Page;
import securitycenter.Visitors;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Misbehavior;
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;
import securitycenter.homes.DataCenter;

/** The questions and answers, and what people ask us beyond them. */
@ApplicationTest
class HelpTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    JdbcClient database;

    @Autowired
    HelpRequests requests;

    Tenant tenant;
    Person rea;
    Visitor reader;

    @BeforeEach
    void people() {
        tenant = microsoft.directory().tenant("Asking B.V.").licensed("SPE_E5").country("NL");
        rea = tenant.person("Rea").holds(SECURITY_READER);
        reader = visitors.signedIn(rea);
    }

    @Test
    void helpBeginsWithThePageThatOneComesFrom() {
        var help = visitors.stranger().get("/help?from=/incidents/291");
        assertThat(help.html().select("main section:first-of-type details").eachAttr("id"))
                .containsExactly("no-data", "identity-data", "time-zone");
        assertThat(help.html().select("main > p a").attr("href")).isEqualTo("/incidents/291");
        assertThat(visitors.stranger().get("/help?from=//evil.example").html().select("main a[href*=evil]"))
                .isEmpty();
    }

    @Test
    void besideAPageHelpIsAFragment() {
        var help = reader.get("/help?from=/hunting", "HX-Request", "true");
        assertThat(help.body()).doesNotContain("<html", "<nav");
        assertThat(help.html().select("form").attr("hx-post")).isEqualTo("/help/requests");
        assertThat(help.response().headers().allValues("Vary"))
                .anyMatch(value -> value.contains("HX-Request") || value.contains("hx-request"));
        assertThat(reader.get("/help").html().select("form[hx-post]")).isEmpty();
    }

    @Test
    void aStrangerReadsTheAnswersAndIsLedThroughTheSignInToTheForm() {
        var stranger = visitors.stranger();
        var help = stranger.get("/help?from=/sign-in");
        assertThat(help.text()).contains("Sign in to ask").doesNotContain("How do we reach you?");
        assertThat(stranger.get("/help/ask?from=/sign-in").path()).isEqualTo("/sign-in");
        var form = stranger.signIn(rea);
        assertThat(form.path()).isEqualTo("/help");
        assertThat(form.text()).contains("How do we reach you?");
        for (var page : new String[] {"/help/requests", "/help/requests/H-1001", "/help/requests/H-1001/sent"}) {
            assertThat(visitors.stranger().get(page).path()).as(page).isEqualTo("/sign-in");
        }
    }

    @Test
    void eachAnswerEndsWithTheFormForItsTopic() {
        var answers = reader.get("/help?from=/settings").html();
        assertThat(answers.select("#location a[data-topic]").attr("href"))
                .isEqualTo("/help?from=/settings&topic=OTHER_LOCATION#ask");
        var form = reader.get("/help?from=/settings&topic=OTHER_LOCATION").html();
        assertThat(form.select("#topic option[selected]").val()).isEqualTo("OTHER_LOCATION");
        assertThat(form.select("main section:first-of-type").attr("id")).isEqualTo("ask");
        assertThat(reader.get("/help?topic=MOON").html().select("#topic option[selected]"))
                .isEmpty();
    }

    @Test
    void theSettingsLeadToTheQuestionAboutAnotherLocation() {
        var link = reader.get("/settings").html().select("section[aria-labelledby=location] a[data-help]");
        var form = reader.get(link.attr("href"));
        assertThat(form.html().select("#topic option[selected]").val()).isEqualTo("OTHER_LOCATION");
        assertThat(form.html().select("#dataCenter option").eachAttr("value"))
                .containsExactly(
                        "", "EUROPEAN_UNION", "UNITED_KINGDOM", "UNITED_STATES", "AUSTRALIA", "INDIA", "ELSEWHERE");
    }

    @Test
    void whatIsSentAlongIsShownFirstAndIsWhatTheRequestHolds() {
        reader.get("/settings");
        var error = reader.get("/nothing-here").header("X-Reference");
        var form = reader.get("/help?from=/audit?who=Ada");
        var shown = form.html().select("#ask dl").text();
        assertThat(shown)
                .contains(
                        "Asking B.V.",
                        tenant.id().toString(),
                        "/audit?who=Ada",
                        "Security reader",
                        "Microsoft 365 Defender: off",
                        error);
        assertThat(form.html().select("#contact").val()).isEqualTo(rea.userPrincipalName());
        var sent = fill(form, "CANNOT_SEE", "Where is it?").submit();
        assertThat(reader.get(sent.html().select("main .bar a.btn").attr("href"))
                        .html()
                        .select("section[aria-labelledby=along]")
                        .text())
                .contains(shown);
    }

    @Test
    void aRequestGetsANumberAndAPromiseAndIsFollowedByALink() {
        var sent = ask("Help!");
        assertThat(sent.path()).matches("/help/requests/H-1\\d{3}/sent");
        assertThat(sent.text())
                .contains("Your request was sent (number " + numberIn(sent) + ").", "You can expect an answer by")
                .contains("No mail server is configured here; come back to the page of your request");
        var request = reader.get("/help/requests/" + numberIn(sent));
        assertThat(request.text())
                .contains("Help request " + numberIn(sent), "Waiting for us", "Help!", "come back to this page");
        assertThat(reader.get("/help/requests").html().select("tbody tr").text())
                .contains(numberIn(sent), "Something else", "Help!", "Waiting for us");
        assertThat(visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR))
                        .get("/audit?what=help.requested")
                        .html()
                        .select("tbody tr")
                        .text())
                .contains("Rea", "Asked for help", "Help request " + numberIn(sent), "“something else”")
                .doesNotContain("Help!");
    }

    @Test
    void besideAPageTheFormIsAnsweredBesideIt() {
        var beside = new String[] {"HX-Request", "true"};
        var form = reader.get("/help?from=/hunting", beside);
        var refused = fill(form, "OTHER", " ").submit(beside);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain("<html");
        assertThat(refused.html().select("[role=alert] a[href=#message]")).hasSize(1);
        var sent = fill(refused, "OTHER", "Now with words").submit(beside);
        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.body()).doesNotContain("<html").contains("Your request was sent (number H-");
    }

    /** Whoever cannot use anything else can still ask. */
    @Test
    void everybodyWhoHasSignedInMayAsk() {
        assertThat(ask(visitors.signedIn(tenant.person("Nora")), "No role").text())
                .contains("was sent");
        assertThat(ask(visitors.signedIn(tenant.person("Gus").guest()), "A guest")
                        .text())
                .contains("was sent");
        var unlicensed = microsoft.directory().tenant("Unlicensed Ltd");
        assertThat(ask(visitors.signedIn(unlicensed.person("Una").holds(SECURITY_READER)), "Not eligible")
                        .text())
                .contains("was sent");
        assertThat(ask(Staff.member(microsoft, "Sol"), "Staff").text()).contains("was sent");
    }

    @Test
    void askingWorksWhileTheSetUpHasFailed() throws InterruptedException {
        var ada = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        var settings = ada.get("/settings");
        tenant.misbehaves(Misbehavior.unavailable().at("/v1.0/subscribedSkus").after(1));
        settings.form("/settings").tick("turnOn").submit();
        while (!ada.get("/").text().contains("has stopped")) {
            Thread.sleep(50);
        }
        assertThat(ada.get("/help").html().select("#ask dl").text()).contains("setting up has failed");
        assertThat(ask(ada, "It failed").text()).contains("was sent");
    }

    @Test
    void aFormThatIsSentTwiceAsksOnce() throws InterruptedException {
        var form = fill(reader.get("/help"), "OTHER", "Once");
        var paths = ConcurrentHashMap.<String>newKeySet();
        var threads = IntStream.range(0, 4)
                .mapToObj(_ ->
                        Thread.ofVirtual().start(() -> paths.add(form.submit().path())))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(paths).hasSize(1);
        assertThat(reader.get("/help/requests").html().select("tbody tr")).hasSize(1);
    }

    @Test
    void anotherTextInTheFormOfAnEarlierRequestIsAnotherRequest() {
        var form = fill(reader.get("/help"), "OTHER", "First");
        form.submit();
        fill(form, "OTHER", "Second").submit();
        assertThat(reader.get("/help/requests").html().select("tbody tr").eachText())
                .hasSize(2)
                .anyMatch(row -> row.contains("Second"));
    }

    @Test
    void aMessageThatIsFarTooLongIsRefusedWithItsLengthAndKept() {
        var text = "a".repeat(1_000_000);
        var refused = fill(reader.get("/help"), "OTHER", text).submit();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("#message-error").text())
                .isEqualTo("This is 1,000,000 characters long; 10,000 are allowed. Shorten it.");
        assertThat(refused.html().select("#message").val()).isEqualTo(text);
        assertThat(refused.html().select("#topic option[selected]").val()).isEqualTo("OTHER");
        assertThat(requests.openOf(tenant.id())).isZero();
        assertThat(ask("b".repeat(10_000)).status()).isEqualTo(200);
    }

    @Test
    void markupInAMessageIsText() {
        var sent = ask("<script>alert(1)</script>\n<b>bold</b>");
        var page = reader.get("/help/requests/" + numberIn(sent));
        assertThat(page.html().select("main script, main .words b")).isEmpty();
        assertThat(page.html().select(".words").getFirst().wholeText())
                .isEqualTo("<script>alert(1)</script>\n<b>bold</b>");
    }

    @Test
    void controlCharactersAreLeftOut() {
        var sent = reader.forge(
                "/help/requests",
                Map.of("topic", "OTHER", "contact", "+31 20 1234567", "message", "a\0b\u001b[31m\r\nc\ud800"));
        assertThat(sent.status()).isEqualTo(200);
        assertThat(reader.get("/help/requests/" + numberIn(sent))
                        .html()
                        .select(".words")
                        .getFirst()
                        .wholeText())
                .isEqualTo("ab[31m\nc?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n\t", "\0"})
    void aBlankMessageIsRefused(String blank) {
        var refused = reader.forge(
                "/help/requests", Map.of("topic", "OTHER", "contact", "rea@asking.example", "message", blank));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("#message-error").text()).isEqualTo("Write what we can help you with.");
        assertThat(refused.html().select("#contact").val()).isEqualTo("rea@asking.example");
    }

    @Test
    void whatTheListsDoNotOfferIsRefused() {
        var refused = reader.forge(
                "/help/requests",
                Map.of("topic", "MOON", "contact", "rea@asking.example", "message", "x", "dataCenter", "MOON"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("#topic-error").text()).isEqualTo("Choose a topic from the list.");
        var place = reader.forge(
                "/help/requests",
                Map.of(
                        "topic",
                        "OTHER_LOCATION",
                        "contact",
                        "rea@asking.example",
                        "message",
                        "x",
                        "dataCenter",
                        "MOON"));
        assertThat(place.html().select("#dataCenter-error").text()).isEqualTo("Choose a data center from the list.");
        assertThat(reader.forge("/help/requests", Map.of()).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "call me", "12345", "a@b", "rea@asking.example, eve@evil.example", "@", "555-HELP"})
    void aContactThatReachesNobodyIsRefused(String contact) {
        var refused = fill(reader.get("/help"), "OTHER", "Kept")
                .type("contact", contact)
                .submit();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().select("#contact-error")).hasSize(1);
        assertThat(refused.html().select("#message").val()).isEqualTo("Kept");
    }

    @Test
    void anEndlessContactIsRefused() {
        var refused = fill(reader.get("/help"), "OTHER", "Kept")
                .type("contact", "1".repeat(400))
                .submit();
        assertThat(refused.html().select("#contact-error").text())
                .isEqualTo("This is 400 characters long; 320 are allowed. Shorten it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rea+help@asking.example", "+31 (0)20 123-45.67", "020/1234567 ext. 12"})
    void aMailAddressOrAPhoneNumberWillDo(String contact) {
        var sent = fill(reader.get("/help"), "OTHER", "Reach me")
                .type("contact", contact)
                .submit();
        assertThat(sent.status()).isEqualTo(200);
    }

    @Test
    void aGuestsNameAtEntraIsNotOfferedAsAnAddress() {
        var form = visitors.signedIn(tenant.person("Gus").guest()).get("/help");
        assertThat(form.html().select("#contact").val()).doesNotContain("#EXT#");
    }

    @Test
    void theWishedDataCenterIsKeptWithTheTopicThatItBelongsTo() {
        var location = fill(reader.get("/help"), "OTHER_LOCATION", "There, please")
                .choose("dataCenter", "UNITED_KINGDOM")
                .submit();
        assertThat(requests.find(id(location)).orElseThrow().wished()).isEqualTo(DataCenter.UNITED_KINGDOM);
        assertThat(reader.get("/help/requests/" + numberIn(location)).text())
                .contains("Wanted data center United Kingdom");
        var elsewhere = fill(reader.get("/help"), "OTHER_LOCATION", "On the moon")
                .choose("dataCenter", "ELSEWHERE")
                .submit();
        assertThat(requests.find(id(elsewhere)).orElseThrow().wished()).isNull();
        assertThat(reader.get("/help/requests/" + numberIn(elsewhere)).text())
                .contains("Another one, named in the message");
        assertThat(fill(reader.get("/help"), "OTHER_LOCATION", "Undecided")
                        .submit()
                        .status())
                .isEqualTo(422);
        var other = fill(reader.get("/help"), "OTHER", "No place")
                .choose("dataCenter", "UNITED_KINGDOM")
                .submit();
        assertThat(requests.find(id(other)).orElseThrow().wished()).isNull();
    }

    @Test
    void theSixthRequestWithinAnHourHasToWaitAndKeepsItsText() {
        for (var request = 1; request <= 5; request++) {
            assertThat(ask("Request " + request).status()).isEqualTo(200);
        }
        var refused = ask("Request 6");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text()).containsPattern("You can send something again at \\d+ \\w+ \\d{4} \\d\\d:\\d\\d");
        assertThat(refused.html().select("#message").val()).isEqualTo("Request 6");
        assertThat(ask(visitors.signedIn(tenant.person("Ben")), "Somebody else").status())
                .isEqualTo(200);
        anHourPasses();
        assertThat(refused.form("/help/requests").submit().status()).isEqualTo(200);
    }

    @Test
    void theThirtyFirstMessageWithinAnHourHasToWaitAndKeepsItsText() {
        var page = "/help/requests/" + numberIn(ask("First"));
        for (var message = 2; message <= 30; message++) {
            assertThat(reply(page, "Message " + message).status()).isEqualTo(200);
        }
        var refused = reply(page, "Message 31");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.html().select("#reply").val()).isEqualTo("Message 31");
        assertThat(ask("Nor another request").status()).isEqualTo(429);
        anHourPasses();
        assertThat(reply(page, "Message 31").status()).isEqualTo(200);
        assertThat(reader.get(page).html().select(".talk > li")).hasSize(31);
    }

    @Test
    void aLongConversationIsReadFromItsEnd() {
        var page = "/help/requests/" + numberIn(ask("First"));
        for (var message = 0; message < 60; message++) {
            database.sql(
                            "insert into help_entry (request_id, tenant_id, kind, staff, author_id, author_name, message, at)"
                                    + " values (?, ?, 'MESSAGE', true, ?, 'Stella', ?, ?)")
                    .params(
                            Long.parseLong(page.substring(page.indexOf("H-") + 2)),
                            tenant.id().value(),
                            UUID.randomUUID(),
                            "Answer " + message,
                            OffsetDateTime.now())
                    .update();
        }
        var latest = reader.get(page).html();
        assertThat(latest.select(".talk > li")).hasSize(Conversations.LENGTH);
        assertThat(latest.select(".talk > li:last-child .words").text()).isEqualTo("Answer 59");
        var earlier =
                reader.get(latest.select("main a[href*=before]").attr("href")).html();
        assertThat(earlier.select(".talk > li .words").eachText()).hasSize(11).startsWith("First", "Answer 0");
        assertThat(earlier.select("main a[href*=before]")).isEmpty();
    }

    @Test
    void aReplySentTwiceIsSaidOnce() {
        var page = "/help/requests/" + numberIn(ask("First"));
        var form = reader.get(page).form(page + "/reply").type("reply", "Second");
        assertThat(form.submit().text()).contains("Your reply was sent.");
        form.submit();
        assertThat(reader.get(page).html().select(".talk .words").eachText()).containsExactly("First", "Second");
    }

    @Test
    void aClosedRequestTakesNoReplyButCanBeOpenedWithIt() {
        var page = "/help/requests/" + numberIn(ask("First"));
        var left = reader.get(page).form(page + "/reply").type("reply", "Too late");
        var closed = reader.get(page).form(page + "/close").submit();
        assertThat(closed.text()).contains("The request is closed.", "Rea closed the request.");
        assertThat(requests.openOf(tenant.id())).isZero();

        var refused = left.submit();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Not sent: this request was closed in the meantime.");
        assertThat(refused.html().select("#reply").val()).isEqualTo("Too late");
        assertThat(refused.html().select("form[action$=/reply]")).isEmpty();

        var reopened = refused.form(page + "/reopen").submit();
        assertThat(reopened.text()).contains("The request is open again", "Rea opened the request again.", "Too late");
        assertThat(requests.openOf(tenant.id())).isEqualTo(1);
        assertThat(reader.get("/audit").html().select("tbody tr").eachText())
                .anyMatch(row ->
                        row.contains("Closed a help request") && row.contains("“waiting for support” to “closed”"))
                .anyMatch(row -> row.contains("Opened a help request again"))
                .noneMatch(row -> row.contains("Too late"));
    }

    @Test
    void aRequestIsForItsPersonAndTheAdministratorsOfTheTenant() {
        var number = numberIn(ask("Mine"));
        var page = "/help/requests/" + number;
        var colleague = visitors.signedIn(tenant.person("Carl").holds(SECURITY_READER));
        assertThat(colleague.get(page).status()).isEqualTo(404);
        assertThat(colleague.get(page + "/sent").status()).isEqualTo(404);
        assertThat(colleague.get("/help/requests").text()).contains("You have not asked us anything yet");
        for (var act : new String[] {"/reply", "/close", "/reopen"}) {
            assertThat(colleague.forge(page + act, Map.of("reply", "x")).status())
                    .as(act)
                    .isEqualTo(404);
        }
        var ada = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        assertThat(ada.get(page).text()).contains("Mine");
        assertThat(ada.get("/help/requests").text()).contains("Help requests of", number, "Rea");
        var guest = visitors.signedIn(tenant.person("Gus").guest().holds(GLOBAL_ADMINISTRATOR));
        assertThat(guest.get(page).status()).isEqualTo(404);
    }

    @Test
    void anotherTenantsNumberIsNotThere() {
        var page = "/help/requests/" + numberIn(ask("Mine"));
        var other = microsoft.directory().tenant("Other Ltd").licensed("SPE_E5");
        var eve = visitors.signedIn(other.person("Eve").holds(GLOBAL_ADMINISTRATOR));
        assertThat(eve.get(page).status()).isEqualTo(404);
        assertThat(eve.forge(page + "/reply", Map.of("reply", "x")).status()).isEqualTo(404);
        assertThat(eve.get("/help/requests").text()).doesNotContain("Mine");
        for (var number : new String[] {"H-", "x", "H-0", "H-99999999999999999999", "-1", "H-1%00"}) {
            assertThat(eve.get("/help/requests/" + number).status()).as(number).isIn(400, 404);
        }
    }

    @Test
    void aNumberIsReadAsPeopleWriteIt() {
        for (var written : new String[] {"H-1042", "h1042", "1042", " H1042 ", "h-01042"}) {
            assertThat(HelpRequests.number(written)).as(written).contains(1042L);
        }
        for (var written : new String[] {null, "", "H", "H--1", "G-1042", "1042a", "H-1 042", "99999999999999999999"}) {
            assertThat(HelpRequests.number(written)).as(written).isEmpty();
        }
    }

    @Test
    void otherRoomsSeeHowManyAreOpenAndWhichCameLast() {
        var first = ask("The first\nof two lines");
        var second = ask("The second");
        assertThat(requests.openOf(tenant.id())).isEqualTo(2);
        assertThat(requests.latestOf(tenant.id(), 1)).singleElement().satisfies(line -> {
            assertThat(line.number()).isEqualTo(numberIn(second));
            assertThat(line.topic()).isEqualTo("OTHER");
            assertThat(line.state()).isEqualTo("WAITING_FOR_US");
            assertThat(line.firstWords()).isEqualTo("The second");
        });
        assertThat(requests.latestOf(tenant.id(), 9)).hasSize(2);
        assertThat(requests.find(id(first)).orElseThrow()).isEqualTo(new HelpRef(numberIn(first), tenant.id(), null));
        assertThat(requests.find(999_999_999)).isEmpty();
    }

    @Test
    void thePagesSpeakDutch() {
        reader.get("/language?to=nl&back=/");
        var form = reader.get("/help?from=/settings");
        assertThat(form.text())
                .contains("Hulp nodig?", "Onderwerp", "Bericht", "Hoe kunnen we u bereiken?", "Dit wordt meegestuurd");
        var sent = fill(form, "OTHER", "Hallo").submit();
        assertThat(sent.text()).contains("Uw verzoek is verzonden (nummer H-");
        assertThat(reader.get("/help/requests/" + numberIn(sent)).text()).contains("Wacht op ons", "Uw antwoord");
    }

    private Page ask(String message) {
        return ask(reader, message);
    }

    private Page ask(Person person, String message) {
        return ask(visitors.signedIn(person), message);
    }

    private static Page ask(Visitor visitor, String message) {
        return fill(visitor.get("/help?from=/settings"), "OTHER", message)
                .type("contact", "020 1234567")
                .submit();
    }

    private static Visitor.Form fill(Page page, String topic, String message) {
        return fill(page.form("/help/requests"), topic, message);
    }

    private static Visitor.Form fill(Visitor.Form form, String topic, String message) {
        return form.choose("topic", topic).type("message", message);
    }

    private Page reply(String page, String message) {
        return reader.get(page).form(page + "/reply").type("reply", message).submit();
    }

    private static String numberIn(Page sent) {
        var found = java.util.regex.Pattern.compile("H-\\d+").matcher(sent.path());
        assertThat(found.find()).as(sent.status() + " " + sent.text()).isTrue();
        return found.group();
    }

    private static long id(Page sent) {
        return HelpRequests.number(numberIn(sent)).orElseThrow();
    }

    private void anHourPasses() {
        var earlier = OffsetDateTime.now().minusMinutes(61);
        database.sql("update help_request set created_at = ? where tenant_id = ?")
                .params(earlier, tenant.id().value())
                .update();
        database.sql("update help_entry set at = ? where tenant_id = ?")
                .params(earlier, tenant.id().value())
                .update();
    }
}
