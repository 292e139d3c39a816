package securitycenter.hunting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import securitycenter.hunting.Completed.Option;
import securitycenter.kql.QueryText;

/** What is offered where somebody is typing; the cursor stands at the caret. */
class CompletedTests {

    private static List<String> offered(String text) {
        return Completed.at(QueryText.of(text.replace("^", "")), text.indexOf('^')).options().stream()
                .map(Option::label)
                .toList();
    }

    @Test
    void onlyTheQueryAtTheCursorCounts() {
        assertThat(offered("EmailEvents | take 1\n\nDeviceInfo | where NetworkMess^"))
                .doesNotContain("NetworkMessageId");
        assertThat(offered("EmailEvents | where NetworkMess^\n\nDeviceInfo")).contains("NetworkMessageId");
    }

    @Test
    void whatIsCompletedBeginsWithItsWord() {
        assertThat(Completed.at(QueryText.of("DeviceInfo | proj"), 17).from()).isEqualTo(13);
        var second = "EmailEvents | take 1\n\nDeviceInfo | proj";
        assertThat(Completed.at(QueryText.of(second), second.length()).from()).isEqualTo(second.length() - 4);
    }

    @Test
    void anyPlaceOfAnyTextIsAnswered() {
        assertThat(Completed.at(QueryText.of("DeviceInfo"), 1_000).from()).isZero();
        assertThat(Completed.at(QueryText.of(""), -3).options())
                .extracting(Option::label)
                .contains("DeviceInfo");
        assertThat(offered("print \"never closed ^")).isEmpty();
    }
}
