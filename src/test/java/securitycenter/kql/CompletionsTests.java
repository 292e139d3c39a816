package securitycenter.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;

/** The bar stands where somebody is writing. */
class CompletionsTests {

    private final KqlCompiler compiler = new KqlCompiler(new Schema(List.of(
            table("DeviceEvents", "Timestamp", "DeviceName", "ActionType"),
            table("EmailEvents", "Timestamp", "Subject", "SenderFromAddress"))));

    private static Table table(String name, String... columns) {
        return new Table(
                name,
                List.of(columns).stream()
                        .map(column -> new Column(column, KqlType.STRING))
                        .toList());
    }

    @Test
    void aQueryBeginsWithATable() {
        assertThat(words("Dev▮")).startsWith("DeviceEvents").doesNotContain("DeviceName");
        assertThat(words("▮")).contains("DeviceEvents", "EmailEvents", "let", "union");
    }

    @Test
    void behindABarStandsAnOperator() {
        assertThat(words("DeviceEvents | ▮")).contains("where", "project-away").doesNotContain("DeviceName");
        assertThat(words("DeviceEvents | project-a▮")).startsWith("project-away");
    }

    @Test
    void withinAStepStandColumnsAndFunctions() {
        assertThat(words("DeviceEvents | where Dev▮")).startsWith("DeviceName");
        assertThat(words("DeviceEvents | where tolower(Dev▮")).contains("DeviceName");
        assertThat(words("DeviceEvents | where start▮")).contains("startofday", "startswith");
    }

    @Test
    void columnsAreThoseThatTheStepBeforeLeft() {
        assertThat(words("DeviceEvents | project Machine = DeviceName | where ▮"))
                .contains("Machine")
                .doesNotContain("DeviceName", "ActionType");
        assertThat(words("DeviceEvents | summarize Times = count() by ActionType | sort by ▮"))
                .contains("Times", "ActionType", "desc")
                .doesNotContain("DeviceName");
    }

    @Test
    void aQueryWithinAnotherHasColumnsOfItsOwn() {
        assertThat(words("DeviceEvents | join (EmailEvents | where ▮"))
                .contains("Subject")
                .doesNotContain("ActionType");
        assertThat(words("DeviceEvents | join (▮")).contains("EmailEvents").doesNotContain("Subject");
        assertThat(words("DeviceEvents | join (EmailEvents) on Timestamp | where ▮"))
                .contains("Subject", "ActionType", "Timestamp1");
    }

    @Test
    void whatWasNamedBeforeIsKnown() {
        assertThat(words("let Mails = EmailEvents | project Subject;\nMails | where ▮"))
                .contains("Subject", "Mails");
        assertThat(words("let Mails = EmailEvents;\nMa▮")).contains("Mails");
    }

    @Test
    void whereTheQueryIsNotRightYetTheColumnsOfItsTablesStand() {
        assertThat(words("DeviceEvents | where Nothing == 1 and Nothing == 2 | project ▮"))
                .contains("ActionType");
    }

    @Test
    void aggregatesStandInSummarizeAlone() {
        assertThat(words("DeviceEvents | summarize dco▮")).contains("dcount");
        assertThat(words("DeviceEvents | where dco▮")).doesNotContain("dcount");
    }

    @Test
    void nothingStandsWithinATextOrARemark() {
        assertThat(words("DeviceEvents | where DeviceName == \"Dev▮")).isEmpty();
    }

    private List<String> words(String text) {
        int offset = text.indexOf('▮');
        return compiler.complete(text.replace("▮", ""), offset).words().stream()
                .map(Completion::word)
                .toList();
    }
}
