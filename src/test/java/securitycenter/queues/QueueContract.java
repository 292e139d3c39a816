package securitycenter.queues;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.Changed;
import securitycenter.incidents.HomeOfAlerts;
import securitycenter.incidents.IncidentChange;
import securitycenter.incidents.Telling;
import securitycenter.queues.QueueOrder.By;

/** What the queues of incidents and alerts show, on each kind of database. */
abstract class QueueContract extends HomeOfAlerts {

    private static final Analyst ADA = new Analyst(UUID.randomUUID(), "ada@contoso.example");
    private static final Set<IncidentStatus> EVERY = QueueFilter.EVERY;

    @Autowired
    IncidentQueue queue;

    @Autowired
    QueueColumns columns;

    @Autowired
    AlertQueue alerts;

    /** A filter that a test changes where it matters. */
    private static final class Wanted {

        @Nullable
        Instant from;

        @Nullable
        Instant until;

        Set<IncidentStatus> statuses = EVERY;
        Set<Severity> severities = Set.of();
        Assignment assignment = new Assignment.Anyone();
        Set<ServiceSource> sources = Set.of();
        Set<String> categories = Set.of();
        boolean severalSources;
        boolean severalCategories;
        boolean severalAlerts;

        @Nullable
        Classification classification;

        @Nullable
        InvestigationState investigation;

        @Nullable
        String tag;

        @Nullable
        String deviceGroup;

        Since since = Since.EVER;

        @Nullable
        String text;

        static QueueFilter by(Consumer<Wanted> difference) {
            var wanted = new Wanted();
            difference.accept(wanted);
            return new QueueFilter(
                    wanted.from,
                    wanted.until,
                    wanted.statuses,
                    wanted.severities,
                    wanted.assignment,
                    wanted.sources,
                    wanted.categories,
                    wanted.severalSources,
                    wanted.severalCategories,
                    wanted.severalAlerts,
                    wanted.classification,
                    wanted.investigation,
                    wanted.tag,
                    wanted.deviceGroup,
                    wanted.since,
                    wanted.text);
        }
    }

    /** Each in a batch of its own, so that each changed after the one before. */
    private void takeEach(Telling... told) {
        for (var alert : told) {
            take(alert);
        }
    }

    private static IncidentChange change(UnaryOperator<Map<String, Object>> wishes) {
        var wish = wishes.apply(new HashMap<>());
        @SuppressWarnings("unchecked")
        var tags = (List<String>) wish.get("tags");
        return new IncidentChange(
                (IncidentStatus) wish.get("status"),
                (String) wish.get("assignedTo"),
                (Classification) wish.get("classification"),
                (Determination) wish.get("determination"),
                tags,
                null,
                (String) wish.get("name"),
                (Severity) wish.get("severity"),
                null);
    }

    private void change(long incident, String what, Object to) {
        assertThat(incidents.change(home, ADA, incident, change(wish -> {
                    wish.put(what, to);
                    return wish;
                })))
                .isInstanceOf(Changed.Done.class);
    }

    /** An incident of its own for each, with a device of the same name; the first is incident 1. */
    private void takeSome(int many) {
        var severities = List.of("low", "medium", "high", "informational");
        incidents.take(
                home,
                IntStream.range(0, many)
                        .mapToObj(i -> Telling.of("a" + i, MONDAY.plus(Duration.ofMinutes(i / 3)))
                                .with("severity", severities.get(i % 4))
                                .told())
                        .toList());
    }

    private List<Long> ids(QueueFilter filter) {
        return queue.page(home, filter, QueueOrder.LATEST, new QueuePlace.First(), 100).rows().stream()
                .map(QueueLine::id)
                .toList();
    }

    private List<Long> ids(Consumer<Wanted> difference) {
        return ids(Wanted.by(difference));
    }

