package securitycenter.investigations;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.modulith.NamedInterface;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Investigation.Trigger;

/** The table of the alerts that are part of investigations. */
@NamedInterface("tables")
public final class Joined {

    private final TenantHome home;

    public Joined(TenantHome home) {
        this.home = home;
    }

    public boolean has(long alert) {
        return home.database()
                        .sql("select count(*) from investigation_alert where alert = ?")
                        .param(alert)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    public Optional<Long> ofAlert(long alert) {
        return home.database()
                .sql("select investigation from investigation_alert where alert = ?")
                .param(alert)
                .query(Long.class)
                .optional();
    }

    public int count(long number, int most) {
        return home.database()
                .sql("select count(*) from (select 1 from investigation_alert where investigation = ? limit ?) counted")
                .params(number, most)
                .query(Integer.class)
                .single();
    }

    public void add(long number, Trigger alert, Instant now) {
        home.database()
                .sql("""
                        insert into investigation_alert (alert, investigation, alert_id, title, severity, source, incident,
                            added_at, is_taken)
                        values (?, ?, ?, ?, ?, ?, ?, ?, false)""")
                .params(
                        alert.alert(),
                        number,
                        alert.id(),
                        alert.title(),
                        alert.severity().ordinal(),
                        alert.source().name(),
                        alert.incident(),
                        Sql.time(now))
                .update();
    }

    /** That were added since it last took some. */
    public List<Long> toTake(long number, int most) {
        return home.database()
                .sql(
                        "select alert from investigation_alert where investigation = ? and not is_taken order by alert limit ?")
                .params(number, most)
                .query(Long.class)
                .list();
    }

    public void taken(Collection<Long> alerts) {
        home.database()
                .sql("update investigation_alert set is_taken = true where alert = any(?)")
                .param(Sql.numbers(alerts))
                .update();
    }

    public List<JoinedAlert> alerts(long number, long after, int most) {
        return home.database()
                .sql("select * from investigation_alert where investigation = ? and alert > ? order by alert limit ?")
                .params(number, after, most)
                .query((row, _) -> new JoinedAlert(
                        row.getLong("alert"),
                        row.getString("alert_id"),
                        row.getString("title"),
                        Severity.values()[row.getInt("severity")],
                        ServiceSource.valueOf(row.getString("source")),
                        row.getLong("incident"),
                        Sql.instant(row, "added_at")))
                .list();
    }
}
