package securitycenter.actioncenter;

import org.jspecify.annotations.Nullable;
import securitycenter.response.ActionType;

/**
 * What is asked of the list of what waits, as it stands in the address. What cannot be read is not asked.
 *
 * @param investigation the number of the one that proposed it
 */
record PendingFilter(@Nullable String type, @Nullable String investigation) {

    static final PendingFilter ALL = new PendingFilter(null, null);

    public @Nullable ActionType kind() {
        return Words.one(ActionType.class, type).orElse(null);
    }

    public @Nullable Long number() {
        return investigation == null || !investigation.matches("[0-9]{1,18}") ? null : Long.valueOf(investigation);
    }

    public boolean hidesNothing() {
        return kind() == null && number() == null;
    }

    PendingFilter of(ActionType other) {
        return new PendingFilter(Words.word(other), investigation);
    }

    PendingFilter ofAnyType() {
        return new PendingFilter(null, investigation);
    }

    PendingFilter ofAnyInvestigation() {
        return new PendingFilter(type, null);
    }

    ListAddress address() {
        var number = number();
        return ListAddress.of(PendingController.PATH)
                .asking("type", kind() == null ? null : Words.word(kind()))
                .asking("investigation", number == null ? null : String.valueOf(number));
    }
}
