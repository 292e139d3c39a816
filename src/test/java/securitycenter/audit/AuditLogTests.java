package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.named;
import static securitycenter.audit.Actors.newTenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import securitycenter.audit.Verification.Unbroken;
import securitycenter.identity.TenantId;

@ParameterizedClass
@EnumSource(AuditDatabase.class)
class AuditLogTests {

    private final TenantId tenant = newTenant();
    private final AuditLog log;
    private final AuditEntries entries;
    private final ChainCheck chain;
    private final TransactionTemplate transaction;

    AuditLogTests(AuditDatabase database) {
        log = database.get(AuditLog.class);
        entries = database.get(AuditEntries.class);
        chain = database.get(ChainCheck.class);
        transaction = new TransactionTemplate(database.get(PlatformTransactionManager.class));
    }

    @Test
    void whoDidWhatWhenAndWhatItWasBefore() {
        var ada = named("Ada Lovelace", tenant);
        log.record(Act.of(ada, "location.stated")
                .on("location", "endpoint")
                .from("UNSTATED")
                .to("EUROPEAN_UNION")
                .because("Asked by phone")
                .reference("HR-12"));
        var entry = only();
        assertThat(entry)
                .usingRecursiveComparison()
                .ignoringFields("at")
                .isEqualTo(new Entry(
                        1,
                        tenant.value(),
                        Instant.EPOCH,
                        "PERSON",
                        ada.id(),
                        "Ada Lovelace",
                        null,
                        "192.0.2.7",
                        "location.stated",
                        "location",
                        "endpoint",
                        "UNSTATED",
                        "EUROPEAN_UNION",
                        "Asked by phone",
                        "HR-12",
                        "DONE",
                        "0".repeat(64)));
        assertThat(entry.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
    }

    @Test
    void anActAndItsEntryHappenTogetherOrNotAtAll() {
        transaction.executeWithoutResult(status -> {
            log.record(Act.bySystem(tenant, "run.started"));
            status.setRollbackOnly();
        });
        assertThat(all()).isEmpty();
        log.record(Act.bySystem(tenant, "run.started"));
        assertThat(only().number()).isEqualTo(1);
    }

    @Test
    void oneTransactionMayRecordSeveralActs() {
        transaction.executeWithoutResult(status -> {
            log.record(Act.bySystem(tenant, "run.started"));
            log.record(Act.bySystem(tenant, "run.finished"));
        });
        assertThat(all()).extracting(Entry::what).containsExactly("run.started", "run.finished");
        assertThat(all().getLast().previous()).isEqualTo(all().getFirst().hash());
    }

    @Test
    void whatStaffDoStandsInTheCustomersLog() {
        var customer = newTenant();
        log.record(Act.byStaff(Actors.staff("Sam", tenant), customer, "run.retried"));
        assertThat(all()).isEmpty();
        assertThat(entries.after(customer, 0, 10))
                .extracting(SealedEntry::entry)
                .singleElement()
                .returns("STAFF", Entry::actorKind)
                .returns(customer.toString(), Entry::onBehalfOf);
    }

    @Test
    void whereStaffCameFromIsKeptBesideTheCustomersChain() {
        log.record(Act.byStaff(Actors.staff("Sam", newTenant()), tenant, "run.retried"));
        assertThat(entries.after(tenant, 0, 10).getFirst())
                .returns("192.0.2.7", SealedEntry::staffAddress)
                .returns("192.0.2.7", row -> row.address(new Reach.All()))
                .returns(null, row -> row.address(new Reach.Own(tenant)));
        assertThat(only().json()).contains("\"address\":null").doesNotContain("192.0.2.7");
        assertThat(chain.verify(tenant)).isInstanceOf(Unbroken.class);
    }

    @Test
    void aRequestsReferenceIsTakenUnlessTheActHasItsOwn() {
        MDC.put("reference", "4f1c");
        try {
            log.record(Act.bySystem(tenant, "run.started"));
            log.record(Act.bySystem(tenant, "run.started").reference("HR-1"));
        } finally {
            MDC.remove("reference");
        }
        assertThat(all()).extracting(Entry::reference).containsExactly("4f1c", "HR-1");
    }

    @Test
    void whatADatabaseCannotKeepDoesNotBreakTheChain() {
        log.record(Act.of(
                        named("Zero\0 half\uD83D whole\uD83D\uDE00 line\r\n\u2028 \"quote\\\" é漢", tenant),
                        "run.retried")
                .from("x".repeat(20_000))
                .to("é".repeat(9_998) + "\uD83D\uDE00\uD83D\uDE00")
                .because(" spaces \t"));
        assertThat(only().from()).hasSize(10_000).endsWith("x…");
        assertThat(only().actorName()).startsWith("Zero\uFFFD half? whole\uD83D\uDE00 line\r\n");
        assertThat(chain.verify(tenant)).isInstanceOf(Unbroken.class);
    }

    @Test
    void recordsAndMapsAreKeptAsJson() {
        record Place(String city, int floor) {}
        log.record(Act.bySystem(tenant, "location.stated")
                .from(new Place("Delft", 2))
                .to(Map.of("city", "Ede")));
        assertThat(only().from()).isEqualTo("{\"city\":\"Delft\",\"floor\":2}");
        assertThat(only().to()).isEqualTo("{\"city\":\"Ede\"}");
    }

    @Test
    void eightWritersLeaveNoGapAndAnUnbrokenChain() throws Exception {
        var writers = new ArrayList<Callable<Void>>();
        for (int writer = 0; writer < 8; writer++) {
            writers.add(() -> {
                for (int act = 0; act < 50; act++) {
                    log.record(Act.bySystem(tenant, "run.started"));
                }
                return null;
            });
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var writer : threads.invokeAll(writers)) {
                writer.get();
            }
        }
        assertThat(all())
                .extracting(Entry::number)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
        assertThat(chain.verify(tenant)).isInstanceOf(Unbroken.class);
    }

    private Entry only() {
        assertThat(all()).hasSize(1);
        return all().getFirst();
    }

    private List<Entry> all() {
        return entries.after(tenant, 0, 1000).stream().map(SealedEntry::entry).toList();
    }
}
