package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.named;
import static securitycenter.audit.Actors.newTenant;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.identity.TenantId;

@ParameterizedClass
@EnumSource(AuditDatabase.class)
class AuditSearchTests {

    private final TenantId tenant = newTenant();
    private final Reach own = new Reach.Own(tenant);
    private final AuditLog log;
    private final AuditSearch search;
    private final JdbcClient database;

    AuditSearchTests(AuditDatabase kind) {
        log = kind.get(AuditLog.class);
        search = kind.get(AuditSearch.class);
        database = kind.get(JdbcClient.class);
    }

    @Test
    void theNewestFiftyComeFirstAndTheAddressOfTheOthersIsNamed() {
        record(120);
        var first = search.page(own, all(), null);
        assertThat(numbers(first)).containsExactlyElementsOf(down(120, 71));
        assertThat(first.older()).isEqualTo("/audit?before=71");
        var second = search.page(own, all(), new Start.Number(71));
        assertThat(numbers(second)).containsExactlyElementsOf(down(70, 21));
        var last = search.page(own, all(), new Start.Number(21));
        assertThat(numbers(last)).containsExactlyElementsOf(down(20, 1));
        assertThat(last.older()).isNull();
    }

    @Test
    void anExactPageHasNoOlderOne() {
        record(50);
        assertThat(search.page(own, all(), null).older()).isNull();
    }

    @Test
    void withoutAFilterAllAreCounted() {
        record(3);
        assertThat(search.page(own, all(), null))
                .returns(Count.of(3), AuditPage::found)
                .returns(Count.of(3), AuditPage::total);
    }

    @Test
    void aFilterThatHidesAllStillTellsHowManyThereAre() {
        record(3);
        assertThat(search.page(own, asking("no.such.act", null, null, null, null), null))
                .returns(Count.of(0), AuditPage::found)
                .returns(Count.of(3), AuditPage::total);
    }

    @Test
    void beyondTenThousandNobodyCounts() {
        record(1);
        database.sql("""
                        insert into audit_entry (tenant_id, number, at, actor_kind, what, outcome, previous, hash)
                        select tenant_id, n, at, actor_kind, what, outcome, previous, hash
                        from audit_entry, generate_series(2, 10001) as series (n) where tenant_id = ?""".replace(
                        "generate_series(2, 10001)", isH2() ? "system_range(2, 10001)" : "generate_series(2, 10001)"))
                .param(tenant.value())
                .update();
        assertThat(search.page(own, asking("run.started", null, null, null, null), null))
                .returns(new Count(10_000, true), AuditPage::found);
    }

    @Test
    void everyPartOfTheFilterNarrows() {
        var ada = named("Ada Lovelace", tenant);
        log.record(Act.of(ada, "run.retried"));
        log.record(Act.of(named("Grace Hopper", tenant), "run.retried").refused());
        log.record(Act.bySystem(tenant, "run.finished"));
        assertThat(numbers(asking("run.retried", null, null, null, null))).containsExactly(2L, 1L);
        assertThat(numbers(asking(null, "LOVE", null, null, null))).containsExactly(1L);
        assertThat(numbers(asking(null, ada.id().toString(), null, null, null))).containsExactly(1L);
        assertThat(numbers(asking(null, UUID.randomUUID().toString(), null, null, null)))
                .isEmpty();
        assertThat(numbers(asking(null, null, "REFUSED", null, null))).containsExactly(2L);
        assertThat(numbers(asking("run.retried", "ada", "DONE", null, null))).containsExactly(1L);
        assertThat(numbers(new Filter.Asked(null, null, null, "SYSTEM", null, null).in(ZoneOffset.UTC)))
                .containsExactly(3L);
        assertThat(search.page(own, all(), null).acts()).containsExactly("run.finished", "run.retried");
    }

    @Test
    void aDayIsADayInThePersonsZone() {
        record(1);
        // 23:30 UTC is half past midnight on the second day in Amsterdam.
        database.sql("update audit_entry set at = ? where tenant_id = ?")
                .params(OffsetDateTime.of(2026, 11, 1, 23, 30, 0, 0, ZoneOffset.UTC), tenant.value())
                .update();
        var amsterdam = ZoneId.of("Europe/Amsterdam");
        assertThat(numbers(new Filter(
                        null, null, null, null, LocalDate.of(2026, 11, 2), LocalDate.of(2026, 11, 2), amsterdam)))
                .containsExactly(1L);
        assertThat(numbers(new Filter(null, null, null, null, null, LocalDate.of(2026, 11, 1), amsterdam)))
                .isEmpty();
        assertThat(numbers(asking(null, null, null, "2026-11-01", "2026-11-01")))
                .containsExactly(1L);
        assertThat(numbers(asking(null, null, null, "2026-11-02", null))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"%,%,%,%", "' ','\0',SOMETHING,2026-13-45", "'',_,done,+999999999-01-01", "'',' ',-1,-0001-01-01"})
    void whatCannotBeReadHarmsNothing(String what, String who, String outcome, String day) {
        record(1);
        assertThat(search.page(own, asking(what, who, outcome, day, day), null).total())
                .isEqualTo(Count.of(1));
        assertThat(search.page(own, all(), new Start.Number(Long.MIN_VALUE)).entries())
                .isEmpty();
    }

    @Test
    void aPercentSignIsNoWildcard() {
        log.record(Act.of(named("Ada", tenant), "run.retried"));
        assertThat(numbers(asking(null, "%", null, null, null))).isEmpty();
    }

    @Test
    void anotherTenantsEntriesAreNotThere() {
        log.record(Act.bySystem(newTenant(), "secret.act"));
        var page = search.page(own, asking(null, null, "DONE", null, null), null);
        assertThat(page.entries()).isEmpty();
        assertThat(page.acts()).isEmpty();
        assertThat(page.total()).isEqualTo(Count.of(0));
    }

    private boolean isH2() {
        return database.sql("select version()").query(String.class).single().startsWith("2.");
    }

    private void record(int acts) {
        for (int act = 0; act < acts; act++) {
            log.record(Act.bySystem(tenant, "run.started"));
        }
    }

    private Iterable<Long> numbers(Filter filter) {
        return numbers(search.page(own, filter, null));
    }

    private static Iterable<Long> numbers(AuditPage page) {
        return page.shown().stream().map(it -> it.entry().number()).toList();
    }

    private static Iterable<Long> down(long from, long to) {
        return LongStream.rangeClosed(to, from).map(n -> from + to - n).boxed().toList();
    }

    private static Filter all() {
        return asking(null, null, null, null, null);
    }

    private static Filter asking(
            @Nullable String what,
            @Nullable String who,
            @Nullable String outcome,
            @Nullable String from,
            @Nullable String to) {
        return new Filter.Asked(what, who, outcome, null, from, to).in(ZoneOffset.UTC);
    }
}
