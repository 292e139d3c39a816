package securitycenter.incidents;

import java.time.Instant;
import java.util.List;
import securitycenter.alerts.IncidentStatus;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** Writes that one group became part of another, or is shown in it. */
final class Joining {

    static final String REDIRECTED = "Redirected";

    private final TenantHome home;
    private final HomeGround ground;
    private final Presences presences;
    private final Instant now;

    Joining(TenantHome home, HomeGround ground, Presences presences, Instant now) {
        this.home = home;
        this.ground = ground;
        this.presences = presences;
        this.now = now;
    }

    /** A group of ours became part of another of ours. */
    void merge(Group younger) {
        home.database()
                .sql("update alert set group_id = ?, incident_id = ?, changed_at = ? where group_id = ?")
                .params(younger.current().id(), younger.shown().id(), Sql.time(now), younger.id())
                .update();
        presences.remove(younger);
        redirect(younger, younger.shown());
    }

    /** A group of ours is shown in an incident of Microsoft's from now on. */
    void show(Group group) {
        home.database()
                .sql("update alert set incident_id = ?, changed_at = ? where group_id = ?")
                .params(group.shown().id(), Sql.time(now), group.id())
                .update();
        redirect(group, group.shown());
    }

    /**
     * Microsoft made one of its incidents part of another: the alerts go along, and ours that were shown in it. Nothing is
     * shown in one of ours, so what goes to one of ours becomes part of it.
     */
    void redirectWithAll(Group from, Group to) {
        if (hasOpenAlerts(from)) {
            new Reopening(home, now).open(to);
        }
        var ofFrom = groupsShownIn(from);
        home.database()
                .sql("update alert set group_id = ?, changed_at = ? where "
                        + (to.sourceId() == null ? "incident_id" : "group_id") + " = ?")
                .params(to.id(), Sql.time(now), from.id())
                .update();
        home.database()
                .sql("update alert set incident_id = ?, changed_at = ? where incident_id = ?")
                .params(to.id(), Sql.time(now), from.id())
                .update();
        home.database()
                .sql("update incident set redirect_to = ?, changed_at = ? where redirect_to = ?")
                .params(to.id(), Sql.time(now), from.id())
                .update();
        presences.rebuild(List.of(to));
        presences.rebuild(ofFrom);
        redirect(from, to);
        from.showIn(to);
        Presences.open(home, to.id(), to.isOpen());
    }

    private boolean hasOpenAlerts(Group incident) {
        return home.database()
                        .sql("select count(*) from alert where incident_id = ? and is_open")
                        .param(incident.id())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Itself, and those of ours whose alerts are on its page. */
    List<Group> groupsShownIn(Group incident) {
        return ground.groups(home.database()
                .sql("select id from incident where id = ? union all select id from incident where redirect_to = ?")
                .params(incident.id(), incident.id())
                .query(Long.class)
                .list());
    }

    private void redirect(Group from, Group to) {
        makePartOf(from, to);
        new ActivityLog(home, null, now).put(to.id(), "merged", from.id(), null, null);
    }

    /** The one's address leads to the other from now on, and all that was said of the one is said of the other. */
    void makePartOf(Group from, Group to) {
        var decided = Decisions.of(home, from.id());
        // What was decided about it before it was shown elsewhere has been taken over then.
        if (decided.status() != IncidentStatus.REDIRECTED) {
            takeOver(decided, from, to);
        }
        tag(from);
        home.database()
                .sql("""
                        update incident set status = ?, is_open = false, redirect_to = ?, changed_at = ?,
                            version = version + 1
                        where id = ?""")
                .params(IncidentStatus.REDIRECTED.name(), to.id(), Sql.time(now), from.id())
                .update();
        home.database()
                .sql("update incident_comment set incident_id = ? where incident_id = ?")
                .params(to.id(), from.id())
                .update();
        // Versions of the one say nothing about changes of the other.
        home.database()
                .sql("update activity set incident_id = ?, version = null where incident_id = ?")
                .params(to.id(), from.id())
                .update();
        stayApart(from, to);
    }

    /** As Microsoft marks what it redirects. */
    private void tag(Group from) {
        home.database()
                .sql(
                        "insert into incident_tag (incident_id, tag, is_system) values (?, ?, true) on conflict do nothing")
                .params(from.id(), REDIRECTED)
                .update();
    }

    /** It is an incident by itself again. */
    void untag(long incident) {
        home.database()
                .sql("delete from incident_tag where incident_id = ? and tag = ? and is_system")
                .params(incident, REDIRECTED)
                .update();
    }

    /** What a person took from the one does not come back to it by way of the other. */
    private void stayApart(Group from, Group to) {
        home.database().sql("""
                        insert into kept_apart (one, other)
                        select least(:to, apart), greatest(:to, apart) from (
                            select other as apart from kept_apart where one = :from
                            union all select one from kept_apart where other = :from) a
                        where apart <> :to
                        on conflict do nothing""").param("from", from.id()).param("to", to.id()).update();
    }

    private void takeOver(Decisions decided, Group from, Group to) {
        Decisions.of(home, to.id()).or(decided).write(home, to.id());
        home.database()
                .sql("""
                        insert into incident_tag (incident_id, tag, is_system)
                        select :to, tag, is_system from incident_tag where incident_id = :from
                            and not (is_system and tag = :redirected)
                            and tag not in (select tag from incident_tag where incident_id = :to)""")
                .param("from", from.id())
                .param("to", to.id())
                .param("redirected", REDIRECTED)
                .update();
    }

    /** The last of its alerts has gone to another incident. */
    void leaveEmpty(Group group, Group to) {
        var isEmpty = home.database()
                        .sql("""
                                select (select count(*) from alert where group_id = ?)
                                    + (select count(*) from alert where incident_id = ?)""")
                        .params(group.id(), group.id())
                        .query(Integer.class)
                        .single()
                == 0;
        if (isEmpty && group.sourceId() == null && group.shown() == group && group != to) {
            redirect(group, to);
            group.showIn(to);
        }
    }
}
