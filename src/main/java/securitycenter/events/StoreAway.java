package securitycenter.events;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** There is no event store, or another instance keeps it. */
class StoreAway extends RuntimeException {

    StoreAway(Path file) {
        this(file, null);
    }

    StoreAway(Path file, @Nullable Throwable cause) {
        super("The event store " + file + " cannot be had", cause);
    }
}
