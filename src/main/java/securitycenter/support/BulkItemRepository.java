package securitycenter.support;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.identity.AcrossTenants;

interface BulkItemRepository extends Repository<BulkItem, Long> {

    void save(BulkItem item);

    @AcrossTenants
    Optional<BulkItem> findById(long id);

    /** With the actions that were taken, in the order of the list. */
    @AcrossTenants
    @Query("select new securitycenter.support.BulkItemStanding(i.id, i.tenantId, i.begunAt, a.id, a.state, a.runId,"
            + " coalesce(i.problem, a.problem)) from BulkItem i left join StaffAction a on a.id = i.actionId"
            + " where i.bulkId = ?1 order by i.id")
    List<BulkItemStanding> findStandings(long bulkId);
}
