package securitycenter.audit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.named;
import static securitycenter.audit.Actors.newTenant;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.identity.TenantId;

/** Other tests' entries are in the same log; those of a test are told apart by the day, which is its own. */
@ParameterizedClass
@EnumSource(AuditDatabase.class)
class AllTenantsSearchTests {

    private static final Reach ALL = new Reach.All();

    private final OffsetDateTime day = OffsetDateTime.of(2100, 1, 1, 12, 0, 0, 0, ZoneOffset.UTC)
            .plusDays(ThreadLocalRandom.current().nextInt(1_000_000));
    private final TenantId one = newTenant();
    private final TenantId other = newTenant();
    private final AuditLog log;
    private final AuditSearch search;
    private final JdbcClient database;

    AllTenantsSearchTests(AuditDatabase kind) {
        log = kind.get(AuditLog.class);
        search = kind.get(AuditSearch.class);
        database = kind.get(JdbcClient.class);
    }

    @Test
    void theNewestOfAllTenantsComeFirstAndPagesLoseNothing() {
        for (int act = 0; act < 60; act++) {
            log.record(Act.bySystem(one, "run.started"));
            log.record(Act.bySystem(other, "run.started"));
        }
        at("number * interval '1' second");
        var first = search.page(ALL, onThatDay(), null);
        var second = search.page(ALL, onThatDay(), next(first));
        var third = search.page(ALL, onThatDay(), next(second));
        assertThat(third.older()).isNull();
        var seen = new ArrayList<Entry>();
        for (var page : List.of(first, second, third)) {
            page.shown().forEach(found -> seen.add(found.entry()));
        }
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
        assertThat(seen).extracting(Entry::number).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(seen).extracting(Entry::tenant).contains(one.value(), other.value());
    }

    @Test
    void entriesOfOneMomentAreNotLostWherePagesMeet() {
        for (int act = 0; act < 60; act++) {
            log.record(Act.bySystem(act % 2 == 0 ? one : other, "run.started"));
        }
        at("interval '0' second");
        var first = search.page(ALL, onThatDay(), null);
        var second = search.page(ALL, onThatDay(), next(first));
        assertThat(second.shown()).hasSize(10).doesNotContainAnyElementsOf(first.shown());
    }

    @Test
    void theAddressOfOlderEntriesKeepsTheFilter() {
        for (int act = 0; act < 51; act++) {
            log.record(Act.bySystem(one, "run.started"));
        }
        at("number * interval '1' second");
        var date = day.toLocalDate().toString();
        assertThat(decoded(search.page(ALL, onThatDay(), null).older()))
                .isEqualTo("/support/audit?from=" + date + "&to=" + date + "&before="
                        + day.plusSeconds(2).toInstant() + "," + one + ",2");
        assertThat(search.page(new Reach.Chosen(one), onThatDay(), null).older())
                .isEqualTo("/support/audit?tenant=" + one + "&from=" + date + "&to=" + date + "&before=2");
    }

    @Test
    void everyPartOfTheFilterNarrows() {
        var ada = named("Ada " + one, one);
        log.record(Act.of(ada, "run.retried"));
        log.record(Act.of(named("Grace " + other, other), "run.retried").refused());
        log.record(Act.bySystem(other, "run.finished"));
        log.record(Act.byStaff(Actors.staff("Sam", newTenant()), other, "run.retried"));
        at("interval '0' second");
        assertThat(found(null, null, null, null)).hasSize(4);
        assertThat(found("run.finished", null, null, null)).containsExactly(other + " 2");
        assertThat(found(null, ada.id().toString(), null, null)).containsExactly(one + " 1");
        assertThat(found(null, "Ada " + one, null, null)).containsExactly(one + " 1");
        assertThat(found(null, UUID.randomUUID().toString(), null, null)).isEmpty();
        assertThat(found(null, null, "REFUSED", null)).containsExactly(other + " 1");
        assertThat(found(null, null, null, "STAFF")).containsExactly(other + " 3");
        assertThat(found(null, null, null, "SYSTEM")).containsExactly(other + " 2");
        assertThat(found("run.retried", null, "DONE", "PERSON")).containsExactly(one + " 1");
    }

    @Test
    void amongAllTenantsOnlyAWholeNameIsFoundAndWithinOneAPartOfIt() {
        log.record(Act.of(named("Ada " + one, one), "run.retried"));
        var part = one.toString().substring(5);
        assertThat(search.page(ALL, asking(null, part, null, null, null), null).entries())
                .isEmpty();
        assertThat(search.page(new Reach.Chosen(one), asking(null, part, null, null, null), null)
                        .entries())
                .hasSize(1);
    }

