package securitycenter.fakemicrosoft;

import java.time.Instant;

public final class Story {
    void begin(Tenant tenant, Instant now) {}
}
