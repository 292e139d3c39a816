package securitycenter.triage;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.triage.SavedFilter.Offered;

/** The filters that the people of a tenant keep, each their own. */
@Component
class SavedFilters {

    enum Outcome {
        DONE,
        NAME_TAKEN,
        TOO_MANY,
        MISSING
    }

    static final int LONGEST_NAME = 100;

    private static final int MOST = 100;
    private static final int MOST_OFFERED = 200;

    private static final String SELECT = """
            select f.id, f.owner_id, f.owner_name, f.name, f.query, f.is_shared, d.person_id is not null as is_default
              from saved_filter f left join default_filter d on d.filter_id = f.id and d.person_id = ?
            """;

    private final AuditLog audit;

    SavedFilters(AuditLog audit) {
        this.audit = audit;
    }

    /** Theirs first, then those that others share. */
    List<SavedFilter> offeredTo(TenantHome home, UUID person) {
        return home.database()
                .sql(SELECT + """
                        where f.owner_id = ? or f.is_shared
                        order by case when f.owner_id = ? then 0 else 1 end, lower(f.name), f.id limit\s""" + MOST_OFFERED)
                .params(person, person, person)
                .query(SavedFilters::filter)
                .list();
    }

    Optional<SavedFilter> defaultOf(TenantHome home, UUID person) {
        return home.database()
                .sql(SELECT + "where d.person_id = ? and (f.owner_id = ? or f.is_shared)")
                .params(person, person, person)
                .query(SavedFilters::filter)
                .optional();
    }

    Outcome save(TenantHome home, SignedInUser owner, String name, String query, boolean shared) {
        var kept = home.database()
                .sql("select count(*) from saved_filter where owner_id = ?")
                .param(owner.id())
                .query(Integer.class)
                .single();
        if (kept >= MOST) {
            return Outcome.TOO_MANY;
        }
        try {
            home.database()
                    .sql(
                            "insert into saved_filter (owner_id, owner_name, name, query, is_shared) values (?, ?, ?, ?, ?)")
                    .params(owner.id(), owner.name(), name, query, shared)
                    .update();
        } catch (DuplicateKeyException taken) {
            return Outcome.NAME_TAKEN;
        }
        record(owner, null, new Offered(name, query, shared));
        return Outcome.DONE;
    }

    /** Their own only. */
    Outcome change(TenantHome home, SignedInUser owner, long filter, String name, boolean shared) {
        var before = own(home, owner, filter);
        if (before.isEmpty()) {
            return Outcome.MISSING;
        }
        try {
            var changed = home.database()
                    .sql("update saved_filter set name = ?, is_shared = ? where id = ? and owner_id = ?")
                    .params(name, shared, filter, owner.id())
                    .update();
            if (changed == 0) {
                return Outcome.MISSING;
            }
        } catch (DuplicateKeyException taken) {
            return Outcome.NAME_TAKEN;
        }
        record(owner, before.get().offered(), new Offered(name, before.get().query(), shared));
        return Outcome.DONE;
    }

    /** Their own only; whoever began with it begins with what is usual. */
    Outcome delete(TenantHome home, SignedInUser owner, long filter) {
        var before = own(home, owner, filter);
        if (before.isEmpty()) {
            return Outcome.MISSING;
        }
        var deleted = home.database()
                .sql("delete from saved_filter where id = ? and owner_id = ?")
                .params(filter, owner.id())
                .update();
        if (deleted == 0) {
            return Outcome.MISSING;
        }
        record(owner, before.get().offered(), null);
        return Outcome.DONE;
    }

    Optional<SavedFilter> own(TenantHome home, SignedInUser owner, long filter) {
        return home.database()
                .sql(SELECT + " where f.id = ? and f.owner_id = ?")
                .params(owner.id(), filter, owner.id())
                .query(SavedFilters::filter)
                .optional();
    }

    /** What a person keeps for themselves is nobody else's business. */
    private void record(SignedInUser owner, @Nullable Offered before, @Nullable Offered after) {
        var concernsOthers = before != null && before.shared() || after != null && after.shared();
        if (concernsOthers && !Objects.equals(before, after)) {
            var what = before == null ? "added" : after == null ? "deleted" : "changed";
            var named = before == null ? after : before;
            audit.record(Act.of(owner, "shared-filter." + what)
                    .on("saved-filter", requireNonNull(named).name())
                    .from(before)
                    .to(after));
        }
    }

    /** @param filter none for what is usual */
    Outcome beginWith(TenantHome home, UUID person, @Nullable Long filter) {
        home.database()
                .sql("delete from default_filter where person_id = ?")
                .param(person)
                .update();
        if (filter == null) {
            return Outcome.DONE;
        }
        var begun = home.database().sql("""
                        insert into default_filter (person_id, filter_id)
                        select cast(? as uuid), id from saved_filter where id = ? and (owner_id = ? or is_shared)
                        on conflict do nothing""").params(person, filter, person).update();
        return begun == 0 ? Outcome.MISSING : Outcome.DONE;
    }

    private static SavedFilter filter(ResultSet row, int number) throws SQLException {
        return new SavedFilter(
                row.getLong("id"),
                row.getObject("owner_id", UUID.class),
                row.getString("owner_name"),
                row.getString("name"),
                row.getString("query"),
                row.getBoolean("is_shared"),
                row.getBoolean("is_default"));
    }
}
