package securitycenter.notifications;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.feed.CurrentIncident;
import securitycenter.feed.IncidentNews.NewAlert;

/**
 * Who gets mail about which incidents.
 *
 * @param since when it was turned on last
 * @param afterAlert the newest alert at that time
 */
record MailRule(
        long id,
        Content content,
        List<Recipient> recipients,
        Instant since,
        long afterAlert,
        int version,
        @Nullable LastChange changed) {

    /** An alert may have been on its way for so long when a rule is made. Older ones are history that is read at last. */
    static final Duration ON_ITS_WAY = Duration.ofHours(1);

    /**
     * What a person decides of it.
     *
     * @param deviceGroups all when empty
     * @param firstOnly one mail for each incident, and none when it grows
     */
    record Content(
            String name,
            String description,
            boolean on,
            Filter filter,
            Set<String> deviceGroups,
            boolean firstOnly,
            boolean withTenantName,
            Locale language,
            List<String> recipients) {}

    /** @param afterAlert the newest alert when they were added */
    record Recipient(String address, long afterAlert) {}

    /** Those of before are no news of the rule's. */
    boolean isAbout(CurrentIncident incident) {
        return incident.redirectTo() == null
                && isNews(incident.createdAt())
                && content.filter().lets(incident.severity(), incident.sources());
    }

    /** Nor is what comes to them. */
    boolean isAbout(NewAlert alert) {
        return alert.number() > afterAlert
                && isNews(alert.createdAt())
                && isNews(alert.incidentSince())
                && content.filter().lets(alert.severity(), Set.of(alert.source()));
    }

    /** Where it is about some groups only. Capitals make no other group. */
    boolean isAboutDevicesOf(Set<String> groups) {
        return groups.stream().anyMatch(group -> content.deviceGroups().stream().anyMatch(group::equalsIgnoreCase));
    }

    private boolean isNews(Instant moment) {
        return moment.isAfter(since.minus(ON_ITS_WAY));
    }

    boolean goesTo(String address) {
        return content.recipients().contains(address);
    }
}
