package securitycenter.triage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a filter asks for, and the list without it.
 *
 * @param kind the last part of the key of its text
 * @param word the key of what is asked for; null when that is a text of its own, or a moment
 */
record Chip(
        String kind,
        @Nullable String word,
        String text,
        @Nullable Instant moment,
        String without) {}
