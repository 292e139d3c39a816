package securitycenter.eligibility;

import securitycenter.graph.GraphSilent;

/** Why Microsoft's answer is not known. */
public enum Silence {
    TIMEOUT,
    THROTTLED,
    UNAVAILABLE,
    UNREADABLE;

    static Silence of(GraphSilent silent) {
        return switch (silent.why()) {
            case TIMEOUT -> TIMEOUT;
            case THROTTLED -> THROTTLED;
            case UNAVAILABLE -> UNAVAILABLE;
            case UNREADABLE -> UNREADABLE;
        };
    }
}
