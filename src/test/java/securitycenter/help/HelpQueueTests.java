package securitycenter.help;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.identity.Role.GLOBAL_ADMINISTRATOR;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
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
import securitycenter.fakemicrosoft.Person;
import securitycenter.fakemicrosoft.Tenant;

/** Our staff's side of the help requests. */
@ApplicationTest
class HelpQueueTests {

    @Autowired
    FakeMicrosoft microsoft;

    @Autowired
    Visitors visitors;

    @Autowired
    JdbcClient database;

    @Autowired
    HelpRequests requests;

    Tenant tenant;
    Visitor customer;
    Person stella;
    Visitor staff;
    String number;
    String page;

    @BeforeEach
    void aRequestOfATenantAndSomebodyOfOurs() {
        tenant = microsoft
                .directory()
                .tenant("Queueing B.V. " + System.nanoTime())
                .licensed("SPE_E5");
        customer = visitors.signedIn(tenant.person("Ada").holds(GLOBAL_ADMINISTRATOR));
        stella = Staff.member(microsoft, "Stella Novak");
        staff = visitors.signedIn(stella);
        number = ask("OTHER", "Where are my incidents?");
        page = "/support/help-requests/" + number;
    }

    @Test
    void theQueueIsForStaffAlone() {
        for (var address : new String[] {"/support/help-requests", page}) {
            assertThat(customer.get(address).status()).as(address).isEqualTo(404);
            assertThat(visitors.stranger().get(address).path()).as(address).isEqualTo("/sign-in");
        }
        for (var act : new String[] {"/reply", "/note", "/assign", "/close", "/reopen"}) {
            assertThat(customer.forge(page + act, Map.of("reply", "x", "note", "x", "reason", "x"))
                            .status())
                    .as(act)
                    .isEqualTo(404);
        }
        assertThat(customer.get("/help/requests/" + number).html().select(".talk > li"))
                .hasSize(1);
    }

    @Test
    void aRowSaysWhatStaffNeedToChoose() {
        var row = rowOf(number, staff.get("/support/help-requests"));
        assertThat(row)
                .contains(
                        number, tenant.name(), "Something else", "Where are my incidents?", "0 min", "Us, ", "Nobody");
        waitsSince(number, OffsetDateTime.now().minusHours(25));
        assertThat(rowOf(number, staff.get("/support/help-requests?assigned=nobody")))
                .contains("Us, 25 h", "Late");
    }

    @Test
    void filtersStandInTheAddress() {
        var location = ask("OTHER_LOCATION", "Move us");
        assertThat(rowOf(location, staff.get("/support/help-requests?topic=OTHER_LOCATION")))
                .isNotEmpty();
        assertThat(rowOf(number, staff.get("/support/help-requests?topic=OTHER_LOCATION")))
                .isEmpty();
        assertThat(rowOf(number, staff.get("/support/help-requests?assigned=me")))
                .isEmpty();
        act("assign").submit();
        assertThat(rowOf(number, staff.get("/support/help-requests?assigned=me")))
                .contains("Stella Novak");
        assertThat(rowOf(number, staff.get("/support/help-requests?assigned=nobody")))
                .isEmpty();
        reply("Look again");
        assertThat(rowOf(number, staff.get("/support/help-requests?state=us"))).isEmpty();
        assertThat(rowOf(number, staff.get("/support/help-requests?state=customer")))
                .contains("The customer, 0 min");
        close("Solved");
        assertThat(rowOf(number, staff.get("/support/help-requests"))).isEmpty();
        assertThat(rowOf(number, staff.get("/support/help-requests?state=closed")))
                .contains("Closed, 0 min ago");
        var chosen = staff.get("/support/help-requests?state=closed&topic=OTHER&assigned=me")
                .html();
        assertThat(chosen.select("option[selected]").eachAttr("value")).containsExactly("closed", "OTHER", "me");
    }

    @Test
    void aFilterThatHidesAllSaysHowManyAreHidden() {
        var empty = visitors.signedIn(Staff.member(microsoft, "Newly Hired")).get("/support/help-requests?assigned=me");
        assertThat(empty.text())
                .containsPattern("No help requests here .*open requests? (is|are) hidden by your filters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=x&topic=x&assigned=x",
                "after=",
                "after=x",
                "after=0-1",
                "after=9-1-1",
                "after=0-9999999999999999-1",
                "after=0-1-999999999999999999",
                "state=%00&topic=%00",
                "tenant=x",
                "tenant=00000000-0000-4000-8000-00000000000g",
                "tenant=00000000-0000-4000-8000-000000000000&state=all",
                "topic=OTHER&topic=OTHER"
            })
    void whatCannotBeReadIsNoError(String query) {
        assertThat(staff.get("/support/help-requests?" + query).status()).isEqualTo(200);
    }

