package securitycenter.incidents;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import securitycenter.correlation.CorrelationSettings;
import securitycenter.correlation.Group;
import securitycenter.homes.TenantHome;

/** One transaction in which a person changes what belongs together. Nobody else does so before it ends. */
final class Handwork {

    final TenantHome home;
    final Analyst who;
    final Instant now;
    final HomeGround ground;
    final Writing writing;
    final ActivityLog log;
    private final CorrelationSettings settings;
    private final HomeGround.Numbers numbers;

    Handwork(TenantHome home, Analyst who, Instant now, CorrelationSettings settings) {
        this.home = home;
        this.who = who;
        this.now = now;
        this.settings = settings;
        this.ground = new HomeGround(home);
        this.numbers = ground.numbers();
        this.writing = new Writing(home, now);
        this.log = new ActivityLog(home, who, now);
    }

    Group startIncident() {
        var group = Group.started(numbers.incident(), null, now);
        ground.know(group);
        writing.start(group, List.of(), List.of());
        writing.flush();
        ground.take(numbers);
        return group;
    }

    void keepApart(long one, long other) {
        home.database()
                .sql("insert into kept_apart (one, other) values (?, ?) on conflict do nothing")
                .params(Math.min(one, other), Math.max(one, other))
                .update();
    }

    void rebuild(Collection<Long> groups) {
        groups.forEach(group -> writing.rebuild(ground.group(group), settings));
    }

    /** So that whoever has one of them before them reads that it is another by now. */
    void changed(Collection<Group> incidents) {
        writing.sumUp(incidents);
        incidents.forEach(incident -> home.database()
                .sql("update incident set version = version + 1, changed_at = ? where id = ?")
                .params(Sql.time(now), incident.id())
                .update());
    }
}
