package securitycenter.help;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.DataCenter;
import securitycenter.identity.Colleague;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;
import securitycenter.mail.Mail;

/** One person's question, and whose turn it is. What was said about it are its {@link HelpEntry entries}. */
@Entity
class HelpRequest {

    enum State {
        WAITING_FOR_US,
        WAITING_FOR_CUSTOMER,
        CLOSED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private UUID tenantId;
    private UUID personId;
    private String personName;
    private String userName;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private Topic topic;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private @Nullable DataCenter dataCenter;

    private String firstWords;
    private String contact;
    private String language;

    @Embedded
    private SentAlong sentAlong;

    @Enumerated(EnumType.STRING)
    @Column(length = 20)
    private State state = State.WAITING_FOR_US;

    private Instant since;
    private Instant createdAt;
    private Instant lastReplyAt;
    private @Nullable UUID assignedTo;
    private @Nullable String assignedToName;

    @Version
    private @Nullable Long version;

    @SuppressWarnings("NullAway.Init")
    protected HelpRequest() {}

    HelpRequest(SignedInUser user, Question question, Instant now) {
        this.tenantId = user.tenant().value();
        this.personId = user.id();
        this.personName = Words.cut(256, user.name());
        this.userName = Words.cut(320, user.userName());
        this.topic = question.topic();
        this.dataCenter = question.dataCenter();
        this.firstWords = Words.firstOf(question.message());
        this.contact = question.contact();
        this.language = question.language().getLanguage();
        this.sentAlong = question.sentAlong();
        this.since = now;
        this.createdAt = now;
        this.lastReplyAt = now;
    }

    /** The person's own, and for administrators every one of their tenant. */
    boolean isFor(SignedInUser user) {
        return tenantId.equals(user.tenant().value()) && (personId.equals(user.id()) || user.administers());
    }

    /** A second message before we answered does not put the person at the end of the queue. */
    void customerWrote(Instant now) {
        assertOpen();
        this.lastReplyAt = now;
        turnTo(State.WAITING_FOR_US, now);
    }

    void staffReplied(Instant now) {
        assertOpen();
        this.lastReplyAt = now;
        turnTo(State.WAITING_FOR_CUSTOMER, now);
    }

    void close(Instant now) {
        assertOpen();
        turnTo(State.CLOSED, now);
    }

    void reopen(Instant now) {
        if (!isClosed()) {
            throw new IllegalStateException("Help request " + id + " is open");
        }
        turnTo(State.WAITING_FOR_US, now);
    }

    private void turnTo(State next, Instant now) {
        if (state != next) {
            this.state = next;
            this.since = now;
        }
    }

    private void assertOpen() {
        if (isClosed()) {
            throw new IllegalStateException("Help request " + id + " is closed");
        }
    }

    void assignTo(@Nullable Colleague staff) {
        this.assignedTo = staff == null ? null : staff.id();
        this.assignedToName = staff == null ? null : Words.cut(256, staff.name());
    }

    boolean isAssignedTo(@Nullable Colleague staff) {
        return staff == null ? assignedTo == null : staff.id().equals(assignedTo);
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** Where an answer goes by mail; null when we were given no mail address. */
    @Nullable
    String mailAddress() {
        if (Mail.isAddress(contact)) {
            return contact;
        }
        return Mail.isAddress(userName) ? userName : null;
    }

    long number() {
        return id == null ? 0 : id;
    }

    String label() {
        return HelpRequests.label(number());
    }

    TenantId tenant() {
        return new TenantId(tenantId);
    }

    UUID personId() {
        return personId;
    }

    String personName() {
        return personName;
    }

    String userName() {
        return userName;
    }

    Topic topic() {
        return topic;
    }

    @Nullable
    DataCenter dataCenter() {
        return dataCenter;
    }

    String firstWords() {
        return firstWords;
    }

    String contact() {
        return contact;
    }

    Locale language() {
        return Locale.of(language);
    }

    SentAlong sentAlong() {
        return sentAlong;
    }

    State state() {
        return state;
    }

    Instant since() {
        return since;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant lastReplyAt() {
        return lastReplyAt;
    }

    @Nullable
    String assignedToName() {
        return assignedToName;
    }
}
