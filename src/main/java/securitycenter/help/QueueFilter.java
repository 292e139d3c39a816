package securitycenter.help;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import securitycenter.help.HelpRequest.State;
import securitycenter.identity.TenantId;

/** What staff want to see of the queue, as it stands in the address. What cannot be read there is as if it were absent. */
record QueueFilter(
        Shown state,
        @Nullable Topic topic,
        Assigned assigned,
        @Nullable TenantId tenant) {

    static final QueueFilter NONE = new QueueFilter(Shown.OPEN, null, Assigned.ANYONE, null);

    /** The words of the address, in small letters. */
    enum Shown {
        OPEN(State.WAITING_FOR_US, State.WAITING_FOR_CUSTOMER),
        US(State.WAITING_FOR_US),
        CUSTOMER(State.WAITING_FOR_CUSTOMER),
        CLOSED(State.CLOSED),
        ALL(State.values());

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
            @Nullable String assigned,
            @Nullable String tenant) {

        QueueFilter filter() {
            return new QueueFilter(
                    one(Shown.values(), state),
                    Topic.named(topic).orElse(null),
                    one(Assigned.values(), assigned),
                    id(tenant));
        }

        private static @Nullable TenantId id(@Nullable String asked) {
            try {
                return asked == null || asked.length() != 36 ? null : new TenantId(UUID.fromString(asked));
            } catch (IllegalArgumentException noId) {
                return null;
            }
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

    QueueFilter ofAllTenants() {
        return new QueueFilter(state, topic, assigned, null);
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
        if (tenant != null) {
            asked.put("tenant", tenant.toString());
        }
        return asked;
    }
}
