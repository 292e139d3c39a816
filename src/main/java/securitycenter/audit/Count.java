package securitycenter.audit;

/**
 * How many there are.
 *
 * @param more there are more than were counted
 */
record Count(long number, boolean more) {

    static Count of(long number) {
        return new Count(number, false);
    }

    /** Of those who stopped counting at one more than that. */
    static Count upTo(long most, long counted) {
        return new Count(Math.min(most, counted), counted > most);
    }
}
