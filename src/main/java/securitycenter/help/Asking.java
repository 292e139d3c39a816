package securitycenter.help;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.help.HelpEntry.Kind;
import securitycenter.help.HelpEntry.Side;
import securitycenter.help.HelpRequest.State;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantChanged;

/** What people of a tenant do with their help requests. */
@Component
class Asking {

    sealed interface Outcome {

        record Sent(long number) implements Outcome {}

        /** @param until when something can be sent again */
        record TooMany(Instant until) implements Outcome {}

        /** Nothing can be added to it. */
        record Closed() implements Outcome {}
    }

    private final HelpRequestRepository requests;
    private final HelpEntryRepository entries;
    private final SendingLimit limit;
    private final HelpMail mail;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Asking(
            HelpRequestRepository requests,
            HelpEntryRepository entries,
            SendingLimit limit,
            HelpMail mail,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.requests = requests;
        this.entries = entries;
        this.limit = limit;
        this.mail = mail;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** The request if the person may see it; anybody else's is as good as none. */
    @Transactional(readOnly = true)
    Optional<HelpRequest> find(SignedInUser user, long number) {
        return requests.findByIdAndTenantId(number, user.tenant().value()).filter(request -> request.isFor(user));
    }

    @Transactional
    Outcome ask(SignedInUser user, Question question) {
        limit.oneAtATime(user);
        var sent = sentBefore(user, question.formId());
        if (sent.filter(entry -> entry.says(question.message())).isPresent()) {
            return new Outcome.Sent(sent.get().requestId());
        }
        var wait = limit.reachedForRequests(user);
        if (wait.isPresent()) {
            return new Outcome.TooMany(wait.get());
        }
        var request = requests.save(new HelpRequest(user, question, now()));
        write(request, Kind.MESSAGE, user, question.message(), sent.isEmpty() ? question.formId() : null);
        mail.asked(request);
        events.publishEvent(new TenantChanged(user.tenant()));
        record(request, user, "help.requested", null, request.topic());
        return new Outcome.Sent(request.number());
    }

    @Transactional
    Outcome reply(SignedInUser user, long number, String message, UUID formId) {
        limit.oneAtATime(user);
        var request = locked(user, number);
        var sent = sentBefore(user, formId);
        if (sent.filter(entry -> entry.says(message)).isPresent()) {
            return new Outcome.Sent(number);
        }
        if (request.isClosed()) {
            return new Outcome.Closed();
        }
        var wait = limit.reachedForMessages(user);
        if (wait.isPresent()) {
            return new Outcome.TooMany(wait.get());
        }
        write(request, user, message, sent.isEmpty() ? formId : null);
        return new Outcome.Sent(number);
    }

    /** A closed request is opened by saying what is still open. */
    @Transactional
    Outcome reopen(SignedInUser user, long number, String message, UUID formId) {
        limit.oneAtATime(user);
        var request = locked(user, number);
        if (!request.isClosed()) {
            return reply(user, number, message, formId);
        }
        var wait = limit.reachedForMessages(user);
        if (wait.isPresent()) {
            return new Outcome.TooMany(wait.get());
        }
        request.reopen(now());
        write(request, Kind.REOPENED, user, null, null);
        events.publishEvent(new TenantChanged(user.tenant()));
        record(request, user, "help.reopened", State.CLOSED, request.state());
        write(request, user, message, sentBefore(user, formId).isEmpty() ? formId : null);
        return new Outcome.Sent(number);
    }

    @Transactional
    void close(SignedInUser user, long number) {
        var request = locked(user, number);
        if (request.isClosed()) {
            return;
        }
        var before = request.state();
        request.close(now());
        write(request, Kind.CLOSED, user, null, null);
        events.publishEvent(new TenantChanged(user.tenant()));
        record(request, user, "help.closed", before, request.state());
    }

    private void write(HelpRequest request, SignedInUser user, String message, @Nullable UUID formId) {
        var before = request.state();
        request.customerWrote(now());
        write(request, Kind.MESSAGE, user, message, formId);
        record(request, user, "help.replied", before, request.state());
    }

    private void write(
            HelpRequest request, Kind kind, SignedInUser user, @Nullable String message, @Nullable UUID formId) {
        entries.save(new HelpEntry(request, kind, Side.CUSTOMER, user, message, formId, now()));
    }

    private void record(
            HelpRequest request, SignedInUser user, String what, @Nullable Object before, @Nullable Object after) {
        audit.record(Act.of(user, what)
                .on("help-request", request.label())
                .from(before)
                .to(after)
                .reference(request.label()));
    }

    /** What the person said with the same form. With other words it is another message all the same. */
    private Optional<HelpEntry> sentBefore(SignedInUser user, UUID formId) {
        return entries.findByTenantIdAndAuthorIdAndFormId(user.tenant().value(), user.id(), formId);
    }

    private HelpRequest locked(SignedInUser user, long number) {
        return requests.lock(number, user.tenant().value())
                .filter(request -> request.isFor(user))
                .orElseThrow();
    }

    /** Both databases keep microseconds, and pages of the queue are found by them. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
