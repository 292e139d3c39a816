package securitycenter.response;

import org.jspecify.annotations.Nullable;

/**
 * Why an action was proposed.
 *
 * @param detail what a person wrote, or the name of what proposed it
 */
public record Origin(
        Why why,
        @Nullable String detail,
        @Nullable Long investigation,
        @Nullable String alert,
        @Nullable Long incident) {

    public enum Why {
        /** An investigation judged the thing so. */
        JUDGED,
        /** The same thing as on another device or in another mailbox. */
        FOUND_ELSEWHERE,
        /** A person asked for it. */
        ASKED_FOR,
        /** A detection rule asks for it of all that it finds. */
        RULE
    }

    public static Origin ofPerson(String reason, @Nullable Long incident) {
        return new Origin(Why.ASKED_FOR, reason, null, null, incident);
    }
}
