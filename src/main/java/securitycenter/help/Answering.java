package securitycenter.help;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
import securitycenter.identity.Colleague;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantChanged;

/** What our staff do with help requests. */
@Component
class Answering {

    sealed interface Outcome {

        record Done() implements Outcome {}

        /** Nothing was done, because others did something that had not been seen. */
        record Overtaken(List<Said> meanwhile) implements Outcome {}

        /** Nothing can be added to it. */
        record Closed() implements Outcome {}
    }

    private final HelpRequestRepository requests;
    private final HelpEntryRepository entries;
    private final HelpMail mail;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Answering(
            HelpRequestRepository requests,
            HelpEntryRepository entries,
            HelpMail mail,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.requests = requests;
        this.entries = entries;
        this.mail = mail;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Optional<HelpRequest> find(long number) {
        return requests.findById(number);
    }

    /** @param seen the newest entry that the answer takes into account */
    @Transactional
    Outcome reply(SignedInUser staff, long number, String message, UUID formId, long seen) {
        var request = locked(number);
        if (isSaidAlready(request, staff, message, formId)) {
            return new Outcome.Done();
        }
        var meanwhile = sinceThen(request, staff, seen);
        if (!meanwhile.isEmpty()) {
            return new Outcome.Overtaken(meanwhile);
        }
        if (request.isClosed()) {
            return new Outcome.Closed();
        }
        send(request, staff, message, formId);
        return new Outcome.Done();
    }

    /** Says nothing to the customer, nor to the customer's log. */
    @Transactional
    void note(SignedInUser staff, long number, String words, UUID formId) {
        var request = locked(number);
        if (!isSaidAlready(request, staff, words, formId)) {
            write(request, Kind.NOTE, staff, words, unlessUsed(formId, request, staff));
            audit.record(Act.of(staff, "help.noted")
                    .on("help-request", request.label())
                    .reference(request.label()));
        }
    }

    @Transactional
    Outcome assign(SignedInUser staff, long number, @Nullable Colleague toWhom, long seen) {
        var request = locked(number);
        if (request.isAssignedTo(toWhom)) {
            return new Outcome.Done();
        }
        var meanwhile = sinceThen(request, staff, seen);
        if (!meanwhile.isEmpty()) {
            return new Outcome.Overtaken(meanwhile);
        }
        var before = request.assignedToName();
        request.assignTo(toWhom);
        write(request, Kind.ASSIGNED, staff, request.assignedToName(), null);
        record(request, staff, "help.assigned", before, request.assignedToName(), null);
        return new Outcome.Done();
    }

    @Transactional
    Outcome close(SignedInUser staff, long number, String reason, long seen) {
        var request = locked(number);
        var meanwhile = sinceThen(request, staff, seen);
        if (!meanwhile.isEmpty()) {
            return new Outcome.Overtaken(meanwhile);
        }
        if (request.isClosed()) {
            return new Outcome.Closed();
        }
        var before = request.state();
        request.close(now());
        write(request, Kind.CLOSED, staff, reason, null);
        mail.closed(request, staff, reason);
        events.publishEvent(new TenantChanged(request.tenant()));
        record(request, staff, "help.closed", before, request.state(), reason);
        return new Outcome.Done();
    }

    /** @param message for the customer, or nothing */
    @Transactional
    Outcome reopen(SignedInUser staff, long number, String message, UUID formId, long seen) {
        var request = locked(number);
        if (!request.isClosed()) {
            return message.isEmpty() ? new Outcome.Done() : reply(staff, number, message, formId, seen);
        }
        request.reopen(now());
        write(request, Kind.REOPENED, staff, null, null);
        events.publishEvent(new TenantChanged(request.tenant()));
        record(request, staff, "help.reopened", State.CLOSED, request.state(), null);
        if (!message.isEmpty()) {
            send(request, staff, message, formId);
        }
        return new Outcome.Done();
    }

    private void send(HelpRequest request, SignedInUser staff, String message, UUID formId) {
        var before = request.state();
        request.staffReplied(now());
        write(request, Kind.MESSAGE, staff, message, unlessUsed(formId, request, staff));
        mail.answered(request, staff, message);
        record(request, staff, "help.replied", before, request.state(), null);
    }

    private void write(
            HelpRequest request, Kind kind, SignedInUser staff, @Nullable String message, @Nullable UUID formId) {
        entries.save(new HelpEntry(request, kind, Side.STAFF, staff, message, formId, now()));
    }

    private void record(
            HelpRequest request,
            SignedInUser staff,
            String what,
            @Nullable Object before,
            @Nullable Object after,
            @Nullable String reason) {
        audit.record(Act.byStaff(staff, request.tenant(), what)
                .on("help-request", request.label())
                .from(before)
                .to(after)
                .because(reason)
                .reference(request.label()));
    }

    private boolean isSaidAlready(HelpRequest request, SignedInUser staff, String words, UUID formId) {
        return entries.findByTenantIdAndAuthorIdAndFormId(request.tenant().value(), staff.id(), formId)
                .filter(entry -> entry.says(words))
                .isPresent();
    }

    /** A form that comes again with other words says something else, and only the first keeps the form's id. */
    private @Nullable UUID unlessUsed(UUID formId, HelpRequest request, SignedInUser staff) {
        return entries.findByTenantIdAndAuthorIdAndFormId(request.tenant().value(), staff.id(), formId)
                        .isPresent()
                ? null
                : formId;
    }

    private List<Said> sinceThen(HelpRequest request, SignedInUser staff, long seen) {
        return entries.findByOthersAfter(request.tenant().value(), request.number(), seen, staff.id());
    }

    private HelpRequest locked(long number) {
        return requests.lock(number).orElseThrow();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
