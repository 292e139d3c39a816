package securitycenter.inquiries;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.RemediationStatus;
import securitycenter.alerts.Verdict;
import securitycenter.inquiries.JudgeRule.Known;
import securitycenter.investigations.Entity.Reason;
import securitycenter.investigations.Exhibits.Judgment;
import securitycenter.response.ActionState;

/** How things are judged, how an investigation ends, and how far it goes by itself. */
class InvestigationRulesTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                // told            | elsewhere  | same      | linked    | complete | verdict          | why
                "MALICIOUS         | UNKNOWN    | UNKNOWN   | UNKNOWN   | true     | MALICIOUS        | TOLD",
                "SUSPICIOUS        | MALICIOUS  | MALICIOUS | MALICIOUS | true     | SUSPICIOUS       | TOLD",
                "NO_THREATS_FOUND  | MALICIOUS  | UNKNOWN   | UNKNOWN   | true     | NO_THREATS_FOUND | TOLD",
                "UNKNOWN           | MALICIOUS  | UNKNOWN   | UNKNOWN   | true     | MALICIOUS        | ELSEWHERE",
                "-                 | SUSPICIOUS | MALICIOUS | UNKNOWN   | true     | SUSPICIOUS       | ELSEWHERE",
                "-                 | UNKNOWN    | MALICIOUS | UNKNOWN   | true     | MALICIOUS        | SAME",
                "-                 | UNKNOWN    | SUSPICIOUS| MALICIOUS | true     | SUSPICIOUS       | SAME",
                "-                 | UNKNOWN    | UNKNOWN   | MALICIOUS | true     | SUSPICIOUS       | LINKED",
                "UNKNOWN           | UNKNOWN    | UNKNOWN   | MALICIOUS | true     | SUSPICIOUS       | LINKED",
                "-                 | UNKNOWN    | UNKNOWN   | SUSPICIOUS| true     | NO_THREATS_FOUND | NOTHING_FOUND",
                "-                 | UNKNOWN    | UNKNOWN   | UNKNOWN   | true     | NO_THREATS_FOUND | NOTHING_FOUND",
                "-                 | UNKNOWN    | UNKNOWN   | UNKNOWN   | false    | UNKNOWN          | UNCLEAR",
                "UNKNOWN           | UNKNOWN    | UNKNOWN   | UNKNOWN   | true     | UNKNOWN          | UNCLEAR",
            })
    void microsoftIsBelievedFirstThenOtherAlertsThenWhatTheThingHasToDoWith(
            Verdict told,
            Verdict elsewhere,
            Verdict same,
            Verdict linked,
            boolean complete,
            Verdict verdict,
            Reason why) {
        assertThat(JudgeRule.of(new Known(told, elsewhere, same, linked, complete)))
                .isEqualTo(new Judgment(verdict, why));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                // actions                     | expired mail | threats | left | waits | incomplete | state
                "-                             | false | false | 0 | false | false | BENIGN",
                "-                             | false | false | 0 | false | true  | PARTIALLY_INVESTIGATED",
                "-                             | false | true  | 1 | false | false | PARTIALLY_INVESTIGATED",
                "-                             | false | true  | 0 | false | false | SUCCESSFULLY_REMEDIATED",
                "PENDING_APPROVAL SUCCEEDED    | false | true  | 0 | false | false | PENDING_APPROVAL",
                "SUCCEEDED                     | false | true  | 0 | true  | false | PENDING_APPROVAL",
                "APPROVED                      | false | true  | 0 | false | false | RUNNING",
                "RUNNING FAILED                | false | true  | 0 | false | false | RUNNING",
                "PENDING_APPROVAL RUNNING      | false | true  | 0 | false | false | PENDING_APPROVAL",
                "SUCCEEDED                     | false | true  | 0 | false | false | SUCCESSFULLY_REMEDIATED",
                "SUCCEEDED                     | false | true  | 0 | false | true  | PARTIALLY_REMEDIATED",
                "SUCCEEDED                     | false | true  | 2 | false | false | PARTIALLY_REMEDIATED",
                "TRIED                         | false | true  | 0 | false | false | PARTIALLY_INVESTIGATED",
                "SUCCEEDED TRIED               | false | true  | 0 | false | false | PARTIALLY_REMEDIATED",
                "SUCCEEDED REJECTED            | false | true  | 0 | false | false | PARTIALLY_REMEDIATED",
                "SUCCEEDED FAILED              | false | true  | 0 | false | false | PARTIALLY_REMEDIATED",
                "SUCCEEDED UNDONE              | false | true  | 0 | false | false | PARTIALLY_REMEDIATED",
                "UNDO_FAILED                   | false | true  | 0 | false | false | SUCCESSFULLY_REMEDIATED",
                "REJECTED                      | false | true  | 0 | false | false | PARTIALLY_INVESTIGATED",
                "EXPIRED                       | false | true  | 0 | false | false | PARTIALLY_INVESTIGATED",
                "EXPIRED SUCCEEDED             | true  | true  | 0 | false | false | TERMINATED_BY_SYSTEM",
                "EXPIRED PENDING_APPROVAL      | true  | true  | 0 | false | false | PENDING_APPROVAL",
                "FAILED TIMED_OUT              | false | true  | 0 | false | false | FAILED",
                "FAILED REJECTED               | false | true  | 0 | false | false | PARTIALLY_INVESTIGATED",
            })
    void theStateFollowsFromWhatBecameOfTheActions(
            String actions,
            boolean expiredMail,
            boolean threats,
            int left,
            boolean waits,
            boolean incomplete,
            InvestigationState state) {
        var states = new EnumMap<ActionState, Integer>(ActionState.class);
        if (actions != null) {
            Arrays.stream(actions.split(" ")).forEach(each -> states.put(ActionState.valueOf(each), 1));
        }
        assertThat(EndRule.of(new EndRule.Standing(states, expiredMail, threats, left, waits, incomplete)))
                .isEqualTo(state);
    }

    @ParameterizedTest
    @EnumSource
    void eachStateOfAnActionMeansSomethingForWhatItIsDoneTo(ActionState state) {
        assertThat(RemediationRule.of(true, RemediationStatus.NONE, List.of(state)))
                .isNotEqualTo(RemediationStatus.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "true  | NONE       | -                          | ACTIVE",
                "true  | PREVENTED  | -                          | PREVENTED",
                "false | NONE       | -                          | NONE",
                "true  | NONE       | SUCCEEDED                  | REMEDIATED",
                "true  | NONE       | TRIED                      | ACTIVE",
                "true  | NONE       | SUCCEEDED REJECTED         | PARTIALLY_REMEDIATED",
                "true  | NONE       | SUCCEEDED PENDING_APPROVAL | PENDING_APPROVAL",
                "true  | NONE       | SUCCEEDED RUNNING          | RUNNING",
                "true  | NONE       | REJECTED                   | DECLINED",
                "true  | NONE       | FAILED REJECTED            | UNREMEDIATED",
                "true  | NONE       | UNDONE                     | ACTIVE",
            })
    void aThingIsAsFarDealtWithAsTheActionsOnItAre(
            boolean threat, RemediationStatus told, String actions, RemediationStatus status) {
        var states = actions == null
                ? List.<ActionState>of()
                : Arrays.stream(actions.split(" ")).map(ActionState::valueOf).toList();
        assertThat(RemediationRule.of(threat, told, states)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"1,8,8,0", "1,9,0,9", "5,4,4,0", "5,5,0,5", "9,1,0,1"})
    void oneFileTakesAnInvestigationToNineDevicesAndNotToTen(int before, int more, int in, int waiting) {
        var outcome = WideningRule.of(devices("b", before), Map.of("file", devices("m", more)), 10);
        assertThat(outcome.in()).hasSize(in);
        assertThat(outcome.waiting()).hasSize(waiting);
    }

    @Test
    void whatOneFileMayReachDoesNotWaitBecauseOfAnother() {
        var outcome =
                WideningRule.of(Set.of("b0"), Map.of("many", devices("m", 20), "few", Set.of("m1", "m2", "b0")), 10);
        assertThat(outcome.in()).containsExactlyInAnyOrder("m1", "m2");
        assertThat(outcome.waiting()).hasSize(18);
    }

    private static Set<String> devices(String name, int number) {
        return IntStream.range(0, number).mapToObj(at -> name + at).collect(Collectors.toSet());
    }

    @Test
    void aStateIsEitherAnEndOrNot() {
        assertThat(Arrays.stream(InvestigationState.values()).filter(state -> !EndRule.isEnd(state)))
                .containsExactlyInAnyOrder(
                        InvestigationState.QUEUED,
                        InvestigationState.RUNNING,
                        InvestigationState.PENDING_APPROVAL,
                        InvestigationState.PENDING_RESOURCE);
    }
}
