package securitycenter.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectionSourceTests {

    @ParameterizedTest
    @CsvSource({
        "EDR, microsoftDefenderForEndpoint",
        "Antivirus, antivirus",
        "Custom TI, customTi",
        "Custom detection, customDetection",
        "Microsoft Defender for Office 365, microsoftDefenderForOffice365",
        "OfficeATP, microsoftDefenderForOffice365",
        "Microsoft Cloud App Security, cloudAppSecurity",
        "App Governance Policy, appGovernancePolicy",
        "Microsoft Sentinel, microsoftSentinel",
        "Scheduled alerts, scheduledAlerts",
        "Microsoft Defender for Cloud, microsoftDefenderForCloud",
        "Built-in ML, builtInMl",
        "Horoscope, unknown"
    })
    void eachHasAWordOfGraphs(String said, String word) {
        assertThat(DetectionSource.word(said)).isEqualTo(word);
    }
}
