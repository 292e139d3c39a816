package securitycenter.audit;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.Preferences;

/**
 * What someone wants to see of the log, as it stands in the address. What cannot be read there is as if it were absent.
 *
 * @param who a part of a name or a person's id; among all tenants the whole name
 * @param from the first day, in the person's zone
 * @param to the last day
 */
record Filter(
        @Nullable String what,
        @Nullable String who,
        @Nullable Outcome outcome,
        Actor.@Nullable Kind actor,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        ZoneId zone) {

    /** The form of the page. */
    record Asked(
            @Nullable String what,
            @Nullable String who,
            @Nullable String outcome,
            @Nullable String actor,
            @Nullable String from,
            @Nullable String to) {

        Filter in(ZoneId zone) {
            return new Filter(
                    text(what),
                    text(who),
                    oneOf(Outcome.values(), outcome),
                    oneOf(Actor.Kind.values(), actor),
                    day(from),
                    day(to),
                    zone);
        }

        Filter in(Optional<Preferences> preferences) {
            return in(preferences.orElse(Preferences.DEFAULT).zone());
        }
    }

    /** As they stand in an address. */
    Map<String, String> asked() {
        var asked = new LinkedHashMap<String, String>();
        put(asked, "what", what);
        put(asked, "who", who);
        put(asked, "outcome", outcome);
        put(asked, "actor", actor);
        put(asked, "from", from);
        put(asked, "to", to);
        return asked;
    }

    public boolean hidesNothing() {
        return asked().isEmpty();
    }

    private static void put(Map<String, String> asked, String name, @Nullable Object value) {
        if (value != null) {
            asked.put(name, value.toString());
        }
    }

    private static @Nullable String text(@Nullable String asked) {
        return asked == null || asked.isBlank()
                ? null
                : requireNonNull(Text.within(256, asked)).strip();
    }

    private static <E extends Enum<E>> @Nullable E oneOf(E[] values, @Nullable String asked) {
        for (var value : values) {
            if (value.name().equals(asked)) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable LocalDate day(@Nullable String asked) {
        try {
            var day = asked == null ? null : LocalDate.parse(asked);
            return day != null && isComparable(day) ? day : null;
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    /** Years beyond these are more than a database can compare with. */
    static boolean isComparable(LocalDate day) {
        return day.getYear() >= 1970 && day.getYear() <= 9000;
    }
}
