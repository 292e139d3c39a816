package securitycenter.kql;

import securitycenter.kql.syntax.HiddenStrings;

/** What of a query's text is not for everybody who may see the query. */
public final class Secrets {

    private Secrets() {}

    /** The text without what is in its hidden texts, {@code h"…"}. */
    public static String masked(String text) {
        return HiddenStrings.masked(text);
    }
}