    @ParameterizedTest
    @EnumSource
    void pagesFollowEachOtherWithoutGapsOrRepeats(By by) {
        takeSome(50);
        for (var order : List.of(new QueueOrder(by, true), new QueueOrder(by, false))) {
            for (var filter : List.of(
                    QueueFilter.NONE,
                    Wanted.by(wanted -> wanted.severities = EnumSet.of(Severity.HIGH, Severity.LOW)))) {
                var whole = queue.page(home, filter, order, new QueuePlace.First(), 100)
                        .rows();
                var there = walk(filter, order, 7);
                assertThat(there).isEqualTo(whole.stream().map(QueueLine::id).toList());
                assertThat(whole).isSortedAccordingTo((one, other) -> {
                    var compared = switch (by) {
                        case ACTIVITY -> one.lastActivity().compareTo(other.lastActivity());
                        case CREATED -> one.createdAt().compareTo(other.createdAt());
                        case CHANGED -> one.changedAt().compareTo(other.changedAt());
                        case SEVERITY -> one.severity().compareTo(other.severity());
                    };
                    return order.descending() ? -compared : compared;
                });
            }
        }
    }

    private List<Long> walk(QueueFilter filter, QueueOrder order, int length) {
        var there = new ArrayList<Long>();
        var pages = new ArrayList<List<Long>>();
        QueuePlace place = new QueuePlace.First();
        QueuePage<QueueLine> page;
        do {
            page = queue.page(home, filter, order, place, length);
            pages.add(page.rows().stream().map(QueueLine::id).toList());
            there.addAll(pages.getLast());
            place = page.next() == null ? place : new QueuePlace.After(requireNonNull(page.next()));
        } while (page.next() != null);
        for (var expected : pages.reversed().subList(1, pages.size())) {
            page = queue.page(home, filter, order, new QueuePlace.Before(requireNonNull(page.previous())), length);
            assertThat(page.rows().stream().map(QueueLine::id).toList()).isEqualTo(expected);
        }
        assertThat(page.previous()).isNull();
        return there;
    }

    @Test
    void whoReadsToTheEndSeesWhatThePagesShowAndCountsNothing() {
        takeSome(60);
        var statements = new ArrayList<String>();
        var rows = new JdbcTemplate(requireNonNull(((JdbcTemplate) home.batches()).getDataSource())) {
            @Override
            public <T extends @Nullable Object> List<T> query(
                    String sql, RowMapper<T> mapper, @Nullable Object @Nullable ... values) {
                statements.add(sql);
                return super.query(sql, mapper, values);
            }
        };
        var watched = new TenantHome(
                home.tenant(),
                home.dataCenter(),
                home.folder(),
                home.schema(),
                JdbcClient.create(rows),
                rows,
                home.transactions());
        var read = new ArrayList<Long>();
        QueueKey key = null;
        do {
            var part = queue.after(watched, QueueFilter.NONE, QueueOrder.LATEST, key, 7);
            part.rows().forEach(line -> read.add(line.id()));
            key = part.next();
        } while (key != null);
        assertThat(read).isEqualTo(walk(QueueFilter.NONE, QueueOrder.LATEST, 7)).hasSizeGreaterThan(7);
        assertThat(statements).isNotEmpty().noneMatch(sql -> sql.contains("count("));
    }

    /** What is on its way to the top is seen there; all others are still seen once. */
    @Test
    void rowsThatChangeWhileSomebodyReadsHideNoOthers() {
        takeSome(60);
        var order = new QueueOrder(By.CHANGED, false);
        var random = new Random(7);
        var seen = new ArrayList<Long>();
        QueuePlace place = new QueuePlace.First();
        var touched = new ArrayList<Long>();
        for (var more = true; more && seen.size() < 500; ) {
            var page = queue.page(home, QueueFilter.NONE, order, place, 9);
            page.rows().forEach(row -> seen.add(row.id()));
            more = page.next() != null;
            place = more ? new QueuePlace.After(requireNonNull(page.next())) : place;
            if (touched.size() < 5) {
                touched.add(1L + random.nextInt(60));
                change(touched.getLast(), "name", "Touched " + touched.size());
            }
        }
        assertThat(seen)
                .containsAll(
                        IntStream.rangeClosed(1, 60).mapToObj(Long::valueOf).toList());
        var steady = seen.stream().filter(id -> !touched.contains(id)).toList();
        assertThat(steady).doesNotHaveDuplicates();
    }

