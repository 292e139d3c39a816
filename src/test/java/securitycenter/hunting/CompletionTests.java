package securitycenter.hunting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import securitycenter.hunting.Completion.Option;

/** What is offered where somebody is typing; the cursor stands at the caret. */
class CompletionTests {

    private static List<String> offered(String text) {
        return Completion.at(QueryText.of(text.replace("^", "")), text.indexOf('^')).options().stream()
                .map(Option::label)
                .toList();
    }

    @Test
    void tablesAtTheBeginningOperatorsAfterAPipeAndColumnsOfTheTablesElsewhere() {
        assertThat(offered("DevicePro^")).containsExactly("DeviceProcessEvents");
        assertThat(offered("DeviceInfo | whe^")).containsExactly("where");
        assertThat(offered("DeviceProcessEvents | where ProcessCom^"))
                .containsExactly("ProcessCommandLine", "InitiatingProcessCommandLine");
        assertThat(offered("DeviceInfo\n| join (EmailEv^")).contains("EmailEvents");
        assertThat(offered("DeviceInfo | extend Mine = 1 | project Min^")).contains("Mine");
    }

    @Test
    void onlyTheQueryAtTheCursorCounts() {
        assertThat(offered("EmailEvents | take 1\n\nDeviceInfo | where NetworkMess^"))
                .isEmpty();
        assertThat(offered("EmailEvents | where NetworkMess^\n\nDeviceInfo")).containsExactly("NetworkMessageId");
    }

    @Test
    void nothingWithinATextOrAComment() {
        assertThat(offered("DeviceInfo | where DeviceName == \"Dev^")).isEmpty();
        assertThat(offered("DeviceInfo // Dev^")).isEmpty();
        assertThat(offered("DeviceInfo | where DeviceName == \"x\" and Dev^")).contains("DeviceId");
    }

    @Test
    void whatIsCompletedBeginsWithItsWord() {
        assertThat(Completion.at(QueryText.of("DeviceInfo | proj"), 17).from()).isEqualTo(13);
    }
}