    @Test
    void theRequestIsShownWithWhatWasSentAlongAndTheWayToTheTenant() {
        var request = staff.get(page);
        assertThat(request.text())
                .contains(
                        "Where are my incidents?",
                        tenant.name(),
                        tenant.id().toString(),
                        "Global administrator",
                        "/audit")
                .contains("020 1234567", "English", "Nobody");
        assertThat(request.html().select("a[href=/support/tenants/" + tenant.id() + "]"))
                .hasSize(1);
        assertThat(request.html().select("a[href*=location]")).isEmpty();
        var location = ask("OTHER_LOCATION", "Move us");
        assertThat(staff.get("/support/help-requests/" + location)
                        .html()
                        .select("a.btn[href*=location]")
                        .attr("href"))
                .isEqualTo("/support/tenants/" + tenant.id() + "/location?request=" + location);
    }

    @Test
    void anAnswerIsReadByTheCustomerAndTheTurnGoesToAndFro() {
        assertThat(reply("Under Incidents.").text()).contains("Your reply to " + number + " was sent.");
        var asked = customer.get("/help/requests/" + number);
        assertThat(asked.text()).contains("Waiting for you", "Stella Novak", "Support", "Under Incidents.");
        asked.form("/help/requests/" + number + "/reply")
                .type("reply", "Thanks")
                .submit();
        assertThat(staff.get(page).text()).contains("Waiting for us", "Thanks");
        assertThat(customer.get("/audit?what=help.replied")
                        .html()
                        .select("tbody tr")
                        .eachText())
                .hasSize(2)
                .allMatch(row -> row.contains("Help request " + number) && row.endsWith(number))
                .anyMatch(row -> row.contains("Stella Novak")
                        && row.contains("Support staff")
                        && row.contains("“waiting for support” to “waiting for the customer”"))
                .noneMatch(row -> row.contains("Under Incidents") || row.contains("Thanks"));
    }

    @Test
    void anInternalNoteIsNeverTheCustomers() {
        var noted = staff.get(page)
                .form(page + "/note")
                .type("note", "Difficult person")
                .submit();
        assertThat(noted.html().select(".talk > .note").text()).contains("Internal note", "Difficult person");
        assertThat(noted.text()).contains("Waiting for us");
        act("assign").submit();
        reply("Under Incidents.");
        customer.get("/help/requests/" + number)
                .form("/help/requests/" + number + "/reply")
                .type("reply", "Thanks")
                .submit();
        close("Solved");
        for (var address : new String[] {
            "/help/requests",
            "/help/requests/" + number,
            "/help/requests/" + number + "?before=999999999",
            "/help/requests/" + number + "/sent",
            "/audit",
            "/audit/export?format=jsonl",
            "/audit/export?format=csv"
        }) {
            assertThat(customer.get(address).body())
                    .as(address)
                    .doesNotContain("Difficult", "Internal note", "help.noted", "assigned it to", "took it");
        }
        assertThat(customer.get("/help/requests/" + number).html().select(".talk > li"))
                .hasSize(4);
        var logged = database.sql("select count(*) from audit_entry where what = 'help.noted' and reference = ?"
                        + " and tenant_id = cast(? as uuid) and new_value is null and reason is null")
                .params(number, ApplicationTest.OPERATOR)
                .query(Integer.class)
                .single();
        assertThat(logged).isEqualTo(1);
    }

    @Test
    void aReplyThatCrossesAColleaguesIsHeldBackAndKept() {
        var mine = staff.get(page).form(page + "/reply").type("reply", "My answer");
        var samir = visitors.signedIn(Staff.member(microsoft, "Samir Haddad"));
        samir.get(page).form(page + "/reply").type("reply", "His answer").submit();

        var held = mine.submit();
        assertThat(held.status()).isEqualTo(409);
        assertThat(held.html().select("main .msg[role=alert]").text())
                .contains("Not done: others did something while you were writing.", "Samir Haddad", "His answer");
        assertThat(held.html().select("#reply").val()).isEqualTo("My answer");
        assertThat(customer.get("/help/requests/" + number).text()).doesNotContain("My answer");

        assertThat(held.form(page + "/reply").submit().text()).contains("was sent");
        assertThat(customer.get("/help/requests/" + number).text()).contains("His answer", "My answer");
    }

