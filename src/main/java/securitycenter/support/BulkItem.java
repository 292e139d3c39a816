package securitycenter.support;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.TenantId;

/** One tenant of a bulk. */
@Entity
class BulkItem {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long bulkId;
    private UUID tenantId;
    private @Nullable Instant begunAt;
    private @Nullable Long actionId;
    private @Nullable String problem;

    @SuppressWarnings("NullAway.Init")
    protected BulkItem() {}

    BulkItem(long bulk, TenantId tenant) {
        this.bulkId = bulk;
        this.tenantId = tenant.value();
    }

    void taken(long action, Instant now) {
        this.begunAt = now;
        this.actionId = action;
    }

    void impossible(String problem, Instant now) {
        this.begunAt = now;
        this.problem = problem;
    }

    boolean hasBegun() {
        return begunAt != null;
    }

    long id() {
        return id == null ? 0 : id;
    }

    TenantId tenant() {
        return new TenantId(tenantId);
    }

    @Nullable
    Instant begunAt() {
        return begunAt;
    }

    @Nullable
    Long action() {
        return actionId;
    }

    @Nullable
    String problem() {
        return problem;
    }
}
