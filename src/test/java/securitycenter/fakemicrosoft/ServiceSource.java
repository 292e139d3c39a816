package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One of the four services whose alerts the product reads, with the words that Graph has for it. */
public enum ServiceSource {
    ENDPOINT(
            "microsoftDefenderForEndpoint",
            "microsoftDefenderForEndpoint",
            "Microsoft Defender for Endpoint",
            "da",
            "WINDEFATP"),
    IDENTITY(
            "microsoftDefenderForIdentity",
            "microsoftDefenderForIdentity",
            "Microsoft Defender for Identity",
            "aa",
            "ATA"),
    CLOUD_APPS(
            "microsoftDefenderForCloudApps",
            "cloudAppSecurity",
            "Microsoft Defender for Cloud Apps",
            "ca",
            "ADALLOM_S_STANDALONE"),
    OFFICE_365(
            "microsoftDefenderForOffice365",
            "microsoftDefenderForOffice365",
            "Microsoft Defender for Office 365",
            "fa",
            "THREAT_INTELLIGENCE");

    private static final long TICKS_UNTIL_1970 = 621_355_968_000_000_000L;

    final String graphName;
    final String detectionSource;
    final String productName;
    final String prefix;
    private final String plan;

    ServiceSource(String graphName, String detectionSource, String productName, String prefix, String plan) {
        this.graphName = graphName;
        this.detectionSource = detectionSource;
        this.productName = productName;
        this.prefix = prefix;
        this.plan = plan;
    }

    /** Those that the licenses of this tenant pay for now. */
    public static Set<ServiceSource> of(Tenant tenant) {
        return Arrays.stream(values())
                .filter(source -> tenant.subscriptions().stream().anyMatch(each -> each.provides(source.plan)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(ServiceSource.class)));
    }

    /** What the service itself calls an alert; each has a form of its own. */
    String providerAlertId(UUID id, Instant created) {
        return switch (this) {
            case ENDPOINT -> ticks(created) + "_" + (int) id.getMostSignificantBits();
            case CLOUD_APPS -> id.toString().toUpperCase(Locale.ROOT);
            case IDENTITY, OFFICE_365 -> id.toString();
        };
    }

    private static long ticks(Instant instant) {
        return TICKS_UNTIL_1970 + instant.getEpochSecond() * 10_000_000 + instant.getNano() / 100;
    }
}
