package securitycenter.events;

import java.time.Clock;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** Deletes events whose time has come, damaged files of them too, and gives their place on the disk back. */
@Component
class OldEvents {

    private final OpenStores stores;
    private final EventSettings settings;
    private final Clock clock;

    OldEvents(OpenStores stores, EventSettings settings, Clock clock) {
        this.stores = stores;
        this.settings = settings;
        this.clock = clock;
    }

    /** Table by table, so that whoever stores events waits for one at most. Can be cut off at any time. */
    void forget(TenantHome home) {
        var end = clock.instant().minus(settings.keptFor());
        StoreFile.of(home).deleteSetAside(end);
        var before = Ticks.of(end);
        Shape.all()
                .forEach(shape -> stores.change(home, connection -> {
                    try (var delete = connection.createStatement()) {
                        return delete.executeUpdate("delete from " + shape.quoted() + " where "
                                + Shape.quoted(shape.timeColumn()) + " < " + before);
                    }
                }));
        stores.change(home, connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute("checkpoint events");
            }
        });
        stores.leave(home);
    }
}
