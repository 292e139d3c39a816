package securitycenter.investigations;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.homes.RowCondition;
import securitycenter.homes.TenantHome;

/** Investigations for programs. */
@Component
public class InvestigationFeed {

    /** What can be asked about. */
    public enum Field {
        ID,
        STATE,
        STARTED,
        /** A device’s id in Defender for Endpoint. */
        MACHINE,
        /** What its service calls the alert that it began with. */
        ALERT
    }

    /**
     * The newest first.
     *
     * @param where all when null
     * @param before the number of the last of the page before; null for the first page
     * @param skip so many of what follows
     */
    public List<Investigation> page(
            TenantHome home, @Nullable RowCondition<Field> where, @Nullable Long before, int skip, int limit) {
        var sql = new InvestigationSql(where);
        return home.database()
                .sql("select * from investigation where " + sql.behind(before)
                        + " order by number desc limit :limit offset :skip")
                .params(sql.parameters())
                .param("limit", limit)
                .param("skip", skip)
                .query(Records::read)
                .list();
    }

    public Optional<Investigation> find(TenantHome home, long number) {
        return new Records(home).find(number);
    }
}
