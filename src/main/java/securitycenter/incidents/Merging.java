package securitycenter.incidents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.SourceIncident;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.incidents.Regrouped.Obstacle;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes incidents part of another, and takes that back. */
final class Merging {

    /** What an earlier version has written down has fewer marks. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /**
     * How both stood before.
     *
     * @param source its status
     * @param tags of the target
     */
    private record Before(IncidentStatus source, Decisions target, List<String> tags) {}

    /** @param told what Microsoft has said of the source since */
    private record Merge(
            long id,
            long source,
            long target,
            Before before,
            @Nullable SourceIncident told) {}

    private final Handwork work;
    private final CorrelationSettings settings;

    Merging(Handwork work, CorrelationSettings settings) {
        this.work = work;
        this.settings = settings;
    }

    Regrouped merge(long stays, List<Long> others, String reason) {
        var all = Stream.concat(Stream.of(stays), others.stream()).toList();
        var obstacles = new MergeRules(work.home, settings).obstacles(all);
        if (!obstacles.isEmpty()) {
            return new Regrouped.Refused(obstacles);
        }
        var target = work.ground.group(stays);
        for (var other : others.stream().sorted().toList()) {
            join(work.ground.group(other), target, reason);
        }
        work.rebuild(Set.of(stays));
        work.changed(List.of(target));
        return new Regrouped.Done(stays);
    }

    /** What Microsoft says of an incident that a person made part of another is kept until that is undone. */
    static void remember(TenantHome home, Instant now, SourceIncident said) {
        home.database()
                .sql("""
                        update incident_merge set told = ? where undone_at is null and undo_until >= ?
                            and source_id = (select id from incident where source_id = ?)""")
                .params(JSON.writeValueAsString(said.withAlerts(List.of())), Sql.time(now), said.id())
                .update();
    }

    private void join(Group source, Group target, String reason) {
        var merge = start(source.id(), target.id(), reason);
        rememberParts(merge, source.id());
        var groups = work.joining.groupsShownIn(source);
        work.home
                .database()
                .sql("update alert set group_id = ?, incident_id = ?, changed_at = ? where incident_id = ?")
                .params(target.id(), target.id(), Sql.time(work.now), source.id())
                .update();
        work.home
                .database()
                .sql("update incident set redirect_to = ?, changed_at = ? where redirect_to = ?")
                .params(target.id(), Sql.time(work.now), source.id())
                .update();
        work.presences.rebuild(groups);
        work.joining.makePartOf(source, target);
        work.log.put(target.id(), "merged", source.id(), null, reason);
    }

    private long start(long source, long target, String reason) {
        work.home
                .batches()
                .update(
                        """
                        insert into incident_merge (source_id, target_id, at, actor, reason, before, undo_until)
                        values (?, ?, ?, ?, ?, ?, ?)""",
                        source,
                        target,
                        Sql.time(work.now),
                        work.who.name(),
                        reason,
                        JSON.writeValueAsString(before(source, target)),
                        Sql.time(work.now.plus(Regrouping.UNDO_WITHIN)));
        return work.home
                .database()
                .sql("select max(id) from incident_merge where source_id = ? and target_id = ?")
                .params(source, target)
                .query(Long.class)
                .single();
    }

    private Before before(long source, long target) {
        return new Before(Decisions.of(work.home, source).status(), Decisions.of(work.home, target), tags(target));
    }

    private List<String> tags(long incident) {
        return work.home
                .database()
                .sql("select tag from incident_tag where incident_id = ? order by tag")
                .param(incident)
                .query(String.class)
                .list();
    }

    private void rememberParts(long merge, long source) {
        remember(merge, source, "ALERT", "group_id from alert where incident_id = ?");
        remember(merge, source, "COMMENT", "null from incident_comment where incident_id = ?");
        remember(merge, source, "ACTIVITY", "null from activity where incident_id = ?");
        remember(merge, source, "INCIDENT", "null from incident where redirect_to = ?");
    }

    private void remember(long merge, long source, String part, String rows) {
        work.home
                .database()
                .sql("insert into incident_merge_part (merge_id, part, part_id, group_id) select ?, ?, id, " + rows)
                .params(merge, part, source)
                .update();
    }

    Regrouped undo(long id) {
        var found = merges("id = ? and undo_until >= ?", id, Sql.time(work.now)).stream()
                .findFirst();
        return found.map(this::undo).orElseGet(() -> new Regrouped.Refused(EnumSet.of(Obstacle.TOO_LATE)));
    }

    /** Those that nobody has undone. */
    private List<Merge> merges(String condition, Object... values) {
        return work.home
                .database()
                .sql("select id, source_id, target_id, before, told from incident_merge where undone_at is null and "
                        + condition)
                .params(values)
                .query((row, _) -> new Merge(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        JSON.readValue(row.getString(4), Before.class),
                        row.getString(5) == null ? null : JSON.readValue(row.getString(5), SourceIncident.class)))
                .list();
    }

