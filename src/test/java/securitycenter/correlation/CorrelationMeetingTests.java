package securitycenter.correlation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import securitycenter.alerts.Alert;
import securitycenter.incidents.Telling;

/** What a batch asks of what is known, before and while it places its alerts. */
class CorrelationMeetingTests {

    private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");
    private static final CorrelationSettings SETTINGS = new CorrelationSettings(
            Duration.ofDays(7), Duration.ofDays(1), Duration.ofDays(2), 20, 500, 1_500, false, Set.of());
    private static final int ATTACKS = 10;

    /**
     * For each attack, one of Microsoft's incidents that named a file at the very first, and a group of ours that named it
     * when it was out of reach of that.
     */
    private static final class Known implements Ground {

        private final Map<Group, Map<UUID, Presence>> groups = new HashMap<>();
        private final Map<Integer, Group> anchors = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        private Known() {
            for (var attack = 0; attack < ATTACKS; attack++) {
                var microsofts = Group.known(2L * attack, "" + attack, MONDAY, Decided.NOTHING, 1, 1);
                var ours = Group.known(2L * attack + 1, null, MONDAY, Decided.NOTHING, 1, 1);
                names(microsofts, telling(attack, 0).file("file " + attack));
                names(ours, telling(attack, 10).file("file " + attack).device("device " + attack));
                anchors.put(attack, microsofts);
            }
        }

        private void names(Group group, Telling telling) {
            var presences = new HashMap<UUID, Presence>();
            presencesIn(telling.told())
                    .forEach(presence -> presences.put(presence.entity().id(), presence));
            groups.put(group, presences);
        }

        @Override
        public Met openGroups(Map<UUID, Reach> wanted, int most) {
            if (!wanted.isEmpty()) {
                asked.add("open groups");
            }
            var naming = new HashMap<UUID, Set<Long>>();
            var near = new HashMap<Group, Map<UUID, Presence>>();
            wanted.forEach((entity, reach) -> groups.forEach((group, named) -> {
                var presence = named.get(entity);
                if (presence != null) {
                    naming.computeIfAbsent(entity, _ -> new HashSet<>()).add(group.id());
                    if (!presence.last().isBefore(reach.from())
                            && !presence.first().isAfter(reach.until())) {
                        near.computeIfAbsent(group, _ -> new HashMap<>()).put(entity, presence);
                    }
                }
            }));
            return new Met(naming, near);
        }

        @Override
        public Map<Group, List<Presence>> presences(Map<Group, Set<UUID>> wanted) {
            if (!wanted.isEmpty()) {
                asked.add("presences");
            }
            return wanted.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            each -> each.getValue().stream()
                                    .map(entity -> requireNonNull(requireNonNull(groups.get(each.getKey()))
                                            .get(entity)))
                                    .toList()));
        }

        @Override
        public List<Presence> presencesOf(Group group) {
            asked.add("all presences");
            return List.copyOf(requireNonNull(groups.get(group)).values());
        }
    }

    private static Telling telling(int attack, int day) {
        return Telling.of(attack + " on day " + day, MONDAY.plus(Duration.ofDays(day)));
    }

    private static List<Presence> presencesIn(Alert alert) {
        return Entities.of(alert, SETTINGS).stream()
                .map(entity -> new Presence(entity, alert.firstActivity(), alert.lastActivity(), 1, 0, 0))
                .toList();
    }

    private static List<Alert> batch() {
        return IntStream.range(0, ATTACKS)
                .mapToObj(attack -> telling(attack, 20).file("file " + attack).told())
                .toList();
    }

    private static void meet(Correlation correlation, List<Alert> alerts, Known known) {
        correlation.meet(
                alerts.stream().flatMap(alert -> presencesIn(alert).stream()).toList(), known.anchors.values());
    }

    private static void place(Correlation correlation, Alert alert, Known known) {
        var attack = Integer.parseInt(alert.id().split(" ")[0]);
        correlation.place(alert, 100 + attack, Entities.of(alert, SETTINGS), known.anchors.get(attack), () -> {
            throw new IllegalStateException("Each has its incident");
        });
    }

    private static Map<Long, Long> shownIn(Known known) {
        return known.groups.keySet().stream()
                .collect(Collectors.toMap(Group::id, group -> group.shown().id()));
    }

    @Test
    void whatGroupsReachByABatchIsLookedUpForAllAtOnceAndJoinsThemAsItDoesOneByOne() {
        var known = new Known();
        var correlation = new Correlation(SETTINGS, new Memory(SETTINGS, known));
        meet(correlation, batch(), known);
        assertThat(known.asked).containsExactly("open groups", "presences", "open groups");
        known.asked.clear();
        batch().forEach(alert -> place(correlation, alert, known));
        assertThat(known.asked).isEmpty();

        var singly = new Known();
        batch().forEach(alert -> {
            var one = new Correlation(SETTINGS, new Memory(SETTINGS, singly));
            meet(one, List.of(alert), singly);
            place(one, alert, singly);
        });
        assertThat(shownIn(known))
                .isEqualTo(shownIn(singly))
                .allSatisfy((group, shown) -> assertThat(shown).isEqualTo(group / 2 * 2));
    }
}
