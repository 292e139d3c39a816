package securitycenter.tenants;

import java.util.List;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface NoteRepository extends Repository<Note, Long> {

    void save(Note note);

    /** The newest first. */
    List<Note> findByTenantIdOrderByIdDesc(UUID tenantId, Limit limit);
}
