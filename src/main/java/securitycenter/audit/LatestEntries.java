package securitycenter.audit;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import securitycenter.identity.TenantId;

/** The newest entries of a tenant's log in words, for a page that shows them among other things. */
@Component
public class LatestEntries {

    /**
     * @param actor PERSON, PROGRAM, STAFF or SYSTEM
     * @param what key of the words for the act
     * @param before what it was, in the reader's words
     * @param after what it is now, likewise
     */
    public record Line(
            Instant at,
            String actor,
            @Nullable String who,
            String what,
            @Nullable String before,
            @Nullable String after,
            @Nullable String reason,
            @Nullable String reference,
            boolean refused) {}

    private final AuditEntries entries;
    private final MessageSource messages;

    LatestEntries(AuditEntries entries, MessageSource messages) {
        this.entries = entries;
        this.messages = messages;
    }

    /** The newest first. */
    public List<Line> of(TenantId tenant, int atMost, Locale reader) {
        var words = new Words(messages, reader);
        var before = Math.max(0, entries.head(tenant).length() - atMost);
        return entries.after(tenant, before, atMost).reversed().stream()
                .map(SealedEntry::entry)
                .map(entry -> new Line(
                        entry.at(),
                        entry.actorKind(),
                        entry.actorName(),
                        "audit.act." + entry.what(),
                        words.of(entry.from()),
                        words.of(entry.to()),
                        words.of(entry.reason()),
                        entry.reference(),
                        entry.refused()))
                .toList();
    }
}
