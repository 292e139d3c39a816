package securitycenter.events;

import java.nio.file.Path;

/** Nothing can be stored now, because the home is being moved. Trying again in the tenant's home of then will help. */
public class EventsFrozen extends RuntimeException {

    EventsFrozen(Path store) {
        super("The event store " + store + " is frozen");
    }
}
