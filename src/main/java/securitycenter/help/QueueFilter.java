package securitycenter.help;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import securitycenter.help.HelpRequest.State;

/** What staff want to see of the queue, as it stands in the address. What cannot be read there is as if it were absent. */
record QueueFilter(Shown state, @Nullable Topic topic, Assigned assigned) {

    /** The words of the address, in small letters. */
    enum Shown {
        OPEN(State.WAITING_FOR_US, State.WAITING_FOR_CUSTOMER),
        US(State.WAITING_FOR_US),
        CUSTOMER(State.WAITING_FOR_CUSTOMER),
        CLOSED(State.CLOSED);

        private final List<State> states;

        Shown(State... states) {
            this.states = List.of(states);
        }

        /** In the order of the queue. */
        List<State> states() {
            return states;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Assigned {
        ANYONE,
        ME,
        NOBODY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The form of the page. */
    record Asked(
            @Nullable String state,
            @Nullable String topic,
            @Nullable String assigned) {

        QueueFilter filter() {
            return new QueueFilter(
                    one(Shown.values(), state), Topic.named(topic).orElse(null), one(Assigned.values(), assigned));
        }

        /** The first one when none is named. */
        private static <E extends Enum<E>> E one(E[] all, @Nullable String word) {
            for (var each : all) {
                if (each.name().equalsIgnoreCase(word)) {
                    return each;
                }
            }
            return all[0];
        }
    }

    /** Everything that is open, whoever has it. */
    public boolean hidesNothing() {
        return asked().isEmpty();
    }

    /** As they stand in an address. */
    Map<String, String> asked() {
        var asked = new LinkedHashMap<String, String>();
        if (state != Shown.OPEN) {
            asked.put("state", state.word());
        }
        if (topic != null) {
            asked.put("topic", topic.name());
        }
        if (assigned != Assigned.ANYONE) {
            asked.put("assigned", assigned.word());
        }
        return asked;
    }
}
