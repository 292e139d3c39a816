package securitycenter.tenants;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a tenant's notes, the newest first.
 *
 * @param older before which note the next page begins; null when there is none
 * @param latest these are the newest
 */
record NotesPage(List<Note> notes, @Nullable Long older, boolean latest) {

    static final int LENGTH = 20;

    /** @param found one more than fits, when there are older ones */
    static NotesPage of(List<Note> found, boolean latest) {
        var shown = found.subList(0, Math.min(found.size(), LENGTH));
        return new NotesPage(shown, found.size() > LENGTH ? shown.getLast().id() : null, latest);
    }
}
