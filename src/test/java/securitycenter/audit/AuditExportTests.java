package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.named;
import static securitycenter.audit.Actors.newTenant;

import java.io.IOException;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import securitycenter.identity.TenantId;

@ParameterizedClass
@EnumSource(AuditDatabase.class)
class AuditExportTests {

    private final TenantId tenant = newTenant();
    private final AuditLog log;
    private final AuditExport export;

    AuditExportTests(AuditDatabase database) {
        log = database.get(AuditLog.class);
        export = database.get(AuditExport.class);
    }

    @Test
    void theCsvBeginsWithAMarkAndTheNamesOfItsColumns() throws IOException {
        assertThat(csv(null)).singleElement().asString().startsWith("\uFEFFnumber,at,actorKind,");
    }

    @Test
    void theCsvHasEveryEntryNewestFirst() throws IOException {
        for (int act = 0; act < 300; act++) {
            log.record(Act.bySystem(tenant, "run.started").on("run", "" + act));
        }
        assertThat(csv(null)).hasSize(301);
        assertThat(csv(null).get(1)).startsWith("\"300\",");
        assertThat(csv(null).getLast()).startsWith("\"1\",");
    }

    @Test
    void theCsvHoldsOnlyWhatTheFilterLetsThrough() throws IOException {
        log.record(Act.bySystem(tenant, "run.started"));
        log.record(Act.of(named("=cmd|' /C calc'!A0", tenant), "run.retried"));
        assertThat(csv("run.retried")).hasSize(2).last().asString().contains(",\"'=cmd|' /C calc'!A0\",");
    }

    @Test
    void anotherTenantsEntriesAreNotThere() throws IOException {
        log.record(Act.bySystem(newTenant(), "run.started"));
        assertThat(csv(null)).hasSize(1);
        var lines = new StringWriter();
        export.jsonLines(tenant, lines);
        assertThat(lines.toString()).isEmpty();
    }

    @Test
    void theCsvOfStaffNamesTheTenantsAndWhereStaffCameFrom() throws IOException {
        var other = newTenant();
        var what = "exported." + tenant;
        log.record(Act.byStaff(Actors.staff("Sam", newTenant()), tenant, what));
        log.record(Act.bySystem(other, what));
        var lines = csv(new Reach.All(), what);
        assertThat(lines.getFirst()).startsWith("\uFEFFtenant,number,at,actorKind,");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("\"" + other + "\",\"1\",");
        assertThat(lines.get(2)).startsWith("\"" + tenant + "\",\"1\",").contains("192.0.2.7");
        assertThat(csv(new Reach.Chosen(tenant), what)).containsExactly(lines.getFirst(), lines.get(2));
    }

    @Test
    void theLogOfAllTenantsIsWrittenWholeAndInTheOrderOfTime() throws IOException {
        var other = newTenant();
        var what = "exported." + tenant;
        for (int act = 0; act < 300; act++) {
            log.record(Act.bySystem(act % 2 == 0 ? tenant : other, what).on("run", "" + act));
        }
        var numbers = csv(new Reach.All(), what).stream()
                .skip(1)
                .map(line -> line.split("\",\"")[10])
                .map(Integer::valueOf)
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).map(n -> 299 - n).boxed().toList());
    }

    @Test
    void whereStaffCameFromLeavesInNoFileOfTheCustomer() throws IOException {
        log.record(Act.byStaff(Actors.staff("Sam", newTenant()), tenant, "run.retried"));
        assertThat(csv(null).get(1)).contains("Sam").doesNotContain("192.0.2.7");
        var lines = new StringWriter();
        export.jsonLines(tenant, lines);
        assertThat(lines.toString()).contains("Sam").doesNotContain("192.0.2.7");
    }

    @Test
    void allChainsAreWrittenOneWholeChainAfterTheOther() throws IOException {
        var other = newTenant();
        log.record(Act.bySystem(tenant, "run.started"));
        log.record(Act.bySystem(other, "run.started"));
        log.record(Act.bySystem(tenant, "run.finished"));
        var all = new StringWriter();
        export.jsonLines(all);
        for (var chain : List.of(tenant, other)) {
            var one = new StringWriter();
            export.jsonLines(chain, one);
            assertThat(all.toString()).containsOnlyOnce(one.toString());
        }
        var tenants = all.toString()
                .lines()
                .map(line -> line.split("\"", 7)[5])
                .distinct()
                .toList();
        assertThat(tenants).isSorted();
    }

    private List<String> csv(@Nullable String what) throws IOException {
        return csv(new Reach.Own(tenant), what);
    }

    private List<String> csv(Reach reach, @Nullable String what) throws IOException {
        var out = new StringWriter();
        export.csv(reach, new Filter.Asked(what, null, null, null, null, null).in(ZoneOffset.UTC), out);
        return List.of(out.toString().split("\r\n"));
    }
}
