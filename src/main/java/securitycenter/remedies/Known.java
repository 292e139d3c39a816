package securitycenter.remedies;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a thing.
 *
 * @param row that tells of it, from 1; 0 where it is no row
 */
public record Known(int row, Map<Fact, String> facts) {

    public static final Known NOTHING = new Known(0, Map.of());

    static Known of(int row) {
        return new Known(row, Map.of());
    }

    /** What is no value of its kind is not known. */
    Known with(Fact fact, @Nullable String value) {
        if (value == null || !fact.suits(value)) {
            return this;
        }
        var more = new EnumMap<Fact, String>(Fact.class);
        more.putAll(facts);
        more.put(fact, value.replace("\0", "").strip());
        return new Known(row, Map.copyOf(more));
    }

    Known without(Fact fact) {
        var fewer = new EnumMap<Fact, String>(Fact.class);
        fewer.putAll(facts);
        fewer.remove(fact);
        return new Known(row, Map.copyOf(fewer));
    }

    boolean has(Fact fact) {
        return facts.containsKey(fact);
    }

    Optional<String> find(Fact fact) {
        return Optional.ofNullable(facts.get(fact));
    }

    /** Empty where it is not known. */
    public String text(Fact fact) {
        return facts.getOrDefault(fact, "");
    }

    String lower(Fact fact) {
        return text(fact).toLowerCase(Locale.ROOT);
    }

    /** The first of these that is known; empty where none is. */
    String first(Fact... those) {
        for (var fact : those) {
            if (has(fact)) {
                return text(fact);
            }
        }
        return "";
    }
}