    @Test
    void aReplyThatCrossesTheCustomersIsHeldBack() {
        var mine = staff.get(page).form(page + "/reply").type("reply", "My answer");
        customer.get("/help/requests/" + number)
                .form("/help/requests/" + number + "/reply")
                .type("reply", "I found it")
                .submit();
        var held = mine.submit();
        assertThat(held.status()).isEqualTo(409);
        assertThat(held.html().select("main .msg[role=alert]").text()).contains("Ada", "I found it");
    }

    @Test
    void aReplyThatCrossesACloseIsHeldBack() {
        var mine = staff.get(page).form(page + "/reply").type("reply", "My answer");
        customer.get("/help/requests/" + number)
                .form("/help/requests/" + number + "/close")
                .submit();
        var held = mine.submit();
        assertThat(held.status()).isEqualTo(409);
        assertThat(held.text()).contains("Ada closed the request.");
        assertThat(held.html().select("#reply").val()).isEqualTo("My answer");
        assertThat(held.form(page + "/reopen").submit().text()).contains("is open again", "My answer");
        assertThat(customer.get("/help/requests/" + number).text()).contains("My answer", "Waiting for you");
    }

    @Test
    void aReplyToAClosedRequestIsRefusedInWords() {
        close("Solved");
        var seen = staff.get(page).html().select("input[name=seen]").val();
        var refused = staff.forge(page + "/reply", Map.of("reply", "One more thing", "seen", seen));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Not done: this request is closed.");
        assertThat(refused.html().select("#reply").val()).isEqualTo("One more thing");
        assertThat(staff.forge(page + "/close", Map.of("reason", "Again", "seen", seen))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aReplyIsSentOnceHoweverOftenTheFormIs() {
        var form = staff.get(page).form(page + "/reply").type("reply", "Once");
        form.submit();
        assertThat(form.submit().status()).isEqualTo(200);
        assertThat(customer.get("/help/requests/" + number).html().select(".talk > li"))
                .hasSize(2);
        var note = staff.get(page).form(page + "/note").type("note", "Noted once");
        note.submit();
        note.submit();
        assertThat(staff.get(page).html().select(".talk > .note")).hasSize(1);
    }

    @Test
    void whatIsBlankOrTooLongIsRefusedInItsOwnForm() {
        for (var form : new String[][] {{"reply", "reply"}, {"note", "note"}, {"close", "reason"}}) {
            var blank = staff.get(page).form(page + "/" + form[0]).submit();
            assertThat(blank.status()).as(form[0]).isEqualTo(422);
            assertThat(blank.html().select("#" + form[1] + "-error")).hasSize(1);
            assertThat(blank.html().select("main .err")).hasSize(1);
            var text = "a".repeat(20_000);
            var longer = staff.get(page)
                    .form(page + "/" + form[0])
                    .type(form[1], text)
                    .submit();
            assertThat(longer.status()).isEqualTo(422);
            assertThat(longer.html().select("#" + form[1]).val()).isEqualTo(text);
        }
    }

    @Test
    void aCloseNeedsAReasonThatTheCustomerReads() {
        close("Solved by phone");
        assertThat(requests.openOf(tenant.id())).isZero();
        assertThat(customer.get("/help/requests/" + number).text())
                .contains("Closed", "Stella Novak closed the request:", "Solved by phone");
        assertThat(customer.get("/audit?what=help.closed")
                        .html()
                        .select("tbody tr")
                        .text())
                .contains("Support staff", "to “closed”", "Solved by phone", number);
        act("reopen").submit();
        assertThat(requests.openOf(tenant.id())).isEqualTo(1);
        assertThat(staff.get(page).text()).contains("Waiting for us", "Stella Novak opened the request again.");
        assertThat(customer.get("/audit?what=help.reopened")
                        .html()
                        .select("tbody tr")
                        .text())
                .contains("from “closed” to “waiting for support”");
    }

    @Test
    void aCloseThatCrossesTheCustomersMessageIsHeldBack() {
        var close = act("close").type("reason", "No reaction");
        customer.get("/help/requests/" + number)
                .form("/help/requests/" + number + "/reply")
                .type("reply", "Still here")
                .submit();
        var held = close.submit();
        assertThat(held.status()).isEqualTo(409);
        assertThat(held.html().select("#reason").val()).isEqualTo("No reaction");
        assertThat(requests.openOf(tenant.id())).isEqualTo(1);
    }

    @Test
    void whoeverTakesARequestIsNamedAndNobodyTakesItAwayUnseen() {
        var stellas = act("assign");
        var samir = visitors.signedIn(Staff.member(microsoft, "Samir Haddad"));
        samir.get(page).form(page + "/assign").submit();
        var held = stellas.submit();
        assertThat(held.status()).isEqualTo(409);
        assertThat(held.text()).contains("Samir Haddad took it.");
        act("assign").submit();
        assertThat(staff.get(page).text()).contains("Assigned to Stella Novak", "Assign to nobody");
        act("assign").submit();
        assertThat(staff.get(page).text()).contains("Assigned to Nobody", "Stella Novak assigned it to nobody.");
        assertThat(customer.get("/audit?what=help.assigned")
                        .html()
                        .select("tbody tr")
                        .eachText())
                .hasSize(3)
                .anyMatch(row -> row.contains("from “Samir Haddad” to “Stella Novak”"));
    }

    @Test
    void aRequestIsGivenToAColleagueWhoHasBeenHere() {
        var samir = Staff.member(microsoft, "Samir Haddad " + System.nanoTime());
        visitors.signedIn(samir);
        var form = staff.get(page).html().select("form[action$=/assign]:has(select)");
        assertThat(form.select("option").eachText())
                .doesNotHaveDuplicates()
                .anyMatch(option -> option.startsWith(samir.name() + " (samir"));
        assertThat(form.select("option").eachAttr("value"))
                .doesNotContain(stella.id().toString());
        var given = assignTo(samir.id().toString());
        assertThat(given.text())
                .contains("Assigned to " + samir.name(), "Stella Novak assigned it to " + samir.name() + ".");
        assertThat(given.html().select("form[action$=/assign] option").eachAttr("value"))
                .doesNotContain(samir.id().toString());
        assertThat(visitors.signedIn(samir)
                        .get("/support/help-requests?assigned=me")
                        .text())
                .contains(number);
        assertThat(customer.get("/audit?what=help.assigned").text()).contains("Stella Novak", samir.name());
    }

    @Test
    void nobodyElseCanBeGivenARequest() {
        var hired = Staff.member(microsoft, "Never Here");
        var former = Staff.member(microsoft, "Long Gone");
        visitors.signedIn(former);
        database.sql("update known_person set last_sign_in = ? where person_id = ?")
                .params(OffsetDateTime.now().minusDays(100), former.id())
                .update();
        var ada = database.sql("select person_id from help_request where id = ?")
                .param(HelpRequests.number(number).orElseThrow())
                .query(String.class)
                .single();
        for (var to : new String[] {hired.id().toString(), former.id().toString(), ada, "x", ""}) {
            var refused = assignTo(to);
            assertThat(refused.status()).as(to).isEqualTo(422);
            assertThat(refused.text()).as(to).contains("Choose somebody from the list.", "Assigned to Nobody");
        }
        assertThat(staff.get(page).html().select(".talk > .assigned")).isEmpty();
    }

    private Page assignTo(String to) {
        var seen = staff.get(page).html().select("input[name=seen]").val();
        return staff.forge(page + "/assign", Map.of("to", to, "seen", seen));
    }

    @Test
    void aNoteThatComesAgainWithOtherWordsIsAnotherNote() {
        var form = staff.get(page).form(page + "/note");
        form.type("note", "First words").submit();
        var again = form.type("note", "Corrected words").submit();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.html().select(".talk > .note .words").eachText())
                .containsExactly("First words", "Corrected words");
        var reply = staff.get(page).form(page + "/reply");
        reply.type("reply", "First answer").submit();
        var seen = staff.get(page).html().select("input[name=seen]").val();
        reply.element().select("input[name=seen]").val(seen);
        assertThat(reply.type("reply", "Corrected answer").submit().status()).isEqualTo(200);
        assertThat(customer.get("/help/requests/" + number).text()).contains("First answer", "Corrected answer");
    }

    @Test
    void theQueueOfOneTenantStandsInTheAddressAndIsLeftAgain() {
        var other = visitors.signedIn(microsoft
                .directory()
                .tenant("Elsewhere " + System.nanoTime())
                .person("Grace")
                .holds(GLOBAL_ADMINISTRATOR));
        var theirs = ask(other, "OTHER", "Not of this tenant");
        var closed = ask("OTHER", "Closed by now");
        staff.get("/support/help-requests/" + closed)
                .form("/support/help-requests/" + closed + "/close")
                .type("reason", "Solved")
                .submit();
        var address = "/support/help-requests?tenant=" + tenant.id();
        assertThat(numbersOn(staff.get(address))).containsExactly(number);
        assertThat(numbersOn(staff.get(address + "&state=all"))).containsExactly(number, closed);
        assertThat(numbersOn(staff.get(address + "&topic=OTHER&assigned=nobody")))
                .containsExactly(number);
        assertThat(numbersOn(staff.get(address + "&topic=CANNOT_SEE"))).isEmpty();

        var queue = staff.get(address + "&topic=OTHER");
        var search = queue.html().select("main form[role=search]");
        assertThat(search.text()).contains("Tenant: " + tenant.name(), "Show all tenants");
        assertThat(search.select("input[name=tenant]").val())
                .isEqualTo(tenant.id().toString());
        assertThat(search.select("a.quiet").attr("href")).isEqualTo("/support/help-requests?topic=OTHER");
        assertThat(rowOf(theirs, staff.get(search.select("a.quiet").attr("href"))))
                .isNotEmpty();
    }

    private static List<String> numbersOn(Page queue) {
        return queue.html().select("tbody th").eachText();
    }

    @Test
    void aRequestThatIsNotThereIsNotFound() {
        for (var none : new String[] {"H-999999999", "x", "H-0", "99999999999999999999"}) {
            assertThat(staff.get("/support/help-requests/" + none).status())
                    .as(none)
                    .isEqualTo(404);
            assertThat(staff.forge("/support/help-requests/" + none + "/reply", Map.of("reply", "x"))
                            .status())
                    .as(none)
                    .isEqualTo(404);
        }
    }

    /** Of a tenant, staff see here what the person wrote and what was sent along. */
    @Test
    void aPersonsMarkupIsTextForStaffToo() {
        var hostile = ask("OTHER", "<img src=x onerror=alert(1)>");
        assertThat(staff.get("/support/help-requests/" + hostile).html().select("main img"))
                .isEmpty();
        assertThat(rowOf(hostile, staff.get("/support/help-requests?assigned=nobody")))
                .contains("<img src=x");
    }

    @Test
    void theQueueSpeaksDutch() {
        var dutch = new String[] {"Accept-Language", "nl"};
        assertThat(staff.get("/support/help-requests", dutch).text()).contains("Hulpverzoeken", "Wacht op", "Niemand");
        assertThat(staff.get(page, dutch).text())
                .contains("Interne notitie", "Antwoord aan de klant", "Aan mij toewijzen");
    }

    private String ask(String topic, String message) {
        return ask(customer, topic, message);
    }

    private static String ask(Visitor customer, String topic, String message) {
        var sent = customer.get("/help?from=/audit")
                .form("/help/requests")
                .choose("topic", topic)
                .choose("dataCenter", "UNITED_KINGDOM")
                .type("message", message)
                .type("contact", "020 1234567")
                .submit();
        return sent.path().split("/")[3];
    }

    private Visitor.Form act(String act) {
        return staff.get(page).form(page + "/" + act);
    }

    private Page reply(String message) {
        return act("reply").type("reply", message).submit();
    }

    private Page close(String reason) {
        return act("close").type("reason", reason).submit();
    }

    private void waitsSince(String number, OffsetDateTime since) {
        database.sql("update help_request set since = ?, created_at = ? where id = ?")
                .params(since, since, HelpRequests.number(number).orElseThrow())
                .update();
    }

    /** What the row says, on whichever page it is; nothing when there is none for the number. */
    private static String rowOf(String number, Page queue) {
        assertThat(queue.status()).isEqualTo(200);
        var row = queue.html().select("tbody tr:has(a[href$=/" + number + "])");
        var next = queue.html().select("main a[rel=next]");
        return row.isEmpty() && !next.isEmpty() ? rowOf(number, queue.visitor().get(next.attr("href"))) : row.text();
    }
}
