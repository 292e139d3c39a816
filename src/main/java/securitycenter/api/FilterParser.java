package securitycenter.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import securitycenter.api.Listing.Property;
import securitycenter.api.Refusal.Kind;
import securitycenter.homes.RowCondition;
import securitycenter.homes.RowCondition.All;
import securitycenter.homes.RowCondition.Any;
import securitycenter.homes.RowCondition.Compares;
import securitycenter.homes.RowCondition.Comparison;

/** Reads a {@code $filter} of OData: comparisons, joined by {@code and} and {@code or}, in parentheses or without. */
final class FilterParser<F> {

    private static final int LONGEST = 4_000;
    private static final int DEEPEST = 20;

    /** A parenthesis, a text in quotes, or a run of what a name, a number or a date is written with. */
    private static final Pattern TOKEN = Pattern.compile("\\s*([()]|'[^']*+(?:''[^']*+)*+'|[\\w.:+-]+)");

    private static final Map<String, Comparison> COMPARISONS = Map.of(
            "eq", Comparison.EQUAL,
            "ne", Comparison.NOT_EQUAL,
            "gt", Comparison.GREATER,
            "ge", Comparison.GREATER_OR_EQUAL,
            "lt", Comparison.LESS,
            "le", Comparison.LESS_OR_EQUAL);

    private final Listing<F> listing;
    private final List<String> tokens;
    private int next;
    private int depth;

    private FilterParser(Listing<F> listing, List<String> tokens) {
        this.listing = listing;
        this.tokens = tokens;
    }

    static <F> RowCondition<F> parse(Listing<F> listing, String filter) {
        var parser = new FilterParser<>(listing, tokens(filter));
        var condition = parser.either();
        if (parser.next < parser.tokens.size()) {
            throw wrong("'" + parser.tokens.get(parser.next) + "' was not expected in the filter.");
        }
        return condition;
    }

    private static List<String> tokens(String filter) {
        if (filter.length() > LONGEST) {
            throw wrong("The filter is longer than " + LONGEST + " characters.");
        }
        var text = filter.strip();
        var tokens = new ArrayList<String>();
        var matcher = TOKEN.matcher(text);
        var end = 0;
        while (end < text.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw wrong("The filter cannot be read from '" + shortened(text.substring(end)) + "' on.");
            }
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        return tokens;
    }

    private RowCondition<F> either() {
        return joined("or", this::both, Any<F>::new);
    }

    private RowCondition<F> both() {
        return joined("and", this::one, All<F>::new);
    }

    private RowCondition<F> joined(
            String word, Supplier<RowCondition<F>> part, Function<List<RowCondition<F>>, RowCondition<F>> joined) {
        var parts = new ArrayList<>(List.of(part.get()));
        while (takeIf(word)) {
            parts.add(part.get());
        }
        return parts.size() == 1 ? parts.getFirst() : joined.apply(List.copyOf(parts));
    }

    private RowCondition<F> one() {
        if (!takeIf("(")) {
            return comparison();
        }
        if (++depth > DEEPEST) {
            throw wrong("The filter has too many parentheses.");
        }
        var inner = either();
        if (!takeIf(")")) {
            throw wrong("A parenthesis of the filter is not closed.");
        }
        depth--;
        return inner;
    }

    private RowCondition<F> comparison() {
        var name = take("a property");
        var property = listing.property(name)
                .orElseThrow(() -> wrong("Filtering on '" + shortened(name) + "' is not supported."));
        var sign = take("a comparison");
        var comparison = COMPARISONS.get(sign.toLowerCase(Locale.ROOT));
        if (comparison == null) {
            throw wrong("'" + shortened(sign) + "' is no comparison; eq, ne, gt, ge, lt and le are.");
        }
        var written = take("a value");
        var condition = condition(property, name, comparison, written);
        var ordered = comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL;
        if (ordered && !(property instanceof Property.Time<F>)) {
            throw wrong("'" + name + "' can be compared by eq and ne only.");
        }
        return condition;
    }

    private static <F> RowCondition<F> condition(
            Property<F> property, String name, Comparison comparison, String written) {
        return switch (property) {
            case Property.Time<F>(var field) -> new Compares<>(field, comparison, time(name, written));
            case Property.Text<F>(var field) ->
                new Compares<>(field, comparison, written.equals("null") ? null : unquoted(name, written));
            case Property.Id<F>(var field) ->
                new Compares<>(field, comparison, written.startsWith("'") ? unquoted(name, written) : bare(written));
            case Property.Word<F>(var field, var find) -> {
                // What nobody has judged yet is null in some answers and "unknown" in others.
                var word = written.equals("null") ? "unknown" : unquoted(name, written);
                yield oneOf(field, comparison, find.apply(word))
                        .orElseThrow(() -> wrong("'" + shortened(word) + "' is no value of '" + name + "'."));
            }
        };
    }

    /** Empty where there is none. */
    private static <F> Optional<RowCondition<F>> oneOf(
            F field, Comparison comparison, List<? extends Enum<?>> constants) {
        return constants.stream()
                .<RowCondition<F>>map(constant -> new Compares<>(field, comparison, constant))
                .reduce((one, other) -> comparison == Comparison.NOT_EQUAL
                        ? new All<>(List.of(one, other))
                        : new Any<>(List.of(one, other)));
    }

    private static @Nullable String bare(String written) {
        return written.equals("null") ? null : written;
    }

    private static String unquoted(String name, String written) {
        if (!written.startsWith("'")) {
            throw wrong("The value of '" + name + "' must stand in single quotes.");
        }
        var text = written.substring(1, written.length() - 1).replace("''", "'");
        if (text.indexOf('\0') >= 0) {
            throw wrong("The value of '" + name + "' holds a character that no value can hold.");
        }
        return text;
    }

    /** A day begins in UTC. */
    private static Instant time(String name, String written) {
        try {
            return written.length() == "2020-08-06".length()
                    ? LocalDate.parse(written).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(written.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeException notOne) {
            throw wrong("'%s' is no time; '%s' is compared with one like 2020-08-06T12:07:55Z, without quotes."
                    .formatted(shortened(written), name));
        }
    }

    private boolean takeIf(String token) {
        if (next < tokens.size() && tokens.get(next).equalsIgnoreCase(token)) {
            next++;
            return true;
        }
        return false;
    }

    private String take(String expected) {
        if (next == tokens.size()) {
            throw wrong("The filter ends where " + expected + " was expected.");
        }
        return tokens.get(next++);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private static Refusal wrong(String why) {
        return new Refusal(Kind.BAD_QUERY, why);
    }
}
