package securitycenter.rights;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Who has a {@link Permission}, as a Global Administrator of the tenant has listed them. */
public final class PermissionHolders {

    /** @param addedBy the name of who listed them */
    public record Holder(Permission permission, UUID person, String name, String addedBy, Instant addedAt) {}

    private PermissionHolders() {}

    public static List<Holder> of(TenantHome home) {
        return home.database()
                .sql("select * from permission_holder order by permission, name, person")
                .query((row, _) -> new Holder(
                        Permission.valueOf(row.getString("permission")),
                        row.getObject("person", UUID.class),
                        row.getString("name"),
                        row.getString("added_by"),
                        Sql.instant(row, "added_at")))
                .list();
    }

    static boolean has(TenantHome home, Permission permission, UUID person) {
        return home.database()
                        .sql("select count(*) from permission_holder where permission = ? and person = ?")
                        .params(permission.name(), person)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @return false where they are on the list already */
    public static boolean add(TenantHome home, Holder holder) {
        try {
            return inserted(home, holder);
        } catch (DuplicateKeyException quicker) {
            return false;
        }
    }

    private static boolean inserted(TenantHome home, Holder holder) {
        return home.database()
                        .sql("""
                        insert into permission_holder (permission, person, name, added_by, added_at)
                        select ?, ?, ?, ?, ? from (values (1)) v(x)
                        where not exists (select 1 from permission_holder where permission = ? and person = ?)""")
                        .params(
                                holder.permission().name(),
                                holder.person(),
                                holder.name(),
                                holder.addedBy(),
                                Sql.time(holder.addedAt()),
                                holder.permission().name(),
                                holder.person())
                        .update()
                > 0;
    }

    /** @return false where they are not on the list */
    public static boolean remove(TenantHome home, Permission permission, UUID person) {
        return home.database()
                        .sql("delete from permission_holder where permission = ? and person = ?")
                        .params(permission.name(), person)
                        .update()
                > 0;
    }
}
