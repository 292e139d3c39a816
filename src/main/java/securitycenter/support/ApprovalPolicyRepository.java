package securitycenter.support;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface ApprovalPolicyRepository extends Repository<ApprovalPolicy, UUID> {

    Optional<ApprovalPolicy> findByTenantId(UUID tenantId);

    void save(ApprovalPolicy policy);
}
