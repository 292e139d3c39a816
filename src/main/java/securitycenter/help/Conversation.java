package securitycenter.help;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of what was said about a request, the oldest first.
 *
 * @param before names the older part; absent when there is none
 * @param newest the id of the last entry there is, shown or not
 */
record Conversation(List<Said> entries, @Nullable Long before, long newest) {}
