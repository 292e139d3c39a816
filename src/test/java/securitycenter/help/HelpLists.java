package securitycenter.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import securitycenter.help.Asking.Outcome;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantChanged;
import securitycenter.identity.TenantId;

/** The queue, the requests of a person and what counts them, on each kind of database. */
@RecordApplicationEvents
abstract class HelpLists {

    @Autowired
    Asking asking;

    @Autowired
    Answering answering;

    @Autowired
    Queue queue;

    @Autowired
    MyRequests mine;

    @Autowired
    JdbcClient database;

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final SignedInUser ada = person("Ada", Role.GLOBAL_ADMINISTRATOR);
    private final SignedInUser rea = person("Rea", Role.SECURITY_READER);
    private final SignedInUser staff = person("Stella");

    /** Other tests read the same queue. */
    @AfterEach
    void many() {
        database.sql("delete from help_request where person_name = 'Many'").update();
    }

    @Test
    void theOldestThatWaitsForUsComesFirstAndThenWhatWaitsForTheCustomer() {
        var answered = asked(rea, "2026-01-01T00:00:00Z");
        var second = asked(rea, "2026-03-01T00:00:00Z");
        var first = asked(ada, "2026-02-01T00:00:00Z");
        var closed = asked(ada, "2026-01-15T00:00:00Z");
        answering.reply(staff, answered, "An answer", UUID.randomUUID(), Long.MAX_VALUE);
        answering.close(staff, closed, "Solved", Long.MAX_VALUE);
        assertThat(queued("open", null, null)).containsExactly(first, second, answered);
        assertThat(queued("us", null, null)).containsExactly(first, second);
        assertThat(queued("customer", null, null)).containsExactly(answered);
        assertThat(queued("closed", null, null)).containsExactly(closed);
    }

    @Test
    void aSecondMessageDoesNotLoseThePlaceInTheQueueAndAnAnswerOfThePersonGetsANewOne() {
        var first = asked(rea, "2026-01-01T00:00:00Z");
        var second = asked(ada, "2026-02-01T00:00:00Z");
        asking.reply(rea, first, "And another thing", UUID.randomUUID());
        assertThat(queued("us", null, null)).containsExactly(first, second);
        answering.reply(staff, first, "An answer", UUID.randomUUID(), Long.MAX_VALUE);
        asking.reply(rea, first, "Not yet", UUID.randomUUID());
        assertThat(queued("us", null, null)).containsExactly(second, first);
    }

    @Test
    void whatWasClosedLastComesFirst() {
        var numbers = List.of(asked(rea, null), asked(rea, null), asked(ada, null));
        numbers.forEach(number -> answering.close(staff, number, "Solved", Long.MAX_VALUE));
        assertThat(queued("closed", null, null)).containsExactlyElementsOf(numbers.reversed());
    }

