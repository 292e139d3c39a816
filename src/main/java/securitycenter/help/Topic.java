package securitycenter.help;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a help request is about. */
enum Topic {
    TURN_ON_OFF,
    OTHER_LOCATION,
    CANNOT_SEE,
    OTHER;

    static Optional<Topic> named(@Nullable String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.name().equals(name))
                .findFirst();
    }
}
