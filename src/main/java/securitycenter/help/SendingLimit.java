package securitycenter.help;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.identity.SignedInUser;

/** How much one person may send us in an hour. */
@Component
class SendingLimit {

    static final int REQUESTS = 5;
    static final int MESSAGES = 30;

    private static final Duration WINDOW = Duration.ofHours(1);

    private final HelpRequestRepository requests;
    private final HelpEntryRepository entries;
    private final JdbcClient database;
    private final Clock clock;

    SendingLimit(HelpRequestRepository requests, HelpEntryRepository entries, JdbcClient database, Clock clock) {
        this.requests = requests;
        this.entries = entries;
        this.database = database;
        this.clock = clock;
    }

    /** Until this transaction ends, nothing else of the person is counted or written. */
    @Transactional(propagation = Propagation.MANDATORY)
    void oneAtATime(SignedInUser user) {
        database.sql("insert into help_sender (tenant_id, person_id) values (?, ?) on conflict do nothing")
                .params(user.tenant().value(), user.id())
                .update();
        database.sql("select person_id from help_sender where tenant_id = ? and person_id = ? for update")
                .params(user.tenant().value(), user.id())
                .query()
                .singleRow();
    }

    /** Until when the person has to wait before another request; empty when there is no need to. */
    Optional<Instant> reachedForRequests(SignedInUser user) {
        return reached(requests.findNewest(user.tenant().value(), user.id(), Limit.of(REQUESTS)), REQUESTS)
                .or(() -> reachedForMessages(user));
    }

    Optional<Instant> reachedForMessages(SignedInUser user) {
        return reached(entries.findNewestMessages(user.tenant().value(), user.id(), Limit.of(MESSAGES)), MESSAGES);
    }

    private Optional<Instant> reached(List<Instant> newest, int most) {
        return newest.size() < most
                ? Optional.empty()
                : Optional.of(newest.getLast().plus(WINDOW)).filter(clock.instant()::isBefore);
    }
}