    @Test
    void eachFilterLetsThroughWhatItSays() {
        takeEach(
                Telling.of("a", MONDAY)
                        .with("severity", "high")
                        .with("category", "Malware")
                        .device("d1"),
                Telling.of("b", MONDAY.plusSeconds(3_600)).with("category", "Phishing"),
                Telling.of("c", MONDAY.plusSeconds(7_200))
                        .with("severity", "low")
                        .with("serviceSource", "microsoftDefenderForIdentity")
                        .with("title", "Odd <b>sign-in</b>")
                        .user("jan@contoso.example"));
        takeEach(Telling.of("a2", MONDAY.plusSeconds(60))
                .with("serviceSource", "microsoftDefenderForIdentity")
                .with("category", "Impact")
                .device("d1"));
        change(2, "assignedTo", "bob@contoso.example");
        change(3, "status", IncidentStatus.RESOLVED);
        change(2, "tags", List.of("VIP", "pilot"));
        change(1, "classification", Classification.FALSE_POSITIVE);

        assertThat(ids(_ -> {})).containsExactly(3L, 2L, 1L);
        assertThat(ids(wanted -> wanted.statuses = QueueFilter.OPEN)).containsExactly(2L, 1L);
        assertThat(ids(wanted -> wanted.statuses = EnumSet.of(IncidentStatus.RESOLVED)))
                .containsExactly(3L);
        assertThat(ids(wanted -> wanted.from = MONDAY.plusSeconds(3_600))).containsExactly(3L, 2L);
        assertThat(ids(wanted -> wanted.until = MONDAY.plusSeconds(3_600))).containsExactly(1L);
        assertThat(ids(wanted -> wanted.severities = EnumSet.of(Severity.HIGH))).containsExactly(1L);
        assertThat(ids(wanted -> wanted.assignment = new Assignment.To("Bob@Contoso.example")))
                .containsExactly(2L);
        assertThat(ids(wanted -> wanted.assignment = new Assignment.Nobody())).containsExactly(3L, 1L);
        assertThat(ids(wanted -> wanted.sources = EnumSet.of(ServiceSource.IDENTITY)))
                .containsExactly(3L, 1L);
        assertThat(ids(wanted -> wanted.categories = Set.of("Phishing", "Malware")))
                .containsExactly(2L, 1L);
        assertThat(ids(wanted -> wanted.categories = Set.of("Phish"))).isEmpty();
        assertThat(ids(wanted -> wanted.severalSources = true)).containsExactly(1L);
        assertThat(ids(wanted -> wanted.severalCategories = true)).containsExactly(1L);
        assertThat(ids(wanted -> wanted.severalAlerts = true)).containsExactly(1L);
        assertThat(ids(wanted -> wanted.classification = Classification.FALSE_POSITIVE))
                .containsExactly(1L);
        assertThat(ids(wanted -> wanted.tag = "VIP")).containsExactly(2L);
        assertThat(ids(wanted -> {
                    wanted.tag = "VIP";
                    wanted.severities = EnumSet.of(Severity.HIGH);
                }))
                .isEmpty();
        assertThat(ids(wanted -> {
                    wanted.assignment = new Assignment.Nobody();
                    wanted.severities = EnumSet.of(Severity.LOW);
                    wanted.sources = EnumSet.of(ServiceSource.IDENTITY);
                }))
                .containsExactly(3L);
    }

    private static Telling onDevice(Telling told, String device, String group) {
        return told.evidence("device", item -> item.put("mdeDeviceId", device).put("rbacGroupName", group));
    }

