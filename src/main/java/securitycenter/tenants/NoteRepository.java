package securitycenter.tenants;

import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface NoteRepository extends Repository<Note, Long> {

    void save(Note note);

    /** The newest first, those before the id. Ordered by all columns of its index, as H2 needs it to follow one. */
    @Query("select n from Note n where n.tenantId = ?1 and n.id < ?2 order by n.tenantId desc, n.id desc")
    List<Note> findBefore(UUID tenantId, long id, Limit limit);
}
