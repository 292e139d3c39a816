package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.identity.TenantId;

@ParameterizedClass
@EnumSource(AuditDatabase.class)
class AuditLogTests {

    private final TenantId tenant = new TenantId(UUID.randomUUID());
    private final AuditLog log;
    private final JdbcClient database;

    AuditLogTests(AuditDatabase kind) {
        log = kind.get(AuditLog.class);
        database = kind.get(JdbcClient.class);
    }

    @Test
    void eightWritersLeaveNoGap() throws Exception {
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
        assertThat(numbers())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
    }

    private Iterable<Long> numbers() {
        return database.sql("select number from audit_entry where tenant_id = ? order by number")
                .param(tenant.value())
                .query(Long.class)
                .list();
    }
}
