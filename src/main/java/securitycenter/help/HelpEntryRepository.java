package securitycenter.help;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import securitycenter.help.HelpEntry.Kind;

interface HelpEntryRepository extends Repository<HelpEntry, Long> {

    HelpEntry save(HelpEntry entry);

    Optional<HelpEntry> findByTenantIdAndAuthorIdAndFormId(UUID tenantId, UUID authorId, UUID formId);

    /** The newest first, those before the id. */
    @Query("select new securitycenter.help.Said(e.id, e.kind, e.staff, e.authorId, e.authorName, e.message, e.at)"
            + " from HelpEntry e where e.tenantId = ?1 and e.requestId = ?2 and e.kind in ?3 and e.id < ?4"
            + " order by e.requestId desc, e.id desc")
    List<Said> findBefore(UUID tenantId, long requestId, Collection<Kind> kinds, long id, Limit limit);

    /** What others did after the id, the oldest first. */
    @Query("select new securitycenter.help.Said(e.id, e.kind, e.staff, e.authorId, e.authorName, e.message, e.at)"
            + " from HelpEntry e where e.tenantId = ?1 and e.requestId = ?2 and e.id > ?3 and e.authorId <> ?4"
            + " order by e.id")
    List<Said> findByOthersAfter(UUID tenantId, long requestId, long id, UUID authorId);

    /** When the person's newest messages were sent, the newest first. */
    @Query("select e.at from HelpEntry e where e.tenantId = ?1 and e.authorId = ?2 and e.kind = MESSAGE"
            + " and e.staff = false order by e.tenantId desc, e.authorId desc, e.at desc")
    List<Instant> findNewestMessages(UUID tenantId, UUID authorId, Limit limit);
}