    /** The second has a group of its own, which is shown in Microsoft's incident. */
    @Test
    void deviceGroupsAreFoundAndToldWhereverTheirAlertsAreShown() {
        takeEach(
                onDevice(Telling.of("a", MONDAY).in("77"), "d1", "North"),
                onDevice(Telling.of("b", MONDAY.plusSeconds(60)), "d1", "Reception")
                        .with("detectionSource", "antivirus"),
                onDevice(Telling.of("c", MONDAY.plusSeconds(120)), "d3", "South"),
                onDevice(Telling.of("d", MONDAY.plusSeconds(180)).in("77"), "d4", "reception"));
        var shown = ids(wanted -> wanted.deviceGroup = "north");
        assertThat(shown).hasSize(1);
        assertThat(ids(wanted -> wanted.deviceGroup = "RECEPTION")).isEqualTo(shown);
        assertThat(ids(wanted -> wanted.deviceGroup = "south")).hasSize(1).doesNotContainAnyElementsOf(shown);
        assertThat(ids(wanted -> wanted.deviceGroup = "d1")).isEmpty();
        assertThat(columns.deviceGroupsOf(home, Set.copyOf(shown)))
                .isEqualTo(Map.of(shown.getFirst(), Set.of("North", "Reception")));
        assertThat(columns.detectionSourcesOf(home, Set.copyOf(shown)).get(shown.getFirst()))
                .contains("antivirus");
        assertThat(columns.deviceGroupsOf(home, Set.of())).isEmpty();
    }

    @Test
    void investigationsOfTheAlertsAreFoundAndTold() {
        take(
                Telling.of("a", MONDAY).with("investigationState", "running").device("d1"),
                Telling.of("b", MONDAY.plusSeconds(60)).device("d2"));
        take(
                Telling.of("a2", MONDAY.plusSeconds(120))
                        .with("investigationState", "pendingApproval")
                        .device("d1"),
                Telling.of("a3", MONDAY.plusSeconds(180))
                        .with("investigationState", "running")
                        .device("d1"));
        assertThat(ids(wanted -> wanted.investigation = InvestigationState.PENDING_APPROVAL))
                .containsExactly(1L);
        assertThat(ids(wanted -> wanted.investigation = InvestigationState.FAILED))
                .isEmpty();
        assertThat(columns.investigationsOf(home, Set.of(1L, 2L)))
                .isEqualTo(Map.of(1L, EnumSet.of(InvestigationState.RUNNING, InvestigationState.PENDING_APPROVAL)));
        assertThat(columns.investigationsOf(home, Set.of())).isEmpty();
    }

    @Test
    void whatAlertsNameIsFoundByItsWholeName() {
        takeEach(
                Telling.of("a", MONDAY).device("d1").mailbox("box@contoso.example"),
                Telling.of("b", MONDAY.plusSeconds(1))
                        .user("jan@contoso.example")
                        .ip("203.0.113.9"),
                Telling.of("c", MONDAY.plusSeconds(2)).file("f".repeat(64)).url("https://evil.example/a?b=c"));
        for (var name : List.of("d1", "D1.contoso.example", "BOX@contoso.example")) {
            assertThat(ids(wanted -> wanted.text = name)).as(name).containsExactly(1L);
        }
        for (var name : List.of("jan@contoso.example", "203.0.113.9")) {
            assertThat(ids(wanted -> wanted.text = name)).as(name).containsExactly(2L);
        }
        for (var name : List.of("F".repeat(64), "https://evil.example/a?other")) {
            assertThat(ids(wanted -> wanted.text = name)).as(name).containsExactly(3L);
        }
        assertThat(ids(wanted -> wanted.text = "jan")).isEmpty();
    }

    @Test
    void aPartOfTheNameFindsIt() {
        takeEach(Telling.of("a", MONDAY).with("title", "Ransom 100% _note"), Telling.of("b", MONDAY));
        assertThat(ids(wanted -> wanted.text = "100% _NOTE")).containsExactly(1L);
        assertThat(ids(wanted -> wanted.text = "100%note")).isEmpty();
        assertThat(ids(wanted -> wanted.text = "' or true --")).isEmpty();
    }