    @Test
    void oneTenantOfAllIsShownAsItsOwnPeopleSeeIt() {
        for (int act = 0; act < 60; act++) {
            log.record(Act.bySystem(one, "run.started"));
        }
        log.record(Act.bySystem(other, "run.started"));
        var filter = asking(null, null, "DONE", null, null);
        var chosen = search.page(new Reach.Chosen(one), filter, null);
        var own = search.page(new Reach.Own(one), filter, null);
        assertThat(chosen.entries()).isEqualTo(own.entries());
        assertThat(chosen.acts()).isEqualTo(own.acts());
        assertThat(chosen.total()).isEqualTo(Count.of(60));
    }

    @Test
    void theKindsOfActsAreThoseOfAllTenants() {
        log.record(Act.bySystem(one, "a." + one));
        log.record(Act.bySystem(other, "a." + other));
        assertThat(search.page(ALL, onThatDay(), null).acts()).contains("a." + one, "a." + other);
        assertThat(search.page(new Reach.Chosen(one), onThatDay(), null).acts()).containsExactly("a." + one);
    }

    @Test
    void beyondAThousandNobodyCounts() {
        log.record(Act.bySystem(one, "run.started"));
        copies(1_000);
        var page = search.page(ALL, asking(null, null, null, null, null), null);
        assertThat(page.found()).isEqualTo(new Count(1_000, true));
        assertThat(page.total()).isEqualTo(new Count(1_000, true));
        assertThat(search.page(new Reach.Chosen(one), asking("run.started", null, null, null, null), null)
                        .found())
                .isEqualTo(new Count(1_000, true));
        database.sql("delete from audit_entry where hash = 'copy'").update();
    }

    @Test
    void whatIsNoTenantHasNoEntries() {
        log.record(Act.bySystem(one, "run.started"));
        var page = search.page(Reach.ofStaff("Contoso"), asking(null, null, null, null, null), null);
        assertThat(page.entries()).isEmpty();
        assertThat(page.total()).isEqualTo(Count.of(0));
        assertThat(page.acts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                ",,",
                "x,y,z",
                "2026-11-01T08:00:00Z,x,1",
                "2026-11-01T08:00:00Z,5f0c1d2e-0000-4000-8000-000000000001,99999999999999999999",
                "+999999999-01-01T08:00:00Z,5f0c1d2e-0000-4000-8000-000000000001,1",
                "2026-11-01T08:00:00Z,5f0c1d2e-0000-4000-8000-000000000001,1,"
            })
    void aStartThatCannotBeReadIsTheNewestEntry(String before) {
        assertThat(Start.of(before, ALL)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "5f0c1d2e", "1-1-1-1-1", "5f0c1d2e-0000-4000-8000-00000000000g", "%"})
    void onlyAnIdIsATenant(String given) {
        assertThat(Reach.ofStaff(given)).isEqualTo(new Reach.Nobody(given));
    }

    private static @Nullable Start next(AuditPage page) {
        var older = page.older();
        return older == null ? null : Start.of(decoded(older).replaceFirst(".*before=", ""), ALL);
    }

    private static String decoded(@Nullable String address) {
        return URLDecoder.decode(requireNonNull(address), StandardCharsets.UTF_8);
    }

    /** Gives the entries of both tenants times on that day. */
    private void at(String later) {
        database.sql("update audit_entry set at = cast(? as timestamp with time zone) + " + later
                        + " where tenant_id in (?, ?)")
                .params(day, one.value(), other.value())
                .update();
    }

    private void copies(int copies) {
        var series =
                database.sql("select version()").query(String.class).single().startsWith("2.")
                        ? "system_range"
                        : "generate_series";
        database.sql("insert into audit_entry (tenant_id, number, at, actor_kind, what, outcome, previous, hash)"
                        + " select tenant_id, n, at, actor_kind, what, outcome, previous, 'copy' from audit_entry, "
                        + series + "(2, " + (copies + 1) + ") as series (n) where tenant_id = ?")
                .param(one.value())
                .update();
    }

    private Filter onThatDay() {
        var date = day.toLocalDate().toString();
        return asking(null, null, null, null, date);
    }

    private List<String> found(
            @Nullable String what, @Nullable String who, @Nullable String outcome, @Nullable String actor) {
        return search
                .page(ALL, asking(what, who, outcome, actor, day.toLocalDate().toString()), null)
                .shown()
                .stream()
                .map(found -> found.entry().tenant() + " " + found.entry().number())
                .toList();
    }

    private static Filter asking(
            @Nullable String what,
            @Nullable String who,
            @Nullable String outcome,
            @Nullable String actor,
            @Nullable String date) {
        return new Filter.Asked(what, who, outcome, actor, date, date).in(ZoneOffset.UTC);
    }
}
