package securitycenter.alerts;

import java.util.List;
import java.util.stream.Stream;

/** Graph's words for what noticed something. */
public final class DetectionSources {

    private static final List<String> FIRST = List.of(
            "microsoftDefenderForEndpoint",
            "antivirus",
            "smartScreen",
            "customTi",
            "microsoftDefenderForOffice365",
            "automatedInvestigation",
            "microsoftThreatExperts",
            "customDetection",
            "microsoftDefenderForIdentity",
            "cloudAppSecurity",
            "microsoft365Defender",
            "azureAdIdentityProtection",
            "manual",
            "microsoftDataLossPrevention",
            "appGovernancePolicy",
            "appGovernanceDetection");

    /** Those that Graph learned later, which it shows only to clients that ask for such words. */
    public static final List<String> LATER = List.of(
            "microsoftDefenderForCloud",
            "microsoftDefenderForIoT",
            "microsoftDefenderForServers",
            "microsoftDefenderForStorage",
            "microsoftDefenderForDNS",
            "microsoftDefenderForDatabases",
            "microsoftDefenderForContainers",
            "microsoftDefenderForNetwork",
            "microsoftDefenderForAppService",
            "microsoftDefenderForKeyVault",
            "microsoftDefenderForResourceManager",
            "microsoftDefenderForApiManagement",
            "nrtAlerts",
            "scheduledAlerts",
            "microsoftDefenderThreatIntelligenceAnalytics",
            "builtInMl",
            "microsoftInsiderRiskManagement",
            "microsoftThreatIntelligence",
            "microsoftDefenderForAIServices",
            "securityCopilot",
            "microsoftSentinel");

    /** All, but for that of what is unknown. */
    public static final List<String> WORDS =
            Stream.concat(FIRST.stream(), LATER.stream()).toList();

    private DetectionSources() {}
}