    @Test
    void whatBecamePartOfAnotherIsFoundByItsIdOnly() {
        takeEach(
                Telling.of("a", MONDAY).device("d1"),
                Telling.of("b", MONDAY.plusSeconds(60)).device("d2"));
        takeEach(Telling.of("c", MONDAY.plusSeconds(120)).device("d1").device("d2"));
        assertThat(ids(QueueFilter.NONE)).hasSize(1);
        var found = queue.page(
                        home,
                        Wanted.by(wanted -> {
                            wanted.text = "#2";
                            wanted.statuses = QueueFilter.OPEN;
                        }),
                        QueueOrder.LATEST,
                        new QueuePlace.First(),
                        10)
                .rows();
        assertThat(found)
                .singleElement()
                .satisfies(line -> assertThat(line.redirectTo()).isEqualTo(1L));
        assertThat(ids(wanted -> wanted.text = "d2")).containsExactly(1L);
    }

    /** As many as nobody tells of in a test: straight into the table. */
    private void fill(int many, String name) {
        var first = home.database()
                .sql("select coalesce(max(id), 0) from incident")
                .query(Long.class)
                .single();
        home.batches()
                .batchUpdate(
                        """
                        insert into incident (id, name, name_is_own, severity, severity_is_own, status, status_is_own, is_open,
                            assigned_is_own, classification, determination, classified_is_own, tags_are_own, created_at,
                            changed_at, first_at, last_at, alerts, active_alerts, entities, devices, users, mailboxes,
                            categories, sources, version)
                        values (?, ?, false, 2, false, 'ACTIVE', false, true, false, 'UNKNOWN', 'UNKNOWN', false, false, ?, ?,
                            ?, ?, 1, 1, 0, 0, 0, 0, 'Execution', 'ENDPOINT', 0)""",
                        Stream.iterate(first + 1, id -> id + 1)
                                .limit(many)
                                .map(id -> {
                                    var at = Sql.time(MONDAY.plusSeconds(id));
                                    return new Object[] {id, name, at, at, at, at};
                                })
                                .toList());
    }

    @Test
    void nothingIsCountedOrLookedThroughWithoutEnd() {
        fill(1, "Needle");
        fill(10_020, "Hay");
        var all = queue.page(home, QueueFilter.NONE, QueueOrder.LATEST, new QueuePlace.First(), 30);
        assertThat(all.found()).isEqualTo(10_000);
        assertThat(all.more()).isTrue();
        assertThat(all.lookedThrough()).isZero();
        assertThat(queue.count(home, QueueFilter.NONE)).isEqualTo(10_001);

        var needle = Wanted.by(wanted -> wanted.text = "needle");
        for (var order :
                List.of(QueueOrder.LATEST, new QueueOrder(By.CREATED, true), new QueueOrder(By.SEVERITY, true))) {
            var first = queue.page(home, needle, order, new QueuePlace.First(), 30);
            assertThat(first.rows()).isEmpty();
            assertThat(first.lookedThrough()).isEqualTo(10_000);
            var further = queue.page(home, needle, order, new QueuePlace.After(requireNonNull(first.next())), 30);
            assertThat(further.rows()).extracting(QueueLine::id).containsExactly(1L);
            assertThat(further.next()).isNull();
            assertThat(further.lookedThrough()).isZero();
        }
        var inHand = Wanted.by(wanted -> {
            wanted.text = "needle";
            wanted.until = MONDAY.plusSeconds(5_000);
        });
        assertThat(ids(inHand)).containsExactly(1L);
    }

