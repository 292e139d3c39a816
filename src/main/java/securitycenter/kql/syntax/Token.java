package securitycenter.kql.syntax;

/**
 * A word of a query.
 *
 * @param text of a string what it holds, of all others what was written
 */
record Token(Kind kind, String text, Span span) {

    enum Kind {
        NAME,
        NUMBER,

        /** A number and a unit: {@code 1.5h}. */
        TIMESPAN,
        STRING,

        /** One that must not be shown again: {@code h"…"}. */
        HIDDEN_STRING,

        /** What stands between the parentheses of {@code datetime(…)} and its like. */
        RAW,
        SYMBOL,
        END
    }

    boolean is(String expected) {
        return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equals(expected);
    }

    boolean isString() {
        return kind == Kind.STRING || kind == Kind.HIDDEN_STRING;
    }

    /** Whether nothing stands between this one and the next. */
    boolean touches(Token next) {
        return span.end() == next.span.start();
    }
}
