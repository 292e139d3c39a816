package securitycenter.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface KnownPersonRepository extends Repository<KnownPerson, KnownPerson.Key> {

    Optional<KnownPerson> findByTenantIdAndPersonId(UUID tenantId, UUID personId);

    KnownPerson save(KnownPerson person);

    /** Of those that come close to each other the first counts. */
    @Modifying
    @Query("update KnownPerson p set"
            + " p.visitBefore = case when p.lastLook < ?5 then p.lastLook else p.visitBefore end, p.lastLook = ?3"
            + " where p.tenantId = ?1 and p.personId = ?2 and (p.lastLook is null or p.lastLook < ?4)")
    int look(UUID tenantId, UUID personId, Instant now, Instant justNow, Instant longAgo);

    long countByTenantIdAndViewsTrue(UUID tenantId);

    /** Ordered by all columns of its index, as H2 needs it to follow one; so are the next. */
    Optional<KnownPerson> findFirstByTenantIdOrderByTenantIdDescLastSignInDesc(UUID tenantId);

    /** No guests. */
    @Query("select p from KnownPerson p where p.tenantId = ?1 and p.guest = false"
            + " order by p.tenantId desc, p.guest desc, p.lastSignIn desc")
    List<KnownPerson> findLatestOfItsOwn(UUID tenantId, Limit limit);

    @Query("select new securitycenter.identity.Colleague(p.personId, p.name, p.userName) from KnownPerson p"
            + " where p.tenantId = ?1 and p.staff = true and p.lastSignIn > ?2"
            + " order by p.tenantId desc, p.staff desc, p.lastSignIn desc")
    List<Colleague> findStaff(UUID tenantId, Instant signedInAfter, Limit limit);

    @Query("select new securitycenter.identity.Colleague(p.personId, p.name, p.userName) from KnownPerson p"
            + " where p.tenantId = ?1 and p.lastSignIn > ?2 and (p.roles like '%ADMINISTRATOR%' or p.roles like '%OPERATOR%')"
            + " order by p.tenantId desc, p.lastSignIn desc")
    List<Colleague> findAnalysts(UUID tenantId, Instant signedInAfter, Limit limit);

    @Query("select new securitycenter.identity.Colleague(p.personId, p.name, p.userName) from KnownPerson p"
            + " where p.tenantId = ?1 and p.lastSignIn > ?2 and p.views = true and p.guest = false"
            + " order by p.tenantId desc, p.lastSignIn desc")
    List<Colleague> findMembers(UUID tenantId, Instant signedInAfter, Limit limit);

    @Query("select new securitycenter.identity.Colleague(p.personId, p.name, p.userName) from KnownPerson p"
            + " where p.tenantId = ?1 and p.personId = ?2 and p.guest = false")
    Optional<Colleague> findMember(UUID tenantId, UUID personId);

    @Query("select new securitycenter.identity.Colleague(p.personId, p.name, p.userName) from KnownPerson p"
            + " where p.tenantId = ?1 and lower(p.userName) = lower(?2) and p.guest = false"
            + " order by p.tenantId desc, p.lastSignIn desc")
    List<Colleague> findMembersNamed(UUID tenantId, String userName, Limit limit);

    /** Roles together, and how many people hold just these. */
    @Query("select new securitycenter.identity.RolesHeld(p.roles, count(p)) from KnownPerson p"
            + " where p.tenantId = ?1 group by p.roles")
    List<RolesHeld> countByRoles(UUID tenantId);

    @AcrossTenants
    @Query("select distinct p.tenantId from KnownPerson p where p.tenantId > ?1 order by p.tenantId")
    List<UUID> findTenantsAfter(UUID last, Limit limit);
}
