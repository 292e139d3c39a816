package securitycenter.help;

import java.time.Instant;

/**
 * A help request in a list.
 *
 * @param number for example {@code H-1042}
 * @param topic whose words are the message {@code help.topic.} with it
 * @param state whose words are the message {@code help.state.} with it
 * @param since of the state
 * @param firstWords of the message
 */
public record HelpLine(String number, String topic, String state, Instant since, String firstWords) {

    static HelpLine of(HelpRequest request) {
        return new HelpLine(
                request.label(), request.topic().name(), request.state().name(), request.since(), request.firstWords());
    }
}
