package securitycenter.fakemicrosoft;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An API of Microsoft's own that a program can have a token for, and what an administrator has to consent to there. */
enum Resource {
    GRAPH(
            "https://graph.microsoft.com",
            "Organization.Read.All",
            "RoleManagement.Read.Directory",
            "User.ReadBasic.All",
            "SecurityAlert.Read.All",
            "SecurityIncident.Read.All",
            "SecurityAnalyzedMessage.ReadWrite.All",
            "IdentityRiskyUser.ReadWrite.All",
            "User.Read.All",
            "User.EnableDisableAccount.All",
            "User.RevokeSessions.All"),
    DEFENDER(
            "https://api.securitycenter.microsoft.com",
            "Machine.Read.All",
            "Machine.Isolate",
            "Machine.RestrictExecution",
            "Machine.Scan",
            "Machine.CollectForensics",
            "Machine.StopAndQuarantine",
            "Machine.Offboard",
            "Alert.Read.All",
            "Alert.ReadWrite.All",
            "Ti.ReadWrite.All");

    private final String audience;
    final List<String> permissions;

    Resource(String audience, String... permissions) {
        this.audience = audience;
        this.permissions = List.of(permissions);
    }

    static Optional<Resource> named(String audience) {
        return Arrays.stream(values())
                .filter(each -> each.audience.equals(audience.replaceFirst("/+$", "")))
                .findFirst();
    }

    /** What an administrator has to consent to. */
    static List<String> allPermissions() {
        return Arrays.stream(values())
                .flatMap(each -> each.permissions.stream())
                .toList();
    }
}
