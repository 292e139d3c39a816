package securitycenter.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActionStateTests {

    private static final List<ActionState> ENDS =
            List.of(ActionState.REJECTED, ActionState.EXPIRED, ActionState.CANCELLED, ActionState.UNDONE);

    @Test
    void whateverHappensAnActionIsDecidedOnBeforeItRunsAndRunsBeforeItIsDone() {
        for (int seed = 0; seed < 2_000; seed++) {
            var way = way(new Random(seed));
            assertThat(way).as("seed %d", seed).startsWith(ActionState.PENDING_APPROVAL);
            if (way.contains(ActionState.RUNNING)) {
                assertThat(way.indexOf(ActionState.APPROVED)).isBetween(0, way.indexOf(ActionState.RUNNING));
            }
            if (way.contains(ActionState.SUCCEEDED)) {
                assertThat(way.indexOf(ActionState.RUNNING)).isBetween(0, way.indexOf(ActionState.SUCCEEDED));
            }
            if (way.contains(ActionState.UNDONE)) {
                assertThat(way)
                        .containsSubsequence(
                                ActionState.SUCCEEDED,
                                ActionState.UNDO_REQUESTED,
                                ActionState.UNDOING,
                                ActionState.UNDONE);
            }
            // Nobody decides twice, and what was refused stays so.
            assertThat(way).filteredOn(ActionState::isPending).hasSize(1);
            assertThat(way.subList(0, way.size() - 1)).doesNotContainAnyElementsOf(ENDS);
        }
    }

    private static List<ActionState> way(Random random) {
        return Stream.iterate(
                        ActionState.PENDING_APPROVAL,
                        state -> state != null,
                        state -> state.next().isEmpty()
                                ? null
                                : List.copyOf(EnumSet.copyOf(state.next()))
                                        .get(random.nextInt(state.next().size())))
                .limit(30)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void eachStateCanBeReachedAndLeadsToAnEnd(ActionState state) {
        assertThat(reachable(ActionState.PENDING_APPROVAL)).contains(state);
        assertThat(reachable(state))
                .containsAnyElementsOf(Stream.concat(ENDS.stream(), Stream.of(ActionState.SUCCEEDED))
                        .toList());
    }

    private static EnumSet<ActionState> reachable(ActionState from) {
        var found = EnumSet.of(from);
        for (var before = 0; before != found.size(); ) {
            before = found.size();
            List.copyOf(found).forEach(state -> found.addAll(state.next()));
        }
        return found;
    }
}
