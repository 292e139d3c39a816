package securitycenter.incidents;

import java.util.Collection;
import java.util.List;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** What became part of incidents, and what became part of that before. */
public final class Parts {

    private Parts() {}

    public static List<Long> of(TenantHome home, Collection<Long> incidents) {
        return home.database()
                .sql("""
                        with recursive part (id) as (
                            select id from incident where redirect_to = any(?)
                            union
                            select i.id from incident i join part p on i.redirect_to = p.id)
                        select id from part""")
                .param(Sql.numbers(incidents))
                .query(Long.class)
                .list();
    }
}
