package securitycenter.api;

/** What services tell of alerts, in Graph's shape. */
final class Bodies {

    private Bodies() {}

    static final String MALWARE = """
            {"id": "da637_1", "providerAlertId": "637_1", "incidentId": "900", "status": "inProgress", "severity": "low",
             "serviceSource": "microsoftDefenderForEndpoint", "detectionSource": "microsoftDefenderForEndpoint",
             "title": "A program was dropped", "description": "A document started a program.", "category": "Execution",
             "detectorId": "d-1", "threatFamilyName": "Dropkit", "mitreTechniques": ["T1059.001"],
             "createdDateTime": "2026-01-14T08:31:44.9013377Z", "investigationState": "pendingApproval",
             "alertWebUrl": "https://security.example/alerts/1", "comments": [], "customDetails": {},
             "evidence": [
              {"@odata.type": "#microsoft.graph.security.deviceEvidence", "createdDateTime": "2026-01-14T08:31:44Z",
               "verdict": "unknown", "remediationStatus": "none", "mdeDeviceId": "e1c0", "deviceDnsName": "wks-1.a.example",
               "osPlatform": "Windows11", "osBuild": 22631, "healthStatus": "active", "riskScore": "high",
               "rbacGroupId": 12, "vmMetadata": null, "loggedOnUsers": [{"accountName": "lena", "domainName": "A"}]},
              {"@odata.type": "#microsoft.graph.security.processEvidence", "createdDateTime": "2026-01-14T08:31:44Z",
               "verdict": "malicious", "remediationStatus": "active", "mdeDeviceId": "e1c0", "processId": 7428,
               "processCommandLine": "p.exe -x", "imageFile": {"fileName": "p.exe", "sha1": "58f8", "sha256": null},
               "userAccount": {"accountName": "lena", "domainName": "a", "azureAdUserId": "bc8c"}},
              {"@odata.type": "#microsoft.graph.security.mailboxEvidence", "createdDateTime": "2026-01-14T08:31:44Z",
               "verdict": "suspicious", "remediationStatus": "none", "primaryAddress": "lena@a.example",
               "displayName": "Lena", "upn": "lena@a.example"},
              {"@odata.type": "#microsoft.graph.security.registryValueEvidence", "registryHive": "HKCU",
               "registryKey": "Run", "registryValue": "p.exe"}]}""";

    static final String SENTINEL = """
            {"id": "sn_1", "serviceSource": "microsoftSentinel", "detectionSource": "scheduledAlerts",
             "title": "Somebody signed in from far away", "status": "new", "severity": "medium",
             "createdDateTime": "2026-01-14T09:00:00Z", "evidence": []}""";

    /** Made of rows that were streamed, which tell less. */
    static final String STREAMED = """
            {"id": "da1", "title": "A program was dropped", "category": "Execution", "severity": "medium",
             "status": "new", "serviceSource": "microsoftDefenderForEndpoint", "detectionSource": "EDR",
             "mitreTechniques": ["T1059.001"], "createdDateTime": "2026-01-14T08:31:44Z",
             "firstActivityDateTime": "2026-01-14T08:31:44Z", "lastActivityDateTime": "2026-01-14T08:31:44Z",
             "lastUpdateDateTime": "2026-01-14T08:31:44Z", "threatFamilyName": null,
             "evidence": [
              {"@odata.type": "#microsoft.graph.security.deviceEvidence", "createdDateTime": "2026-01-14T08:31:44Z",
               "roles": ["attacked"], "mdeDeviceId": "e1c0", "deviceDnsName": "wks-1.a.example", "hostName": null},
              {"@odata.type": "#microsoft.graph.security.ipEvidence", "createdDateTime": null, "ipAddress": "10.0.0.8"}]}""";
}
