package securitycenter.correlation;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How near in time alerts must be to belong together, and what links nothing. No source gives these numbers: they are
 * ours.
 *
 * @param artifacts how long a file, process, message or address links
 * @param assets how long a device, account, mailbox or remote IP address links
 * @param sequence how long after a mail its recipient's activity links to it
 * @param commonAfter in how many open incidents something may be before it is too common to link
 * @param mostAlerts of an incident
 * @param mostEntities of an incident
 * @param separateDeviceGroups whether no incidents are joined that have devices in different groups
 * @param ignored what links nothing: hashes, addresses, user names, as they stand in evidence
 */
@ConfigurationProperties("correlation")
public record CorrelationSettings(
        @DefaultValue("7d") Duration artifacts,
        @DefaultValue("24h") Duration assets,
        @DefaultValue("48h") Duration sequence,
        @DefaultValue("20") int commonAfter,
        @DefaultValue("500") int mostAlerts,
        @DefaultValue("1500") int mostEntities,
        @DefaultValue("false") boolean separateDeviceGroups,
        @DefaultValue Set<String> ignored) {

    private static final Duration FOR_EVER = Duration.ofDays(3_650);

    /** How far apart two alerts may be that both name such an entity. */
    Duration window(EntityKind kind) {
        return switch (kind) {
            case INVESTIGATION -> FOR_EVER;
            case FILE, PROCESS, SENDER_SUBJECT, MESSAGE, URL -> artifacts;
            case DEVICE_ID, DEVICE_ENTRA_ID, DEVICE_NAME, ACCOUNT_ID, ACCOUNT_SID, ACCOUNT_NAME, MAILBOX, IP -> assets;
            case RECIPIENT, ACTIVE_ACCOUNT, DEVICE_GROUP, OTHER -> Duration.ZERO;
        };
    }

    boolean ignores(String identity) {
        return ignored.stream().anyMatch(identity::equalsIgnoreCase);
    }
}
