package securitycenter.hunting;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.TenantHome;
import securitycenter.hunting.SavedQuery.Change;
import securitycenter.hunting.SavedQuery.Content;
import securitycenter.hunting.SavedQuery.Line;
import securitycenter.hunting.SavedQuery.Version;
import securitycenter.hunting.SavedQuery.VersionLine;
import securitycenter.identity.SignedInUser;

/** The queries that the people of a tenant keep, with each state that they were in. */
@Component
class SavedQueries {

    /** Of one person, or of the tenant. */
    static final int MOST = 500;

    /** Of each query, the latest among them. */
    static final int MOST_VERSIONS = 50;

    private static final String SELECT = """
            select id, owner_id, name, description, tags, text, version, changed_by, changer, changed_at
              from saved_query
            """;

    private static final String LINES =
            "select id, name, description, tags, changed_by, changer, changed_at from saved_query ";

    private final AuditLog audit;
    private final Clock clock;

    SavedQueries(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    List<Line> mine(TenantHome home, SignedInUser user) {
        return home.database()
                .sql(LINES + "where owner_id = ? order by lower(name), id")
                .param(user.id())
                .query(SavedQueries::line)
                .list();
    }

    List<Line> ofTenant(TenantHome home) {
        return home.database()
                .sql(LINES + "where owner_id is null order by lower(name), id")
                .query(SavedQueries::line)
                .list();
    }

    /** Theirs and the tenant's only. */
    Optional<SavedQuery> find(TenantHome home, SignedInUser user, long id) {
        return home.database()
                .sql(SELECT + "where id = ? and (owner_id is null or owner_id = ?)")
                .params(id, user.id())
                .query(SavedQueries::query)
                .optional();
    }

    boolean isFull(TenantHome home, SignedInUser user, boolean ofTenant) {
        var count = ofTenant
                ? home.database().sql("select count(*) from saved_query where owner_id is null")
                : home.database()
                        .sql("select count(*) from saved_query where owner_id = ?")
                        .param(user.id());
        return count.query(Integer.class).single() >= MOST;
    }

    long add(TenantHome home, SignedInUser user, Content content, boolean ofTenant) {
        var id = home.transactions().execute(_ -> {
            var change = now(user);
            var key = new GeneratedKeyHolder();
            home.database()
                    .sql("""
                            insert into saved_query
                                (owner_id, name, description, tags, text, version, changed_by, changer, changed_at)
                            values (cast(? as uuid), ?, ?, ?, ?, 1, ?, ?, ?)""")
                    .params(values(ofTenant ? null : user.id(), content, change))
                    .update(key, "id");
            var made = requireNonNull(key.getKey()).longValue();
            keep(home, made, 1, content, change);
            return made;
        });
        if (ofTenant) {
            audit.record(Act.of(user, "hunting-query.added")
                    .on("hunting-query", content.name())
                    .to(content.masked()));
        }
        return id;
    }

    private static Object[] values(@Nullable UUID owner, Content content, Change change) {
        return new @Nullable Object[] {
            owner,
            content.name(),
            content.description(),
            content.tags(),
            content.text(),
            change.by(),
            change.name(),
            at(change)
        };
    }

    /** False when somebody was quicker. */
    boolean change(TenantHome home, SignedInUser user, SavedQuery before, Content content) {
        if (content.equals(before.content())) {
            return true;
        }
        var change = now(user);
        var done = home.transactions().execute(_ -> {
            var changed = home.database()
                    .sql("""
                            update saved_query set name = ?, description = ?, tags = ?, text = ?, version = version + 1,
                                changed_by = ?, changer = ?, changed_at = ?
                            where id = ? and version = ?""")
                    .params(
                            content.name(),
                            content.description(),
                            content.tags(),
                            content.text(),
                            change.by(),
                            change.name(),
                            at(change),
                            before.id(),
                            before.version())
                    .update();
            if (changed > 0) {
                keep(home, before.id(), before.version() + 1, content, change);
                home.database()
                        .sql("delete from saved_query_version where query_id = ? and version <= ?")
                        .params(before.id(), before.version() + 1 - MOST_VERSIONS)
                        .update();
            }
            return changed > 0;
        });
        if (done && before.isOfTenant()) {
            audit.record(Act.of(user, "hunting-query.changed")
                    .on("hunting-query", content.name())
                    .from(before.content().masked())
                    .to(content.masked()));
        }
        return done;
    }

    void delete(TenantHome home, SignedInUser user, SavedQuery query) {
        var deleted = home.database()
                .sql("delete from saved_query where id = ?")
                .param(query.id())
                .update();
        if (deleted > 0 && query.isOfTenant()) {
            audit.record(Act.of(user, "hunting-query.deleted")
                    .on("hunting-query", query.content().name())
                    .from(query.content().masked()));
        }
    }

    /** The latest first. */
    List<VersionLine> versions(TenantHome home, SavedQuery query) {
        return home.database()
                .sql("""
                        select version, changed_by, changer, changed_at
                          from saved_query_version where query_id = ? order by version desc limit ?""")
                .params(query.id(), MOST_VERSIONS)
                .query((row, _) -> new VersionLine(row.getInt("version"), change(row)))
                .list();
    }

    Optional<Version> version(TenantHome home, SavedQuery query, int number) {
        return home.database()
                .sql("""
                        select version, name, description, tags, text, changed_by, changer, changed_at
                          from saved_query_version where query_id = ? and version = ?""")
                .params(query.id(), number)
                .query((row, _) -> new Version(row.getInt("version"), content(row), change(row)))
                .optional();
    }

    private static void keep(TenantHome home, long id, int version, Content content, Change change) {
        home.database()
                .sql("""
                        insert into saved_query_version
                            (query_id, version, name, description, tags, text, changed_by, changer, changed_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        version,
                        content.name(),
                        content.description(),
                        content.tags(),
                        content.text(),
                        change.by(),
                        change.name(),
                        at(change))
                .update();
    }

    private Change now(SignedInUser user) {
        return new Change(user.id(), user.name(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static OffsetDateTime at(Change change) {
        return change.at().atOffset(ZoneOffset.UTC);
    }

    private static SavedQuery query(ResultSet row, int number) throws SQLException {
        return new SavedQuery(
                row.getLong("id"),
                row.getObject("owner_id", UUID.class),
                content(row),
                row.getInt("version"),
                change(row));
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getLong("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("tags"),
                change(row));
    }

    private static Content content(ResultSet row) throws SQLException {
        return new Content(
                row.getString("name"), row.getString("description"), row.getString("tags"), row.getString("text"));
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(row.getObject("changed_by", UUID.class), row.getString("changer"), moment(row));
    }

    private static Instant moment(ResultSet row) throws SQLException {
        return row.getObject("changed_at", OffsetDateTime.class).toInstant();
    }
}