    @Test
    void manyOfOneTagAreLookedThroughLikeAll() {
        fill(10_020, "Hay");
        home.database()
                .sql("insert into incident_tag (incident_id, tag, is_system) select id, 'bulk', false from incident")
                .update();
        var page = queue.page(
                home, Wanted.by(wanted -> wanted.tag = "bulk"), QueueOrder.LATEST, new QueuePlace.First(), 30);
        assertThat(page.rows())
                .hasSize(30)
                .allSatisfy(line -> assertThat(line.tags()).containsExactly("bulk"));
        assertThat(page.rows().getFirst().id()).isEqualTo(10_020);
        assertThat(page.more()).isTrue();
    }

    @Test
    void whatBecameOfIncidentsSinceAMomentIsAFilter() {
        takeEach(Telling.of("a", MONDAY), Telling.of("b", MONDAY), Telling.of("c", MONDAY));
        change(2, "assignedTo", "ann@contoso.example");
        change(1, "assignedTo", "bob@contoso.example");
        var moment = find(2).createdAt();
        assertThat(found(Since.created(moment))).containsExactly(2L, 3L);
        assertThat(found(Since.changed(find(2).changedAt()))).containsExactly(1L, 2L);
        assertThat(found(Since.given(find(1).changedAt()))).containsExactly(1L);
        change(1, "severity", Severity.LOW);
        assertThat(found(Since.given(find(1).changedAt()))).isEmpty();
        assertThat(queue.count(home, Wanted.by(wanted -> {
                    wanted.assignment = new Assignment.To("ann@contoso.example");
                    wanted.since = Since.given(moment);
                })))
                .isEqualTo(1);
    }

    private QueueLine find(long id) {
        return queue.page(
                        home,
                        Wanted.by(wanted -> wanted.text = String.valueOf(id)),
                        QueueOrder.LATEST,
                        new QueuePlace.First(),
                        1)
                .rows()
                .getFirst();
    }

    /** In every order the same, and as many as are counted. */
    private List<Long> found(Since since) {
        var filter = Wanted.by(wanted -> wanted.since = since);
        var found = Arrays.stream(QueueOrder.By.values())
                .map(by ->
                        queue.page(home, filter, new QueueOrder(by, true), new QueuePlace.First(), 30).rows().stream()
                                .map(QueueLine::id)
                                .sorted()
                                .toList())
                .distinct()
                .toList();
        assertThat(found).hasSize(1);
        assertThat(queue.count(home, filter)).isEqualTo(found.getFirst().size());
        return found.getFirst();
    }

    @Test
    void onlyWhatIsNewerIsNew() {
        fill(3, "Old");
        assertThat(queue.newSince(home, QueueFilter.NONE, MONDAY.plusSeconds(2)))
                .isEqualTo(1);
        assertThat(queue.newSince(home, QueueFilter.NONE, MONDAY.plusSeconds(3)))
                .isZero();
        assertThat(queue.newSince(home, Wanted.by(wanted -> wanted.text = "new"), MONDAY))
                .isZero();
        fill(200, "New");
        assertThat(queue.newSince(home, QueueFilter.NONE, MONDAY)).isEqualTo(100);
    }

