package securitycenter.incidents;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.alerts.SourceComment;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** What people say about an incident or one of its alerts. Nothing that was said is lost: an edit keeps the old text. */
@Component
public class IncidentComments {

    public static final int LONGEST = 30_000;

    /**
     * @param alert that it is about; null when it is about the whole incident
     * @param isMicrosofts whether it was said there
     * @param editedAt when its text was changed last; {@link #earlierOf} tells what it was before
     */
    public record Comment(
            long id,
            @Nullable Long alert,
            Instant at,
            String author,
            @Nullable UUID authorId,
            String body,
            @Nullable Instant editedAt,
            boolean isMicrosofts) {

        public boolean isOf(UUID person) {
            return person.equals(authorId);
        }
    }

    /** @param at when it was said */
    public record Earlier(Instant at, String body) {}

    private static final String COMMENT =
            "select id, alert_id, at, author, author_id, body, edited_at, is_microsofts from incident_comment where ";

    private final Clock clock;

    IncidentComments(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds one.
     *
     * @param alert null when it is about the whole incident
     */
    public void add(TenantHome home, Analyst who, long incident, @Nullable Long alert, String text) {
        home.transactions().executeWithoutResult(_ -> {
            var now = Turn.take(home, clock).now();
            var shown = shown(home, incident, alert);
            insert(home, who, shown, alert, now, text, null);
            touch(home, shown, now);
            if (alert != null) {
                home.database()
                        .sql("update alert set changed_at = ? where id = ?")
                        .params(Sql.time(now), alert)
                        .update();
            }
        });
    }

    /** Where it is by now: it may have become part of another while somebody wrote. */
    private static long shown(TenantHome home, long incident, @Nullable Long alert) {
        return home.database()
                .sql(
                        alert == null
                                ? "select coalesce(redirect_to, id) from incident where id = ?"
                                : "select incident_id from alert where id = ?")
                .param(alert == null ? incident : alert)
                .query(Long.class)
                .single();
    }

    /** @return false when there is none, or it is somebody else's */
    public boolean edit(TenantHome home, Analyst who, long incident, long comment, String text) {
        return requireNonNull(home.transactions().execute(_ -> {
            var now = Turn.take(home, clock).now();
            var before = home.database()
                    .sql(COMMENT + "id = ? and incident_id = ? and author_id = ? and older_of is null for update")
                    .param(1, comment)
                    .param(2, incident)
                    .param(3, who.id())
                    .query((row, _) -> new Comment(
                            row.getLong(1),
                            row.getObject(2, Long.class),
                            Sql.instant(row, "at"),
                            row.getString(4),
                            null,
                            row.getString(6),
                            Sql.instantOrNull(row, "edited_at"),
                            row.getBoolean(8)))
                    .optional();
            before.filter(one -> !one.body().equals(text))
                    .ifPresent(one -> replace(home, who, incident, one, text, now));
            return before.isPresent();
        }));
    }

    private static void replace(TenantHome home, Analyst who, long incident, Comment before, String text, Instant now) {
        var saidAt = before.editedAt() == null ? before.at() : before.editedAt();
        insert(home, who, incident, before.alert(), saidAt, before.body(), before.id());
        home.database()
                .sql("update incident_comment set body = ?, edited_at = ? where id = ?")
                .params(text, Sql.time(now), before.id())
                .update();
        touch(home, incident, now);
    }

    /** @param olderOf the comment whose earlier text this is; null for a comment */
    static void insert(
            TenantHome home,
            Analyst who,
            long incident,
            @Nullable Long alert,
            Instant at,
            String text,
            @Nullable Long olderOf) {
        home.batches().update("""
                        insert into incident_comment (incident_id, alert_id, at, author, author_id, body, older_of)
                        values (?, ?, ?, ?, ?, ?, ?)""", incident, alert, Sql.time(at), who.name(), who.id(), text, olderOf);
    }

    /** Those that are not there yet. What was said once stays, also when Microsoft no longer says so. */
    static void addMicrosofts(TenantHome home, long incident, List<SourceComment> said) {
        if (said.isEmpty()) {
            return;
        }
        var known = new HashSet<>(home.database()
                .sql("select at, author, body from incident_comment where incident_id = ? and is_microsofts")
                .param(incident)
                .query((row, _) -> new SourceComment(Sql.instant(row, "at"), row.getString(2), row.getString(3)))
                .list());
        var added = said.stream()
                .filter(known::add)
                .map(each -> new Object[] {incident, Sql.time(each.at()), each.author(), each.text()})
                .toList();
        Sql.write(home, """
                insert into incident_comment (incident_id, at, author, body, is_microsofts)
                values (?, ?, ?, ?, true)""", new ArrayList<>(added));
    }

    static void touch(TenantHome home, long incident, Instant now) {
        home.database()
                .sql("update incident set changed_at = ? where id = ?")
                .params(Sql.time(now), incident)
                .update();
    }

    /** Of an alert, the oldest first. */
    public List<Comment> ofAlert(TenantHome home, long alert) {
        return read(home, "alert_id = ? and older_of is null order by id limit 500", alert);
    }

    /** Of an incident and its alerts, the newest first. */
    public List<Comment> latest(TenantHome home, long incident, int most) {
        return read(home, "incident_id = ? and older_of is null order by at desc, id desc limit " + most, incident);
    }

    /** By their numbers. */
    public Map<Long, Comment> byId(TenantHome home, Collection<Long> ids) {
        return read(home, "id = any(?)", Sql.numbers(ids)).stream()
                .collect(Collectors.toMap(Comment::id, comment -> comment));
    }

    /** What a comment of the incident said before, the newest first. */
    public List<Earlier> earlierOf(TenantHome home, long incident, long comment) {
        return home.database()
                .sql("""
                        select at, body from incident_comment
                        where older_of = (select id from incident_comment where id = ? and incident_id = ?)
                        order by id desc limit 100""")
                .params(comment, incident)
                .query((row, _) -> new Earlier(Sql.instant(row, "at"), row.getString(2)))
                .list();
    }

    private static List<Comment> read(TenantHome home, String condition, Object of) {
        return home.database()
                .sql(COMMENT + condition)
                .param(of)
                .query((row, _) -> new Comment(
                        row.getLong(1),
                        row.getObject(2, Long.class),
                        Sql.instant(row, "at"),
                        row.getString(4),
                        row.getObject(5, UUID.class),
                        row.getString(6),
                        Sql.instantOrNull(row, "edited_at"),
                        row.getBoolean(8)))
                .list();
    }
}
