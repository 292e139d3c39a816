package securitycenter.investigations;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import securitycenter.alerts.Text;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.LogEntry.Outcome;
import securitycenter.response.Decider;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of what investigations did. */
@NamedInterface("tables")
public final class LogBook {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final int LONGEST_VALUE = 300;

    private final TenantHome home;

    public LogBook(TenantHome home) {
        this.home = home;
    }

    /** @param began equal to {@code ended} for what takes no time */
    public void add(
            long number,
            Stage stage,
            String what,
            Outcome outcome,
            Instant began,
            Instant ended,
            @Nullable Decider who,
            Object... filledWith) {
        var values = Arrays.stream(filledWith)
                .map(value -> Text.within(LONGEST_VALUE, String.valueOf(value)))
                .toList();
        home.database()
                .sql("""
                        insert into investigation_step (investigation, stage, what, filled_with, outcome, began_at, ended_at,
                            who_id, who)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(number)
                .param(stage.name())
                .param(what)
                .param(JSON.writeValueAsString(values))
                .param(outcome.name())
                .param(Sql.time(began))
                .param(Sql.time(ended))
                .param(who == null ? null : who.id())
                .param(who == null ? null : who.name())
                .update();
    }

    /** The first first. */
    public List<LogEntry> steps(long number, @Nullable Stage stage, long after, int most) {
        var query = home.database()
                .sql("select * from investigation_step where investigation = :number and id > :after"
                        + (stage == null ? "" : " and stage = :stage") + " order by id limit :most")
                .param("number", number)
                .param("after", after)
                .param("most", most);
        if (stage != null) {
            query = query.param("stage", stage.name());
        }
        return query.query((row, _) -> new LogEntry(
                        row.getLong("id"),
                        Stage.valueOf(row.getString("stage")),
                        row.getString("what"),
                        JSON.readValue(row.getString("filled_with"), TEXTS),
                        Outcome.valueOf(row.getString("outcome")),
                        Sql.instant(row, "began_at"),
                        Sql.instant(row, "ended_at"),
                        Records.decider(row, "who_id", "who")))
                .list();
    }
}