    /** Whatever is asked for, page after page shows each request once and in the same order as all at once would. */
    @ParameterizedTest
    @CsvSource({
        "open,,",
        "us,,",
        "customer,,",
        "closed,,",
        "open,CANNOT_SEE,",
        "open,,nobody",
        "us,CANNOT_SEE,me",
        "closed,,me",
        "all,,",
        "all,CANNOT_SEE,nobody"
    })
    void pagesFollowEachOtherWithoutGapAndWithoutRepetition(String state, String topic, String assigned) {
        insertMany();
        var filter = new QueueFilter.Asked(state, topic, assigned, null).filter();
        var seen = new ArrayList<QueueLine>();
        var page = queue.page(staff, filter, null);
        seen.addAll(page.shown());
        while (page.next() != null) {
            var after = page.next().replaceFirst(".*after=", "");
            page = queue.page(staff, filter, QueuePlace.read(after).orElseThrow());
            seen.addAll(page.shown());
        }
        var all = database.sql("select id from help_request order by id")
                .query(Long.class)
                .list();
        var fitting = seen.stream().map(QueueLine::id).toList();
        assertThat(fitting).doesNotHaveDuplicates().isSubsetOf(all).hasSizeGreaterThan(QueuePage.LENGTH);
        var expected = database.sql("select count(*) from help_request where state in (:states)"
                        + (topic == null ? "" : " and topic = '" + topic + "'")
                        + (assigned == null
                                ? ""
                                : assigned.equals("nobody") ? " and assigned_to is null" : " and assigned_to = :me"))
                .param(
                        "states",
                        filter.state().states().stream().map(Enum::name).toList())
                .param("me", staff.id())
                .query(Integer.class)
                .single();
        assertThat(fitting).hasSize(expected);
        for (var at = 1; at < seen.size(); at++) {
            var before = seen.get(at - 1);
            var line = seen.get(at);
            var order = before.state() == line.state()
                    ? before.since().compareTo(line.since()) * (line.state() == HelpRequest.State.CLOSED ? -1 : 1)
                    : before.state().compareTo(line.state());
            assertThat(order).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void beyondAThousandNobodyCounts() {
        insertMany();
        insertMany();
        insertMany();
        insertMany();
        insertMany();
        var page = queue.page(staff, QueueFilter.NONE, null);
        assertThat(page.found()).isEqualTo(1_000);
        assertThat(page.more()).isTrue();
    }

    @Test
    void aPersonSeesTheirOwnAndAnAdministratorAllOfTheTenantNewestFirst() {
        var first = asked(rea, null);
        var second = asked(ada, null);
        var third = asked(rea, null);
        asked(person("Eve", new TenantId(UUID.randomUUID()), Role.GLOBAL_ADMINISTRATOR), null);
        assertThat(numbers(mine.before(rea, null, 9))).containsExactly(third, first);
        assertThat(numbers(mine.before(ada, null, 9))).containsExactly(third, second, first);
        assertThat(numbers(mine.before(ada, null, 2))).containsExactly(third, second);
        assertThat(numbers(mine.before(ada, second, 2))).containsExactly(first);
        assertThat(numbers(mine.before(rea, third, 2))).containsExactly(first);
        assertThat(asking.find(rea, second)).isEmpty();
        assertThat(asking.find(ada, first)).isPresent();
    }

    @Test
    void thatMoreOrFewerAreOpenIsTold(ApplicationEvents events) {
        var number = asked(rea, null);
        asking.reply(rea, number, "And another thing", UUID.randomUUID());
        assertThat(events.stream(TenantChanged.class)).containsExactly(new TenantChanged(tenant));
        asking.close(rea, number);
        asking.reopen(rea, number, "Not solved", UUID.randomUUID());
        answering.close(staff, number, "Solved", Long.MAX_VALUE);
        answering.reopen(staff, number, "", UUID.randomUUID(), Long.MAX_VALUE);
        assertThat(events.stream(TenantChanged.class)).hasSize(5).containsOnly(new TenantChanged(tenant));
    }

    @Test
    void theLimitHoldsForManyAtOnce() throws InterruptedException {
        asked(rea, null);
        var outcomes = new ConcurrentLinkedQueue<Outcome>();
        var threads = IntStream.range(0, 12)
                .mapToObj(_ -> Thread.ofVirtual().start(() -> outcomes.add(ask(rea))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(outcomes).hasSize(12);
        assertThat(outcomes.stream().filter(Outcome.Sent.class::isInstance)).hasSize(SendingLimit.REQUESTS - 1);
        assertThat(numbers(mine.before(rea, null, 99))).hasSize(SendingLimit.REQUESTS);
    }

    @Test
    void oneOfTwoAnswersAtOnceIsHeldBack() throws InterruptedException {
        var number = asked(rea, null);
        var seen = newestEntry(number);
        var outcomes = new ConcurrentLinkedQueue<Answering.Outcome>();
        var threads = List.of(staff, person("Samir")).stream()
                .map(each -> Thread.ofVirtual()
                        .start(() -> outcomes.add(
                                answering.reply(each, number, "By " + each.name(), UUID.randomUUID(), seen))))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(outcomes)
                .hasSize(2)
                .hasAtLeastOneElementOfType(Answering.Outcome.Done.class)
                .hasAtLeastOneElementOfType(Answering.Outcome.Overtaken.class);
    }

    private long newestEntry(long number) {
        return database.sql("select max(id) from help_entry where request_id = ?")
                .param(number)
                .query(Long.class)
                .single();
    }

    /** Requests in every state, of every topic, some of them in the same moment, some of them taken. */
    private void insertMany() {
        var moment = OffsetDateTime.of(2026, 5, 1, 12, 0, 0, 0, ZoneOffset.UTC);
        for (var state : HelpRequest.State.values()) {
            for (var n = 0; n < 160; n++) {
                database.sql("""
                                insert into help_request (tenant_id, person_id, person_name, user_name, topic, first_words,
                                    contact, language, tenant_name, page, roles, guest, product_state, state, since,
                                    created_at, last_reply_at, assigned_to, version)
                                values (?, ?, 'Many', 'many@many.example', ?, 'One of many', '020 1234567', 'en', 'Many Ltd',
                                    '/', '', false, 'off', ?, ?, ?, ?, ?, 0)""")
                        .param(UUID.randomUUID())
                        .param(UUID.randomUUID())
                        .param(n % 4 == 0 ? "OTHER" : "CANNOT_SEE")
                        .param(state.name())
                        .param(moment.plusMinutes(n / 7))
                        .param(moment)
                        .param(moment)
                        .param(n % 2 == 0 || n % 3 == 0 ? staff.id() : null)
                        .update();
            }
            for (var n = 0; n < 60; n++) {
                database.sql("""
                                insert into help_request (tenant_id, person_id, person_name, user_name, topic, first_words,
                                    contact, language, tenant_name, page, roles, guest, product_state, state, since,
                                    created_at, last_reply_at, assigned_to, version)
                                values (?, ?, 'Many', 'many@many.example', 'CANNOT_SEE', 'One of many', '020 1234567', 'en',
                                    'Many Ltd', '/', '', false, 'off', ?, ?, ?, ?, null, 0)""")
                        .param(UUID.randomUUID())
                        .param(UUID.randomUUID())
                        .param(state.name())
                        .param(moment.plusMinutes(n))
                        .param(moment)
                        .param(moment)
                        .update();
            }
        }
    }

    /** Those of this test's tenant, in the order of the queue. */
    private List<Long> queued(String state, @Nullable String topic, @Nullable String assigned) {
        var filter = new QueueFilter.Asked(state, topic, assigned, null).filter();
        var lines = new ArrayList<QueueLine>();
        for (QueuePlace place = null; ; place = lines.getLast().place()) {
            var page = queue.page(staff, filter, place);
            lines.addAll(page.shown());
            if (page.next() == null) {
                return lines.stream()
                        .filter(line -> line.tenantId().equals(tenant.value()))
                        .map(QueueLine::id)
                        .toList();
            }
        }
    }

    private static List<Long> numbers(List<MyRequests.Line> lines) {
        return lines.stream()
                .map(line -> HelpRequests.number(line.number()).orElseThrow())
                .toList();
    }

    private long asked(SignedInUser user, @Nullable String since) {
        var number = ((Outcome.Sent) ask(user)).number();
        if (since != null) {
            database.sql("update help_request set since = ? where id = ?")
                    .params(Instant.parse(since).atOffset(ZoneOffset.UTC), number)
                    .update();
        }
        return number;
    }

    private Outcome ask(SignedInUser user) {
        var along = new SentAlong("Lists Ltd", "/", "", false, "off", null, null);
        return asking.ask(
                user,
                new Question(Topic.OTHER, null, "Help!", "020 1234567", along, Locale.ENGLISH, UUID.randomUUID()));
    }

    private SignedInUser person(String name, Role... roles) {
        return person(name, tenant, roles);
    }

    private static SignedInUser person(String name, TenantId tenant, Role... roles) {
        var held = roles.length == 0 ? Set.<Role>of() : EnumSet.copyOf(List.of(roles));
        return new SignedInUser(
                UUID.randomUUID(), tenant, name, name + "@lists.example", held, false, true, "NL", null, "192.0.2.7");
    }
}
