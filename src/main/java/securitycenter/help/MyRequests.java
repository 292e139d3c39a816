package securitycenter.help;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.help.HelpRequest.State;
import securitycenter.identity.SignedInUser;

/** The requests that a person may see. */
@Component
class MyRequests {

    record Line(String number, Topic topic, String firstWords, State state, String askedBy, Instant lastReplyAt) {

        static Line of(HelpRequest request) {
            return new Line(
                    request.label(),
                    request.topic(),
                    request.firstWords(),
                    request.state(),
                    request.personName(),
                    request.lastReplyAt());
        }
    }

    private final HelpRequestRepository requests;

    MyRequests(HelpRequestRepository requests) {
        this.requests = requests;
    }

    /** The newest first, those before the number. */
    @Transactional(readOnly = true)
    List<Line> before(SignedInUser user, @Nullable Long number, int atMost) {
        var tenant = user.tenant().value();
        var start = number == null ? Long.MAX_VALUE : number;
        var found = user.administers()
                ? requests.findBefore(tenant, start, Limit.of(atMost))
                : requests.findBefore(tenant, user.id(), start, Limit.of(atMost));
        return found.stream().map(Line::of).toList();
    }
}
