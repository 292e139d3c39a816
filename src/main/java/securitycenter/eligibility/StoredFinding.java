package securitycenter.eligibility;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import securitycenter.identity.TenantId;

/** The last definite finding about a tenant, as JSON. */
@Entity
@Table(name = "eligibility_finding")
class StoredFinding {

    @Id
    private UUID tenantId;

    private Instant checkedAt;

    @JdbcTypeCode(SqlTypes.JSON)
    private String finding;

    @SuppressWarnings("NullAway.Init") // for JPA
    protected StoredFinding() {}

    StoredFinding(UUID tenantId, Instant checkedAt, String finding) {
        this.tenantId = tenantId;
        this.checkedAt = checkedAt;
        this.finding = finding;
    }

    TenantId tenant() {
        return new TenantId(tenantId);
    }

    String finding() {
        return finding;
    }
}
