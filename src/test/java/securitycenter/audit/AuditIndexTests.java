package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.audit.Plans.Plan;
import securitycenter.identity.TenantId;

/** A page reads what it shows and no more, however many entries there are. */
@ParameterizedClass
@EnumSource(AuditDatabase.class)
class AuditIndexTests {

    private static final TenantId TENANT = new TenantId(UUID.fromString("5f0c1d2e-0000-4000-8000-000000000003"));
    private static final UUID PERSON = UUID.fromString("5f0c1d2e-0000-4000-9000-000000000003");

    /** Times what is shown or counted: H2 counts it twice, PostgreSQL may prefer to sort a few more. */
    private static final int PAGE = 6 * (AuditPage.LENGTH + 1);

    private static final int COUNT = 3 * 1_001;

    private final Plans plans;
    private final AuditSearch search;

    AuditIndexTests(AuditDatabase kind) {
        plans = new Plans(kind.get(DataSource.class));
        search = new AuditSearch(new AuditEntries(plans.client()), plans.client());
    }

    /** 20 tenants with 1,500 entries each, one in ten seconds. Some acts and persons are seldom, others were long ago. */
    @BeforeParameterizedClassInvocation
    static void fill(AuditDatabase kind) {
        var database = kind.get(JdbcClient.class);
        database.sql("""
                        insert into audit_entry (tenant_id, number, at, actor_kind, actor_id, actor_name, what, outcome,
                            previous, hash)
                        select cast('5f0c1d2e-0000-4000-8000-0000000000' || right('0' || mod(n, 20), 2) as uuid), n / 20 + 1,
                            timestamp with time zone '2026-11-01 00:00:00+00' + n * interval '10' second,
                            case when mod(n, 100) = 0 then 'STAFF' when mod(n, 2) = 0 then 'SYSTEM' else 'PERSON' end,
                            cast('5f0c1d2e-0000-4000-9000-00000000000' || mod(n, case when n < 10000 then 7 else 3 end) as uuid),
                            'Person ' || mod(n, case when n < 10000 then 7 else 3 end),
                            case when mod(n, 5000) = 0 then 'rare.act' when n < 6000 and mod(n, 2) = 0 then 'former.act' when mod(n, 5) = 1 then 'other.act' else 'usual.act' end,
                            case when mod(n, 5000) = 0 then 'REFUSED' else 'DONE' end, 'filling', 'filling'
                        from generate_series(0, 29999) as series (n)""".replace("generate_series", kind == AuditDatabase.H2 ? "system_range" : "generate_series"))
                .update();
        database.sql(kind == AuditDatabase.H2 ? "analyze" : "vacuum analyze").update();
    }

    @AfterParameterizedClassInvocation
    static void empty(AuditDatabase kind) {
        kind.get(JdbcClient.class)
                .sql("delete from audit_entry where hash = 'filling'")
                .update();
    }

    static List<Filter> filters() {
        return List.of(
                asking(null, null, null, null, null),
                asking("usual.act", null, null, null, null),
                asking("former.act", null, null, null, null),
                asking("rare.act", null, null, null, null),
                asking("no.act", null, null, null, null),
                asking(null, PERSON.toString(), null, null, null),
                asking(null, TENANT.toString(), null, null, null),
                asking(null, null, "DONE", null, null),
                asking(null, null, "REFUSED", null, null),
                asking(null, null, null, "STAFF", null),
                asking(null, null, null, "PERSON", null),
                asking("usual.act", null, "DONE", null, null));
    }

    static List<Filter> filtersOfAll() {
        var filters = new ArrayList<>(filters());
        filters.addAll(List.of(
                asking(null, "Person 3", null, null, null),
                asking(null, "Person", null, null, null),
                asking(null, null, null, null, "2026-11-02"),
                asking(null, null, null, null, "2020-11-01"),
                asking("usual.act", null, null, null, "2026-11-02"),
                asking(null, null, "DONE", null, "2026-11-02"),
                asking(null, null, null, "SYSTEM", "2026-11-02"),
                asking(null, "Person 3", "DONE", null, "2026-11-02")));
        return filters;
    }

    @ParameterizedTest
    @MethodSource("filtersOfAll")
    void aPageOfAllTenantsReadsWhatItShows(Filter filter) {
        var middle = new Start.Moment(Instant.parse("2026-11-02T12:00:00Z"), TENANT.value(), 649);
        for (var start : Arrays.asList(null, middle)) {
            search.page(new Reach.All(), filter, start);
            assertReadsLittle(plans.taken());
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aPageOfOneTenantReadsWhatItShows(Filter filter) {
        for (var start : Arrays.asList(null, new Start.Number(649))) {
            search.page(new Reach.Chosen(TENANT), filter, start);
            assertReadsLittle(plans.taken());
        }
    }

    private static void assertReadsLittle(List<Plan> taken) {
        assertThat(taken).anyMatch(plan -> plan.sql().startsWith("select *"));
        for (var plan : taken) {
            var most = plan.sql().startsWith("select count") ? COUNT : PAGE;
            assertThat(plan.read()).as(plan.toString()).isLessThanOrEqualTo(most);
        }
    }

    private static Filter asking(
            @Nullable String what,
            @Nullable String who,
            @Nullable String outcome,
            @Nullable String actor,
            @Nullable String day) {
        return new Filter.Asked(what, who, outcome, actor, day, day).in(ZoneOffset.UTC);
    }
}
