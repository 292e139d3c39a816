package securitycenter.streaming;

import java.time.Instant;
import java.util.UUID;
import securitycenter.identity.TenantId;

/** Records as Defender's Streaming API writes them, about people and machines that do not exist. */
class Records {

    private final TenantId tenant;

    Records(TenantId tenant) {
        this.tenant = tenant;
    }

    /** In the envelope of a storage account: one line. */
    String record(String table, String properties) {
        return """
                {"time":"2026-02-03T10:04:07.1180000Z","tenantId":"%s","operationName":"Publish",\
                "category":"AdvancedHunting-%s","_TimeReceivedBySvc":"2026-02-03T10:04:02.1180000Z",\
                "properties":%s,"Tenant":"DefaultTenant"}""".formatted(tenant, table, properties.strip());
    }

    String process(int number) {
        return process(number, "notes.exe");
    }

    String process(int number, String fileName) {
        return record("DeviceProcessEvents", """
                {"Timestamp":"%s","DeviceId":"9b1de0f5","DeviceName":"ws-07.harvest.example",\
                "MachineGroup":"Tills","ActionType":"ProcessCreated","FileName":"%s","ProcessId":%d,\
                "ReportId":%d,"AppGuardContainerId":"","AdditionalFields":null}""".formatted(
                        Instant.parse("2026-02-03T10:00:00Z").plusSeconds(number), fileName, 4_000 + number, number));
    }

    String info(String alert, String title) {
        return record("AlertInfo", """
                {"Timestamp":"2026-02-03T10:01:44.9013377Z","AlertId":"%s","Title":"%s","Category":"Execution",\
                "Severity":"High","ServiceSource":"Microsoft Defender for Endpoint","DetectionSource":"EDR",\
                "AttackTechniques":"[\\"PowerShell (T1059.001)\\", \\"Malicious File (T1204.002)\\"]"}""".formatted(alert, title));
    }

    /** @param columns further ones, each begun with a comma */
    String evidence(String alert, String entity, String columns) {
        return record("AlertEvidence", """
                {"Timestamp":"2026-02-03T10:01:44.9013377Z","AlertId":"%s","Title":"Odd script",\
                "Categories":"[\\"Execution\\"]","AttackTechniques":"",\
                "ServiceSource":"Microsoft Defender for Endpoint","DetectionSource":"EDR","EntityType":"%s",\
                "EvidenceRole":"Impacted","EvidenceDirection":null,"FileName":null,"RemoteUrl":null%s}""".formatted(alert, entity, columns));
    }

    /** What one hub for everything may deliver in one message: a boolean as a number, the unknown, the foreign. */
    String dirtyMessage() {
        return """
                {"records":[%s,%s,%s,{"category":"AdvancedHunting-DeviceEvents","properties":{}},17]}""".formatted(
                        cloudApp(),
                        record("ThingsOfTomorrow", """
                                {"Timestamp":"2026-02-03T10:31:44Z","Thing":"new"}"""),
                        new Records(new TenantId(UUID.randomUUID())).record("DeviceEvents", """
                                {"Timestamp":"2026-02-03T07:59:00Z","DeviceId":"1","AdditionalFields":""}"""));
    }

    String cloudApp() {
        return record("CloudAppEvents", """
                {"Timestamp":"2026-02-03T09:38:12.0000000Z","ActionType":"FileDownloaded","ApplicationId":20892,\
                "AccountDisplayName":"Noor de Wit","IsAdminOperation":1,"IsAnonymousProxy":"0",\
                "ActivityObjects":[{"Type":"File","Name":"Prices.xlsx"}],"ReportId":"7f69356d-1",\
                "RawEventData":{"Operation":"FileDownloaded","Ratio":0.10},"AdditionalFields":"{\\"a\\":1}"}""");
    }
}
