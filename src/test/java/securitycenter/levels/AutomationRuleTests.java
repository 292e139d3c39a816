package securitycenter.levels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import securitycenter.alerts.Verdict;
import securitycenter.response.ActionReach;
import securitycenter.response.ActionType;

/** What is done without asking, as the levels of Defender for Endpoint say. */
class AutomationRuleTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FULL                  | C:\\Windows\\System32\\a.exe                     | RUN",
                "FULL                  |                                                 | RUN",
                "SEMI_ALL_FOLDERS      | C:\\Users\\ada\\AppData\\Local\\Temp\\a.exe      | ASK",
                "SEMI_CORE_FOLDERS     | C:\\Windows\\System32\\a.exe                     | ASK",
                "SEMI_CORE_FOLDERS     | D:\\Data\\a.exe                                 | RUN",
                "SEMI_CORE_FOLDERS     | C:\\Program Files\\Vendor\\a.exe                | ASK",
                "SEMI_CORE_FOLDERS     | C:\\Program Files (x86)\\Vendor\\a.exe          | ASK",
                "SEMI_CORE_FOLDERS     | c:/windows/system32/a.exe                       | ASK",
                "SEMI_CORE_FOLDERS     | C:\\Users\\..\\Windows\\a.exe                   | ASK",
                "SEMI_CORE_FOLDERS     | C:\\Windows\\Temp\\a.exe                        | RUN",
                "SEMI_CORE_FOLDERS     | C:\\..\\a.exe                                   | ASK",
                "SEMI_CORE_FOLDERS     | a.exe                                           | ASK",
                "SEMI_CORE_FOLDERS     |                                                 | ASK",
                "SEMI_NON_TEMP_FOLDERS | C:\\Users\\ada\\AppData\\Local\\Temp\\x\\a.exe   | RUN",
                "SEMI_NON_TEMP_FOLDERS | C:\\Users\\ada\\Downloads\\a.exe                | RUN",
                "SEMI_NON_TEMP_FOLDERS | C:\\Users\\ada\\x\\AppData\\Local\\Temp\\a.exe   | ASK",
                "SEMI_NON_TEMP_FOLDERS | C:\\Users\\ada\\Downloads\\..\\a.exe            | ASK",
                "SEMI_NON_TEMP_FOLDERS | C:\\Program Files\\Vendor\\a.exe                | ASK",
                "SEMI_NON_TEMP_FOLDERS | D:\\Data\\a.exe                                 | ASK",
                "NONE                  | C:\\Users\\ada\\Downloads\\a.exe                | NOTHING"
            })
    void aMaliciousFileIsQuarantinedByTheLevelOfItsDevice(
            AutomationLevel level, String path, AutomationRule.Outcome outcome) {
        assertThat(of(Verdict.MALICIOUS, ActionType.QUARANTINE_FILE, level, path))
                .isEqualTo(outcome);
    }

    private static AutomationRule.Outcome of(Verdict verdict, ActionType type, AutomationLevel level, String path) {
        return AutomationRule.of(verdict, type, level, path, Folders.USUAL);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsHarmlessOrUnknownIsLeft(AutomationLevel level) {
        assertThat(of(Verdict.NO_THREATS_FOUND, ActionType.QUARANTINE_FILE, level, "C:\\a.exe"))
                .isEqualTo(AutomationRule.Outcome.NOTHING);
        assertThat(of(Verdict.UNKNOWN, ActionType.SOFT_DELETE_MAIL, level, ""))
                .isEqualTo(AutomationRule.Outcome.NOTHING);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatIsSuspiciousIsAskedFor(AutomationLevel level) {
        assertThat(of(Verdict.SUSPICIOUS, ActionType.QUARANTINE_FILE, level, "C:\\Users\\ada\\Downloads\\a.exe"))
                .isEqualTo(AutomationRule.Outcome.ASK);
    }

    @ParameterizedTest
    @EnumSource
    void mailsAndPeopleAreNeverTouchedUnasked(ActionType type) {
        assertThat(type.reach() == ActionReach.DEVICE
                        || of(Verdict.MALICIOUS, type, AutomationLevel.FULL, "") == AutomationRule.Outcome.ASK)
                .isTrue();
    }

    @Test
    void aDeviceIsNotIsolatedUnasked() {
        assertThat(of(Verdict.MALICIOUS, ActionType.ISOLATE_DEVICE, AutomationLevel.FULL, ""))
                .isEqualTo(AutomationRule.Outcome.ASK);
    }
}
