package securitycenter.tenants;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.homes.DataCenter;
import securitycenter.identity.People;
import securitycenter.identity.TenantChanged;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.Failure;
import securitycenter.provisioning.Steps;
import securitycenter.tenants.TenantPages.Place;

/** The list of all tenants and what keeps it, on each kind of database. */
abstract class TenantLists {

    @Autowired
    TenantSearch search;

    @Autowired
    Overview overview;

    @Autowired
    OverviewRows rows;

    @Autowired
    People people;

    @Autowired
    Steps steps;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient database;

    /** Other tests' tenants are in the same list; a test's own begin with this word. */
    private final String word = "w" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 50, 1L << 51), 36);

    private final Set<UUID> mine = new HashSet<>();

    /** It would write rows anew that have no facts behind them. */
    @BeforeEach
    void theDailyJobHasBeenHere() throws InterruptedException {
        var end = Instant.now().plusSeconds(30);
        while (database.sql("select 1 from scheduled_tasks where task_name = ? and last_success is not null")
                .param(OverviewJob.NAME)
                .query()
                .listOfRows()
                .isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(100);
        }
    }

    @AfterEach
    void away() {
        for (var id : mine) {
            for (var table : List.of("tenant_term", "tenant_overview", "help_request", "known_person")) {
                database.sql("delete from " + table + " where tenant_id = ?")
                        .param(id)
                        .update();
            }
        }
    }

    @Test
    void pagesLeadForwardToTheLastAndBackToTheFirst() {
        var all = IntStream.range(0, 130)
                .mapToObj(n -> insert("%s %03d".formatted(word, n)))
                .toList();
        var first = page(find(word), new Place.First());
        assertThat(ids(first)).isEqualTo(all.subList(0, 50));
        assertThat(first.found()).isEqualTo(130);
        assertThat(first.first()).isNull();
        assertThat(first.previous()).isNull();
        assertThat(first.next()).endsWith("find=" + word + "&after=" + all.get(49));
        assertThat(first.last()).endsWith("find=" + word + "&last=true");

        var second = page(find(word), new Place.After(all.get(49)));
        assertThat(ids(second)).isEqualTo(all.subList(50, 100));
        assertThat(second.first()).endsWith("find=" + word);
        assertThat(second.previous()).endsWith("before=" + all.get(50));

        var third = page(find(word), new Place.After(all.get(99)));
        assertThat(ids(third)).isEqualTo(all.subList(100, 130));
        assertThat(third.next()).isNull();
        assertThat(third.last()).isNull();

        var last = page(find(word), new Place.Last());
        assertThat(ids(last)).isEqualTo(all.subList(80, 130));
        assertThat(last.next()).isNull();
        assertThat(ids(page(find(word), new Place.Before(all.get(80))))).isEqualTo(all.subList(30, 80));
        var back = page(find(word), new Place.Before(all.get(50)));
        assertThat(ids(back)).isEqualTo(all.subList(0, 50));
        assertThat(back.first()).isNull();
        assertThat(back.next()).isNotNull();
    }

    @Test
    void theListOfAllIsWalkedForthAndBackToo() {
        var all = IntStream.range(0, 130)
                .mapToObj(n -> insert("%s %03d".formatted(word, n)))
                .toList();
        assertThat(forth(TenantFilter.NONE)).isEqualTo(all);
        assertThat(back(TenantFilter.NONE)).isEqualTo(all);
    }

    /** Each filter, and each with each. */
    @ParameterizedTest
    @CsvSource({
        "on,,,",
        ",UNITED_KINGDOM,,",
        ",,true,",
        ",,,true",
        "on,UNITED_KINGDOM,,",
        "on,,true,",
        "on,,,true",
        ",UNITED_KINGDOM,true,",
        ",UNITED_KINGDOM,,true",
        ",,true,true",
        "off,EUROPEAN_UNION,true,true"
    })
    void aFilterLetsThroughWhatFitsInTheSameOrder(
            @Nullable String state, @Nullable String place, @Nullable String outdated, @Nullable String failed) {
        var fitting = new ArrayList<TenantId>();
        var tenants = new ArrayList<TenantId>();
        for (int n = 0; n < 240; n++) {
            var isOn = n % 2 == 0;
            var dataCenter = n % 3 == 0 ? null : n % 3 == 1 ? "UNITED_KINGDOM" : "EUROPEAN_UNION";
            var isOutdated = n / 6 % 2 == 0;
            var hasFailed = n / 12 % 2 == 0;
            var tenant = insert("%s %03d".formatted(word, n), isOn ? "on" : "off", dataCenter, isOutdated, hasFailed);
            tenants.add(tenant);
            if ((state == null || state.equals(isOn ? "on" : "off"))
                    && (place == null || place.equals(dataCenter))
                    && (outdated == null || isOutdated)
                    && (failed == null || hasFailed)) {
                fitting.add(tenant);
            }
        }
        assertThat(fitting).isNotEmpty().hasSizeLessThan(240);
        var filter = new TenantFilter.Asked(null, state, place, outdated, failed).filter();
        assertThat(forth(filter)).isEqualTo(fitting);
        assertThat(back(filter)).isEqualTo(fitting);
        var found = new TenantFilter.Asked(word, state, place, outdated, failed).filter();
        assertThat(forth(found)).isEqualTo(fitting);
        assertThat(page(found, new Place.First()).found()).isEqualTo(fitting.size());
    }

    @Test
    void aTenantIsFoundByTheBeginningOfEachWordOfItsNameAndOfItsDomainAndOfItsId() {
        var tenant = keep("Bäckerei " + word + "süd Ltd", word + "-shop.example");
        insert("Somebody Else");
        for (var asked : List.of(
                "backerei " + word,
                "BÄCKEREI  " + word,
                word + "sud",
                word + "Süd lt",
                word + "-shop",
                word + "-shop.example",
                tenant.toString(),
                tenant.toString().substring(0, 20).toUpperCase(Locale.ROOT))) {
            assertThat(forth(find(asked))).as(asked).containsExactly(tenant);
        }
        for (var asked : List.of(
                word.substring(1), "ackerei " + word, word + "-shop.example.com", "shop.example " + word, word + "%")) {
            assertThat(forth(find(asked))).as(asked).isEmpty();
        }
    }

    @Test
    void whoeverIsFoundByTwoWordsIsFoundOnce() {
        var both = keep(word + " b " + word + " c", word + ".example");
        var other = keep("The " + word + " a", null);
        assertThat(forth(find(word))).containsExactly(other, both);
        assertThat(page(find(word), new Place.First()).found()).isEqualTo(2);
        assertThat(back(find(word))).containsExactly(other, both);
    }

    @Test
    void renamedItIsFoundByTheNewNameAlone() {
        var tenant = keep(word + " Before", null);
        write(tenant, word + " After", null);
        assertThat(forth(find(word + " before"))).isEmpty();
        assertThat(forth(find(word + " after"))).containsExactly(tenant);
    }

    @Test
    void tenantsOfOneNameAreNeitherLostNorRepeatedWherePagesMeet() {
        var all = IntStream.range(0, 120).mapToObj(_ -> insert(word)).toList();
        var byId = all.stream().sorted(Comparator.comparing(TenantId::toString)).toList();
        assertThat(forth(TenantFilter.NONE)).isEqualTo(byId);
        assertThat(back(TenantFilter.NONE)).isEqualTo(byId);
        assertThat(forth(find(word))).isEqualTo(byId);
        assertThat(back(find(word))).isEqualTo(byId);
    }

    /** Written down here, so that it is the same in each database. */
    @Test
    void theOrderIsThatOfTheBytesOfThePlainName() {
        var names = List.of(
                word,
                word + " ",
                word + " & Sons",
                word + " 10",
                word + " 9",
                word + " apple",
                word + " Äpple 2",
                word + " B",
                word + " c",
                word + " Straße",
                word + " straßf",
                word + " Ω",
                word + " 日本",
                word + " 🦆",
                word + "-a",
                word + "a");
        var ids = new ArrayList<TenantId>();
        for (int n = 0; n < names.size(); n++) {
            ids.add(insert(new UUID(n % 2 == 0 ? n : Long.MIN_VALUE + n, n), names.get(n), "on", null, false, false));
        }
        assertThat(forth(TenantFilter.NONE)).isEqualTo(ids);
        assertThat(forth(find(word))).isEqualTo(ids);
    }

    @Test
    void whatWasOnThePageHasGoneAndTheWayLeadsBack() {
        var all = IntStream.range(0, 60)
                .mapToObj(n -> insert("%s %03d".formatted(word, n)))
                .toList();
        all.subList(50, 60).forEach(this::delete);
        var emptied = page(find(word), new Place.After(all.get(49)));
        assertThat(emptied.rows()).isEmpty();
        assertThat(emptied.becameEmpty()).isTrue();
        assertThat(emptied.start()).endsWith("?find=" + word);
        assertThat(emptied.next()).isNull();
        assertThat(emptied.previous()).isNull();

        var none = page(find(word + "nobody"), new Place.First());
        assertThat(none.becameEmpty()).isFalse();
        assertThat(none.hidden()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void aPlaceThatIsNotInTheListAnyMoreIsItsBeginning() {
        var all = IntStream.range(0, 60)
                .mapToObj(n -> insert("%s %03d".formatted(word, n)))
                .toList();
        var gone = new TenantId(UUID.randomUUID());
        assertThat(ids(page(find(word), new Place.After(gone)))).isEqualTo(all.subList(0, 50));
        assertThat(ids(page(find(word), new Place.Before(gone)))).isEqualTo(all.subList(0, 50));
    }

    @Test
    void afterAnUpdateTheHomesOfOtherStepsAreOutdated() {
        var old = keep(word + " old", null);
        var newest = keep(word + " newest", null);
        setUp(old, "0-old");
        setUp(newest, steps.version());
        var homeless = keep(word + " without a home", null);
        overview.lookWhichAreOutdated();
        var filter = new TenantFilter.Asked(word, null, null, "true", null).filter();
        assertThat(forth(filter)).containsExactly(old);
        assertThat(forth(find(word))).containsExactly(newest, old, homeless);
    }

    @Test
    void theDailyJobAddsWhoIsMissingAndPutsRightWhatWentPastTheList() {
        var missing = new TenantId(UUID.randomUUID());
        mine.add(missing.value());
        signIn(missing, "ada@" + word + ".example", "2026-03-01T00:00:00Z");
        var wrong = keep(word + " wrong", "wrong.example");
        signIn(wrong, "grace@" + word + "2.example", "2026-04-01T00:00:00Z");
        ask(wrong);
        overview.refreshAll();
        assertThat(row(missing).name()).isEqualTo(word + ".example");
        assertThat(row(missing).state()).isEqualTo("not-eligible");
        assertThat(row(wrong).name()).isEqualTo(word + "2.example");
        assertThat(row(wrong).openRequests()).isEqualTo(1);
        assertThat(row(wrong).lastSignIn()).isEqualTo("2026-04-01T00:00:00Z");
        assertThat(row(wrong).failedStep()).isNull();
        assertThat(forth(find("wrong.example"))).doesNotContain(wrong);
        assertThat(forth(find(word))).containsExactly(missing, wrong);
    }

    @Test
    void theRowIsWrittenWithTheChangeAndNotWithoutIt() {
        var tenant = keep(word, null);
        transaction.executeWithoutResult(undone -> {
            ask(tenant);
            events.publishEvent(new TenantChanged(tenant));
            undone.setRollbackOnly();
        });
        assertThat(row(tenant).openRequests()).isEqualTo(7);
        ask(tenant);
        events.publishEvent(new TenantChanged(tenant));
        assertThat(row(tenant).openRequests()).isEqualTo(1);
    }

    /** The first has looked already, and commits only after the second has come to look. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoChangesAtOnceTheRowTellsBoth(boolean hasRow) throws Exception {
        var tenant = hasRow ? keep(word, null) : new TenantId(UUID.randomUUID());
        mine.add(tenant.value());
        signIn(tenant, "ada@" + word + ".example", "2026-03-01T00:00:00Z");
        var firstHasLooked = new CountDownLatch(1);
        var secondLooks = new CountDownLatch(1);
        var first = atOnce(() -> transaction.executeWithoutResult(_ -> {
            ask(tenant);
            events.publishEvent(new TenantChanged(tenant));
            signInAgain(tenant, "2026-05-01T00:00:00Z");
            beforeItEnds(() -> {
                firstHasLooked.countDown();
                await(secondLooks);
                pause();
            });
        }));
        await(firstHasLooked);
        var second = atOnce(() -> transaction.executeWithoutResult(_ -> {
            // Read before the other has ended, and so out of date when it is read again.
            people.lastSignInTo(tenant);
            ask(tenant);
            events.publishEvent(new TenantChanged(tenant));
            beforeItLooks(secondLooks::countDown);
        }));
        first.get(20, TimeUnit.SECONDS);
        second.get(20, TimeUnit.SECONDS);
        assertThat(row(tenant).openRequests()).isEqualTo(2);
        assertThat(row(tenant).lastSignIn()).isEqualTo("2026-05-01T00:00:00Z");
    }

    @Test
    void aCrowdOfChangesEndsWithTheNewestFacts() throws Exception {
        var tenant = new TenantId(UUID.randomUUID());
        mine.add(tenant.value());
        var changes = IntStream.range(0, 8)
                .mapToObj(_ -> atOnce(() -> transaction.executeWithoutResult(_ -> {
                    ask(tenant);
                    events.publishEvent(new TenantChanged(tenant));
                })))
                .toList();
        for (var change : changes) {
            change.get(20, TimeUnit.SECONDS);
        }
        assertThat(row(tenant).openRequests()).isEqualTo(8);
    }

    /** The common pool of a small machine would run one after the other. */
    private static CompletableFuture<Void> atOnce(Runnable change) {
        return CompletableFuture.runAsync(change, Thread::startVirtualThread);
    }

    private static void beforeItEnds(Runnable act) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCompletion() {
                act.run();
            }
        });
    }

    private static void beforeItLooks(Runnable act) {
        TransactionSynchronizationManager.registerSynchronization(new First(act));
    }

    private record First(Runnable act) implements TransactionSynchronization {

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            act.run();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Long enough to have looked, short enough for a database to wait for a row. */
    private static void pause() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TenantFilter find(String text) {
        return new TenantFilter.Asked(text, null, null, null, null).filter();
    }

    private TenantPages page(TenantFilter filter, Place place) {
        return search.page(filter, place);
    }

    /** This test's own, from the first page on. */
    private List<TenantId> forth(TenantFilter filter) {
        var seen = new ArrayList<TenantRow>();
        var page = page(filter, new Place.First());
        seen.addAll(page.rows());
        while (page.next() != null) {
            page = page(filter, new Place.After(page.rows().getLast().tenant()));
            seen.addAll(page.rows());
        }
        assertThat(seen).extracting(TenantRow::tenant).doesNotHaveDuplicates();
        return own(seen);
    }

    /** From the last page back, and turned round. */
    private List<TenantId> back(TenantFilter filter) {
        var seen = new ArrayList<TenantRow>();
        var page = page(filter, new Place.Last());
        seen.addAll(page.rows().reversed());
        while (page.previous() != null) {
            page = page(filter, new Place.Before(page.rows().getFirst().tenant()));
            seen.addAll(page.rows().reversed());
        }
        assertThat(seen).extracting(TenantRow::tenant).doesNotHaveDuplicates();
        return own(seen.reversed());
    }

    private List<TenantId> own(List<TenantRow> seen) {
        return seen.stream()
                .map(TenantRow::tenant)
                .filter(tenant -> mine.contains(tenant.value()))
                .toList();
    }

    private static List<TenantId> ids(TenantPages page) {
        return page.rows().stream().map(TenantRow::tenant).toList();
    }

    private TenantRow row(TenantId tenant) {
        return search.find(tenant).orElseThrow();
    }

    private TenantId insert(String name) {
        return insert(name, "on", null, false, false);
    }

    private TenantId insert(String name, String state, @Nullable String place, boolean outdated, boolean failed) {
        return insert(UUID.randomUUID(), name, state, place, outdated, failed);
    }

    /** A row with the terms of the name, without any facts behind it. */
    private TenantId insert(
            UUID id, String name, String state, @Nullable String place, boolean outdated, boolean failed) {
        mine.add(id);
        database.sql("""
                        insert into tenant_overview (tenant_id, sort_key, name, state, license, data_center, outdated,
                            open_requests, failed)
                        values (?, ?, ?, ?, 'eligible', ?, ?, 0, ?)""")
                .params(id, Plain.key(name), name, state)
                .param(place)
                .params(outdated, failed)
                .update();
        database.sql("insert into tenant_term (term, tenant_id) values (?, ?)")
                .params(Plain.key(name), id)
                .update();
        return new TenantId(id);
    }

    private void delete(TenantId tenant) {
        for (var table : List.of("tenant_term", "tenant_overview")) {
            database.sql("delete from " + table + " where tenant_id = ?")
                    .param(tenant.value())
                    .update();
        }
    }

    /** A row as the product writes it. */
    private TenantId keep(String name, @Nullable String domain) {
        var tenant = new TenantId(UUID.randomUUID());
        mine.add(tenant.value());
        write(tenant, name, domain);
        return tenant;
    }

    private void write(TenantId tenant, String name, @Nullable String domain) {
        var row = new OverviewRow(
                tenant, name, domain, "on", "eligible", DataCenter.EUROPEAN_UNION.name(), null, null, 7, failure());
        transaction.executeWithoutResult(_ -> {
            rows.lock(tenant);
            rows.write(row, false);
        });
    }

    private static Failure failure() {
        return new Failure(1, "event-store");
    }

    private void setUp(TenantId tenant, String version) {
        database.sql("update tenant_overview set set_up = ?, outdated = false where tenant_id = ?")
                .params(version, tenant.value())
                .update();
    }

    private void signIn(TenantId tenant, String userName, String moment) {
        database.sql("""
                        insert into known_person (tenant_id, person_id, name, user_name, views, last_sign_in, zone)
                        values (?, ?, 'Somebody', ?, false, ?, 'UTC')""")
                .params(tenant.value(), UUID.randomUUID(), userName, OffsetDateTime.parse(moment))
                .update();
    }

    private void signInAgain(TenantId tenant, String moment) {
        database.sql("update known_person set last_sign_in = ? where tenant_id = ?")
                .params(OffsetDateTime.parse(moment), tenant.value())
                .update();
    }

    private void ask(TenantId tenant) {
        var now = OffsetDateTime.of(2026, 5, 1, 12, 0, 0, 0, ZoneOffset.UTC);
        database.sql("""
                        insert into help_request (tenant_id, person_id, person_name, user_name, topic, first_words,
                            contact, language, tenant_name, page, roles, guest, product_state, state, since,
                            created_at, last_reply_at, version)
                        values (?, ?, 'Ada', 'ada@lists.example', 'OTHER', 'Help', '020 1234567', 'en', 'Lists Ltd', '/',
                            '', false, 'off', 'WAITING_FOR_US', ?, ?, ?, 0)""")
                .params(tenant.value(), UUID.randomUUID(), now, now, now)
                .update();
    }
}
