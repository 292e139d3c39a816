package securitycenter.help;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.help.HelpEntry.Kind;

/** Reads what was said, from the end. */
@Component
class Conversations {

    static final int LENGTH = 50;

    private static final Set<Kind> FOR_EVERYBODY = EnumSet.of(Kind.MESSAGE, Kind.CLOSED, Kind.REOPENED);
    private static final Set<Kind> FOR_STAFF = EnumSet.allOf(Kind.class);

    private final HelpEntryRepository entries;

    Conversations(HelpEntryRepository entries) {
        this.entries = entries;
    }

    /** @param before only what is older than this entry */
    @Transactional(readOnly = true)
    Conversation forThePerson(HelpRequest request, @Nullable Long before) {
        return read(request, FOR_EVERYBODY, before);
    }

    @Transactional(readOnly = true)
    Conversation forStaff(HelpRequest request, @Nullable Long before) {
        return read(request, FOR_STAFF, before);
    }

    private Conversation read(HelpRequest request, Set<Kind> kinds, @Nullable Long before) {
        var start = before == null ? Long.MAX_VALUE : before;
        var tenant = request.tenant().value();
        var found = entries.findBefore(tenant, request.number(), kinds, start, Limit.of(LENGTH + 1));
        var shown = found.subList(0, Math.min(found.size(), LENGTH)).reversed();
        var newest = before == null
                ? found
                : entries.findBefore(tenant, request.number(), kinds, Long.MAX_VALUE, Limit.of(1));
        return new Conversation(
                shown,
                found.size() > LENGTH ? shown.getFirst().id() : null,
                newest.isEmpty() ? 0 : newest.getFirst().id());
    }
}
