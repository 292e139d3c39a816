package securitycenter.triage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;

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
            return Outcome.DONE;
        } catch (DuplicateKeyException taken) {
            return Outcome.NAME_TAKEN;
        }
    }

    /** Their own only. */
    Outcome change(TenantHome home, UUID owner, long filter, String name, boolean shared) {
        try {
            var changed = home.database()
                    .sql("update saved_filter set name = ?, is_shared = ? where id = ? and owner_id = ?")
                    .params(name, shared, filter, owner)
                    .update();
            return changed == 0 ? Outcome.MISSING : Outcome.DONE;
        } catch (DuplicateKeyException taken) {
            return Outcome.NAME_TAKEN;
        }
    }

    /** Their own only; whoever began with it begins with what is usual. */
    Outcome delete(TenantHome home, UUID owner, long filter) {
        var deleted = home.database()
                .sql("delete from saved_filter where id = ? and owner_id = ?")
                .params(filter, owner)
                .update();
        return deleted == 0 ? Outcome.MISSING : Outcome.DONE;
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
