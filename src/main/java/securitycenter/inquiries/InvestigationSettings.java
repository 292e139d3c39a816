package securitycenter.inquiries;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When investigations start and how far they go.
 *
 * @param interval how often it is looked whether there are new alerts
 * @param waitForMicrosoft how long it stays open whether Microsoft examines an alert itself
 * @param waitForEvidence how long an alert may be without what an investigation could begin with
 * @param startWithin of the last activity that an alert tells of; what is older is history
 * @param lookBack how far it looks back for the same elsewhere
 * @param manyDevices from which on a person decides whether one thing may take it there
 * @param keptFor after its end
 */
@ConfigurationProperties("investigations")
public record InvestigationSettings(
        @DefaultValue("30s") Duration interval,
        @DefaultValue("2m") Duration waitForMicrosoft,
        @DefaultValue("15m") Duration waitForEvidence,
        @DefaultValue("7d") Duration startWithin,
        @DefaultValue("30d") Duration lookBack,
        @DefaultValue("10") int manyDevices,
        @DefaultValue("180d") Duration keptFor) {}
