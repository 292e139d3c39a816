package securitycenter.help;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.help.HelpRequest.State;

/** One request of the queue. */
record QueueLine(
        long id,
        UUID tenantId,
        String tenantName,
        Topic topic,
        String firstWords,
        State state,
        Instant since,
        Instant createdAt,
        @Nullable String assignedToName) {

    public String number() {
        return HelpRequests.label(id);
    }

    /** Where the next page begins. */
    QueuePlace place() {
        return new QueuePlace(state, since, id);
    }
}
