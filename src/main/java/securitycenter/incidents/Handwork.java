package securitycenter.incidents;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Group;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** One transaction in which a person changes what belongs together. Nobody else does so before it ends. */
final class Handwork {

    final TenantHome home;
    final Analyst who;
    final Instant now;
    final HomeGround ground;
    final Presences presences;
    final Joining joining;
    final ActivityLog log;
    private final Turn turn;

    Handwork(TenantHome home, Analyst who, Turn turn, CorrelationSettings settings) {
        this.home = home;
        this.who = who;
        this.turn = turn;
        this.now = turn.now();
        this.ground = new HomeGround(home, settings);
        this.presences = new Presences(home, settings, now);
        this.joining = new Joining(home, ground, presences, now);
        this.log = new ActivityLog(home, who, now);
    }

    Group startIncident() {
        var group = Group.started(turn.incident(), null, now);
        ground.know(group);
        var writing = new Writing(home, now);
        writing.start(group, List.of(), List.of());
        writing.flush();
        turn.end();
        return group;
    }

    void keepApart(long one, long other) {
        home.database()
                .sql("insert into kept_apart (one, other) values (?, ?) on conflict do nothing")
                .params(Math.min(one, other), Math.max(one, other))
                .update();
    }

    void rebuild(Collection<Long> groups) {
        presences.rebuild(ground.groups(groups));
    }

    /** So that whoever has one of them before them reads that it is another by now. */
    void changed(Collection<Group> incidents) {
        new Sums(home, now).bringUpToDate(incidents);
        incidents.forEach(incident -> home.database()
                .sql("update incident set version = version + 1, changed_at = ? where id = ?")
                .params(Sql.time(now), incident.id())
                .update());
    }
}
