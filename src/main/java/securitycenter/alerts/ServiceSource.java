package securitycenter.alerts;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The product that raised an alert, by Graph's word, the older API's words and the words of streamed rows. */
public enum ServiceSource {
    UNKNOWN("unknown", "Unknown"),
    ENDPOINT(
            "microsoftDefenderForEndpoint",
            "MicrosoftDefenderForEndpoint",
            "MicrosoftDefenderATP",
            "Microsoft Defender for Endpoint"),
    IDENTITY(
            "microsoftDefenderForIdentity",
            "MicrosoftDefenderForIdentity",
            "AzureATP",
            "Microsoft Defender for Identity"),
    CLOUD_APPS(
            "microsoftDefenderForCloudApps",
            "MicrosoftCloudAppSecurity",
            "MicrosoftDefenderForCloudApps",
            "Microsoft Cloud App Security",
            "Microsoft Defender for Cloud Apps"),
    OFFICE_365(
            "microsoftDefenderForOffice365",
            "MicrosoftDefenderForOffice365",
            "OfficeATP",
            "Microsoft Defender for Office 365",
            "Office 365 Advanced Threat Protection"),
    DEFENDER_XDR(
            "microsoft365Defender", "Microsoft365Defender", "MTP", "Microsoft 365 Defender", "Microsoft Defender XDR"),
    IDENTITY_PROTECTION(
            "azureAdIdentityProtection", "AzureAdIdentityProtection", "AAD Identity Protection", "Entra ID Protection"),
    APP_GOVERNANCE("microsoftAppGovernance", "MicrosoftAppGovernance", "App Governance"),
    DATA_LOSS_PREVENTION("dataLossPrevention", "DataLossPrevention", "Microsoft Data Loss Prevention"),
    DEFENDER_FOR_CLOUD("microsoftDefenderForCloud", "MicrosoftDefenderForCloud", "Microsoft Defender for Cloud"),
    SENTINEL("microsoftSentinel", "MicrosoftSentinel", "Microsoft Sentinel"),
    INSIDER_RISK("microsoftInsiderRiskManagement", "MicrosoftInsiderRiskManagement"),
    THREAT_INTELLIGENCE("microsoftThreatIntelligence", "MicrosoftThreatIntelligence"),
    SECURITY_FOR_AI("microsoftSecurityForAI", "MicrosoftSecurityForAI");

    private final String word;
    private final String legacy;
    private final List<String> also;

    ServiceSource(String word, String legacy, String... also) {
        this.word = word;
        this.legacy = legacy;
        this.also = List.of(also);
    }

    /** As Graph writes it. */
    public String word() {
        return word;
    }

    /** As {@code /api/incidents} writes it. */
    public String legacy() {
        return legacy;
    }

    public static Optional<ServiceSource> find(@Nullable String word) {
        return Arrays.stream(values())
                .filter(source -> source.word.equalsIgnoreCase(word)
                        || source.legacy.equalsIgnoreCase(word)
                        || source.also.stream().anyMatch(each -> each.equalsIgnoreCase(word)))
                .findFirst();
    }
}
