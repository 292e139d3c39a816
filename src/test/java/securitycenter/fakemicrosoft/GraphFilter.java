package securitycenter.fakemicrosoft;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The part of {@code $filter} that the security collections document: comparisons joined by {@code and}. */
record GraphFilter(List<Comparison> comparisons) {

    private static final Pattern COMPARISON =
            Pattern.compile("\\s*(\\w+)\\s+(eq|ge|gt|le|lt)\\s+('(?:[^']|'')*'|[^\\s']+)\\s*");
    private static final Pattern AND = Pattern.compile("and\\s");

    /** @param value an {@link Instant}, a text, or null */
    record Comparison(String property, String operator, Object value) {

        boolean matches(Map<String, Object> row) {
            var actual = Optional.ofNullable(row.get(property)).map(Object::toString);
            if (!(value instanceof Instant wanted)) {
                return actual.equals(Optional.ofNullable(value));
            }
            return actual.map(Instant::parse)
                    .filter(date -> holds(date.compareTo(wanted)))
                    .isPresent();
        }

        private boolean holds(int order) {
            return switch (operator) {
                case "ge" -> order >= 0;
                case "gt" -> order > 0;
                case "le" -> order <= 0;
                case "lt" -> order < 0;
                default -> order == 0;
            };
        }
    }

    static GraphFilter parse(String text, Set<String> properties) throws UnreadableQuery {
        var comparisons = new ArrayList<Comparison>();
        var found = COMPARISON.matcher(text);
        var from = 0;
        while (true) {
            if (!found.region(from, text.length()).lookingAt()) {
                throw new UnreadableQuery(
                        "Invalid filter clause: syntax error at position %d in '%s'.".formatted(from, text));
            }
            comparisons.add(comparison(found.group(1), found.group(2), found.group(3), properties));
            if (found.end() == text.length()) {
                return new GraphFilter(List.copyOf(comparisons));
            }
            var and = AND.matcher(text).region(found.end(), text.length());
            if (!and.lookingAt()) {
                throw new UnreadableQuery(
                        "Invalid filter clause: 'and' expected at position %d in '%s'.".formatted(found.end(), text));
            }
            from = and.end();
        }
    }

    private static Comparison comparison(String property, String operator, String literal, Set<String> properties)
            throws UnreadableQuery {
        if (!properties.contains(property)) {
            throw new UnreadableQuery("Invalid filter clause: filtering on '%s' is not supported.".formatted(property));
        }
        var value = isDate(property) ? date(property, literal) : text(property, literal);
        if (!(value instanceof Instant) && !operator.equals("eq")) {
            throw new UnreadableQuery("Invalid filter clause: '%s' can only be compared with eq.".formatted(property));
        }
        return new Comparison(property, operator, value);
    }

    private static boolean isDate(String property) {
        return property.endsWith("DateTime") || property.endsWith("Utc") || property.endsWith("Time");
    }

    private static Instant date(String property, String literal) throws UnreadableQuery {
        try {
            return Instant.parse(literal);
        } catch (DateTimeParseException e) {
            throw new UnreadableQuery("Invalid filter clause: '%s' is of type Edm.DateTimeOffset, which %s is not."
                    .formatted(property, literal));
        }
    }

    private static String text(String property, String literal) throws UnreadableQuery {
        if (literal.equals("null")) {
            return null;
        }
        if (!literal.startsWith("'")) {
            throw new UnreadableQuery("Invalid filter clause: '%s' is compared with %s, which has no quotes."
                    .formatted(property, literal));
        }
        return literal.substring(1, literal.length() - 1).replace("''", "'");
    }

    boolean matches(Map<String, Object> row) {
        return comparisons.stream().allMatch(comparison -> comparison.matches(row));
    }
}
