package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static securitycenter.audit.Actors.named;
import static securitycenter.audit.Actors.newTenant;

import java.io.IOException;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.List;
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

    private List<String> csv(@Nullable String what) throws IOException {
        var out = new StringWriter();
        export.csv(tenant, new Filter.Asked(what, null, null, null, null).in(ZoneOffset.UTC), out);
        return List.of(out.toString().split("\r\n"));
    }
}
