package securitycenter.alerts;

import java.util.Locale;
import java.util.Map;

/** What noticed something. AlertInfo names it for people, and by names of former years; here it gets Graph's word. */
final class DetectionSource {

    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            Map.entry("edr", "microsoftDefenderForEndpoint"),
            Map.entry("windowsdefenderatp", "microsoftDefenderForEndpoint"),
            Map.entry("windowsdefenderav", "antivirus"),
            Map.entry("officeatp", "microsoftDefenderForOffice365"),
            Map.entry("mdo", "microsoftDefenderForOffice365"),
            Map.entry("azureatp", "microsoftDefenderForIdentity"),
            Map.entry("mcas", "cloudAppSecurity"),
            Map.entry("microsoftcloudappsecurity", "cloudAppSecurity"),
            Map.entry("microsoftdefenderforcloudapps", "cloudAppSecurity"),
            Map.entry("mtp", "microsoft365Defender"),
            Map.entry("microsoftdefenderxdr", "microsoft365Defender"),
            Map.entry("aadidentityprotection", "azureAdIdentityProtection"),
            Map.entry("dlp", "microsoftDataLossPrevention"));

    private DetectionSource() {}

    /** {@code unknown} where Graph has none. */
    static String word(String said) {
        var letters = said.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        return DetectionSources.WORDS.stream()
                .filter(word -> word.equalsIgnoreCase(letters))
                .findFirst()
                .orElse(OTHER_NAMES.getOrDefault(letters, "unknown"));
    }
}
