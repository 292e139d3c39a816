package securitycenter.help;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.SignedInUser;

/** Something that was said about a help request, or that became of it. Written once and never changed. */
@Entity
class HelpEntry {

    enum Kind {
        MESSAGE,
        CLOSED,
        REOPENED,
        /** For staff alone. */
        NOTE,
        /** For staff alone; the message is the name, and absent when nobody is assigned any more. */
        ASSIGNED
    }

    enum Side {
        CUSTOMER,
        STAFF
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long requestId;
    private UUID tenantId;

    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    private Kind kind;

    private boolean staff;
    private UUID authorId;
    private String authorName;
    private @Nullable String message;
    private Instant at;
    private @Nullable UUID formId;

    @SuppressWarnings("NullAway.Init")
    protected HelpEntry() {}

    HelpEntry(
            HelpRequest request,
            Kind kind,
            Side side,
            SignedInUser author,
            @Nullable String message,
            @Nullable UUID formId,
            Instant now) {
        this.requestId = request.number();
        this.tenantId = request.tenant().value();
        this.kind = kind;
        this.staff = side == Side.STAFF;
        this.authorId = author.id();
        this.authorName = Words.cut(256, author.name());
        this.message = message;
        this.formId = formId;
        this.at = now;
    }

    long requestId() {
        return requestId;
    }

    boolean says(String words) {
        return words.equals(message);
    }
}
