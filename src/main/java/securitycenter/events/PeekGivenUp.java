package securitycenter.events;

import securitycenter.events.ReadEvents.GivenUp;

/** A compiler wanted to look at events, or at files that a query names, and that was given up. */
public class PeekGivenUp extends RuntimeException {

    private final transient GivenUp how;

    PeekGivenUp(GivenUp how) {
        super(how.cause().name());
        this.how = how;
    }

    public GivenUp how() {
        return how;
    }
}
