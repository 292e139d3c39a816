package securitycenter.investigations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    /** @param hashes of what was taken of each; empty where there was nothing */
    public void taken(Map<Long, String> hashes) {
        var rows = new ArrayList<Object[]>();
        hashes.forEach((alert, hash) -> rows.add(new Object[] {hash, alert}));
        Sql.write(home, "update investigation_alert set is_taken = true, taken = ? where alert = ?", rows);
    }

    /** An alert of which something was taken. */
    public record Taken(
            long alert, long investigation, @Nullable String hash) {}

    public List<Taken> taken(Collection<Long> alerts) {
        return home.database()
                .sql("""
                        select alert, investigation, taken from investigation_alert where alert = any(?) and is_taken
                        order by alert""")
                .param(Sql.numbers(alerts))
                .query((row, _) -> new Taken(row.getLong(1), row.getLong(2), row.getString(3)))
                .list();
    }

    public void takeAgain(long alert) {
        home.database()
                .sql("update investigation_alert set is_taken = false where alert = ?")
                .param(alert)
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
