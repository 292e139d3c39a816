package securitycenter.events;

import java.nio.file.Path;

/** The file is there, and is no event store that could be opened. */
class StoreDamaged extends RuntimeException {

    StoreDamaged(Path file, Throwable cause) {
        super("The event store " + file + " cannot be read", cause);
    }
}
