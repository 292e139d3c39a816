package securitycenter.help;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import securitycenter.help.HelpRequest.State;
import securitycenter.homes.DataCenter;
import securitycenter.identity.TenantId;

/** A help request as its page shows it. */
record RequestFacts(
        String number,
        TenantId tenant,
        Topic topic,
        @Nullable DataCenter dataCenter,
        State state,
        String personName,
        String userName,
        String contact,
        String language,
        Instant createdAt,
        SentAlong sentAlong,
        @Nullable String assignedToName) {

    static RequestFacts of(HelpRequest request) {
        return new RequestFacts(
                request.label(),
                request.tenant(),
                request.topic(),
                request.dataCenter(),
                request.state(),
                request.personName(),
                request.userName(),
                request.contact(),
                request.language().getLanguage(),
                request.createdAt(),
                request.sentAlong(),
                request.assignedToName());
    }

    public boolean closed() {
        return state == State.CLOSED;
    }
}