    @Test
    void theAlertsListFiltersOrdersAndNamesWhatIsImpacted() {
        takeEach(
                Telling.of("a", MONDAY).with("severity", "high").device("d1").user("jan@contoso.example"),
                Telling.of("b", MONDAY.plusSeconds(60)).with("severity", "low").with("category", "Phishing"),
                Telling.of("c", MONDAY.plusSeconds(120))
                        .with("status", "resolved")
                        .with("assignedTo", "Bob@Contoso.example")
                        .mailbox("box@contoso.example"));
        assertThat(alertIds(AlertFilter.NONE, QueueOrder.LATEST)).containsExactly("c", "b", "a");
        assertThat(alertIds(AlertFilter.NONE, new QueueOrder(By.SEVERITY, true)))
                .containsExactly("a", "c", "b");
        assertThat(alertIds(AlertFilter.NONE, new QueueOrder(By.CREATED, false)))
                .containsExactly("a", "b", "c");
        var open = new AlertFilter(
                MONDAY, null, AlertFilter.OPEN, Set.of(), new Assignment.Nobody(), Set.of(), null, null);
        assertThat(alertIds(open, QueueOrder.LATEST)).containsExactly("b", "a");
        var phishing = new AlertFilter(
                null,
                null,
                EnumSet.of(AlertStatus.NEW),
                Set.of(),
                new Assignment.Anyone(),
                EnumSet.of(ServiceSource.ENDPOINT),
                "Phishing",
                "alert");
        assertThat(alertIds(phishing, QueueOrder.LATEST)).containsExactly("b");
        var bobs = new AlertFilter(
                null,
                null,
                EnumSet.allOf(AlertStatus.class),
                Set.of(),
                new Assignment.To("bob@contoso.example"),
                Set.of(),
                null,
                null);
        assertThat(alertIds(bobs, QueueOrder.LATEST)).containsExactly("c");
        var byId =
                new AlertFilter(null, null, AlertFilter.OPEN, Set.of(), new Assignment.Anyone(), Set.of(), null, "a");
        assertThat(alertIds(byId, new QueueOrder(By.CHANGED, true))).contains("a");
        var line = alerts.latestOf(home, 1, 5).getFirst();
        assertThat(line.impacted())
                .extracting(AlertLine.Impacted::name)
                .containsExactly("d1.contoso.example", "jan@contoso.example");
        assertThat(alerts.count(home, AlertFilter.NONE)).isEqualTo(3);
    }

    private List<String> alertIds(AlertFilter filter, QueueOrder order) {
        return alerts.page(home, filter, order, new QueuePlace.First(), 30).rows().stream()
                .map(AlertLine::sourceId)
                .toList();
    }

    /** Otherwise a page costs the more, the more there are. */
    @Test
    void everyStretchIsReadAlongAnIndexAndNothingIsSorted() {
        fill(10_020, "Hay");
        for (var unlike : List.of(
                "status = 'RESOLVED' where mod(id, 2) = 0",
                "severity = 4 where mod(id, 4) = 1",
                "assignee = 'ada@contoso.example' where mod(id, 3) = 0")) {
            home.database().sql("update incident set " + unlike).update();
        }
        home.database().sql("analyze").update();
        var status = Map.<String, List<?>>of("status", List.of("ACTIVE"));
        var severity = new LinkedHashMap<String, List<?>>(status);
        severity.put("severity", List.of(2));
        var assignee = new LinkedHashMap<String, List<?>>();
        assignee.put("assignee", Collections.singletonList(null));
        assignee.put("status", List.of("ACTIVE"));
        assertIsReadAlong("incident_of_status", status, "last_at");
        assertIsReadAlong("incident_of_status_by_severity", severity, "last_at");
        assertIsReadAlong("incident_of_assignee", assignee, "last_at");
        assertIsReadAlong("incident_of_status_by_creation", status, "created_at");
        assertIsReadAlong("incident_of_status_by_change", status, "changed_at");
    }

    private void assertIsReadAlong(String index, Map<String, List<?>> equal, String at) {
        var stretch = Stretch.each(equal, at, null, null).getFirst();
        var order = new QueueOrder(
                at.equals("created_at") ? By.CREATED : at.equals("changed_at") ? By.CHANGED : By.ACTIVITY, true);
        var key = new QueueKey(Severity.LOW, MONDAY.plusSeconds(5_000), 5_000);
        for (var conditions : List.of(stretch.conditions(), stretch.conditions(key, order))) {
            var plan = String.join(
                    "\n",
                    home.database()
                            .sql("explain select * from incident where " + conditions.sql() + " order by "
                                    + stretch.order(" desc") + " limit 31")
                            .params(conditions.values())
                            .query(String.class)
                            .list());
            assertThat(plan).containsPattern("(?i)\\b" + index + "\\b").doesNotContain("Sort  (");
            assertThat(plan.contains("Index Scan") || plan.contains("index sorted"))
                    .as(plan)
                    .isTrue();
        }
    }
}