    private Regrouped undo(Merge merge) {
        var holder = work.ground.group(merge.target()).shown();
        reopen(merge, holder.id());
        // Read again: it is open, and itself, from now on.
        var fresh = new HomeGround(work.home, settings);
        var source = fresh.group(merge.source());
        var groups = putBackAlerts(merge, holder.id());
        putBack(merge, holder.id(), "COMMENT", "incident_comment");
        putBack(merge, holder.id(), "ACTIVITY", "activity");
        groups.add(holder.id());
        groups.add(source.id());
        work.presences.rebuild(fresh.groups(groups));
        giveBackDecisions(merge);
        work.keepApart(merge.source(), holder.id());
        work.home
                .database()
                .sql("update incident_merge set undone_at = ? where id = ?")
                .params(Sql.time(work.now), merge.id())
                .update();
        work.log.put(holder.id(), "unmerged", merge.source(), null, null);
        work.log.put(merge.source(), "unmerged", null, holder.id(), null);
        work.changed(List.of(source, holder));
        if (merge.told() != null) {
            take(merge.told(), source, holder, fresh);
        }
        return new Regrouped.Done(merge.source());
    }

    /** What Microsoft has said meanwhile counts now, unless it contradicts the person who has just taken both apart. */
    private void take(SourceIncident said, Group source, Group holder, HomeGround fresh) {
        var target = said.redirectedTo() == null
                ? null
                : fresh.ofSource(Set.of(said.redirectedTo())).get(said.redirectedTo());
        if (target == null || target.shown() == source || target.shown().id() == holder.id()) {
            new MicrosoftsWord(work.home, work.now, source, said).take();
        } else {
            new Joining(work.home, fresh, work.presences, work.now).redirectWithAll(source, target.shown());
            work.changed(List.of(target.shown()));
        }
    }

    private void reopen(Merge merge, long holder) {
        work.home
                .database()
                .sql("update incident set status = ?, is_open = ?, redirect_to = null where id = ?")
                .params(merge.before().source().name(), merge.before().source().isOpen(), merge.source())
                .update();
        work.joining.untag(merge.source());
        work.home
                .database()
                .sql("""
                        update incident set redirect_to = ? where redirect_to in (?, ?) and id in (
                            select part_id from incident_merge_part where merge_id = ? and part = 'INCIDENT')""")
                .params(merge.source(), holder, merge.target(), merge.id())
                .update();
    }

    /** Those that are still there; what somebody moved on stays where they moved it. */
    private Set<Long> putBackAlerts(Merge merge, long holder) {
        var groups = new HashSet<Long>();
        var rows = new ArrayList<Object[]>();
        work.home.database().sql("""
                        select p.part_id, p.group_id, a.group_id from incident_merge_part p join alert a on a.id = p.part_id
                        where p.merge_id = ? and p.part = 'ALERT' and a.incident_id = ?""").params(merge.id(), holder).query(row -> {
            groups.addAll(List.of(row.getLong(2), row.getLong(3)));
            rows.add(new Object[] {row.getLong(2), merge.source(), Sql.time(work.now), row.getLong(1)});
        });
        work.home
                .batches()
                .batchUpdate("update alert set group_id = ?, incident_id = ?, changed_at = ? where id = ?", rows);
        return groups;
    }

    private void putBack(Merge merge, long holder, String part, String table) {
        work.home
                .database()
                .sql("update " + table + " set incident_id = ? where incident_id = ? and id in ("
                        + "select part_id from incident_merge_part where merge_id = ? and part = ?)")
                .params(merge.source(), holder, merge.id(), part)
                .update();
    }

    /** What came from the source, and from no other, goes with it unless somebody changed it since. */
    private void giveBackDecisions(Merge merge) {
        var others = merges("target_id = ? and id <> ?", merge.target(), merge.id());
        var part = Decisions.of(work.home, merge.source());
        Decisions.of(work.home, merge.target())
                .without(
                        part,
                        merge.before().target(),
                        others.stream()
                                .map(other -> Decisions.of(work.home, other.source()))
                                .toList())
                .write(work.home, merge.target());
        work.home
                .database()
                .sql("""
                        delete from incident_tag where incident_id = ? and not tag = any(?)
                            and tag in (select tag from incident_tag where incident_id = ?)
                            and tag not in (select tag from incident_tag where incident_id = any(?))""")
                .params(
                        merge.target(),
                        Sql.texts(merge.before().tags()),
                        merge.source(),
                        Sql.numbers(others.stream().map(Merge::source).toList()))
                .update();
        others.stream().filter(other -> other.id() > merge.id()).forEach(later -> forget(merge, part, later));
    }

    /** What a later merge met was partly brought by the one that is undone, and does not come back when that is undone. */
    private void forget(Merge undone, Decisions part, Merge later) {
        var brought = new HashSet<>(tags(undone.source()));
        undone.before().tags().forEach(brought::remove);
        var before = new Before(
                later.before().source(),
                later.before().target().without(part, undone.before().target(), List.of()),
                later.before().tags().stream()
                        .filter(tag -> !brought.contains(tag))
                        .toList());
        work.home
                .database()
                .sql("update incident_merge set before = ? where id = ?")
                .params(JSON.writeValueAsString(before), later.id())
                .update();
    }
}
