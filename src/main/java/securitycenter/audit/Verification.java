package securitycenter.audit;

import java.time.Instant;
import org.springframework.ui.Model;

/** What came out when a tenant's chain was computed anew. */
sealed interface Verification {

    record Empty() implements Verification {}

    record Unbroken(long entries, Instant since, String head) implements Verification {}

    /** Entries before the number are as they were written; this one was changed, added, moved or taken out. */
    record Broken(long number) implements Verification {}

    /** The database answers, but what it holds of the chain makes no entries. */
    record Unreadable() implements Verification {}

    /** For the page, each under a name of its own. */
    default void showIn(Model model) {
        switch (this) {
            case Empty empty -> model.addAttribute("empty", empty);
            case Unbroken unbroken -> model.addAttribute("unbroken", unbroken);
            case Broken broken -> model.addAttribute("broken", broken);
            case Unreadable unreadable -> model.addAttribute("unreadable", unreadable);
        }
    }
}
