package securitycenter.triage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;

/** What a filter asks for, one by one. */
final class Chips {

    private final List<Chip> all = new ArrayList<>();
    private final Address here;

    /** @param here the list as it is */
    Chips(Address here) {
        this.here = here;
    }

    Chips add(boolean asked, String kind, String word, Address without) {
        if (asked) {
            all.add(new Chip(kind, word, "", null, without.toString()));
        }
        return this;
    }

    /** By the text as it was typed; the kind is the name in the address too. */
    Chips add(String kind, @Nullable String text) {
        if (text != null) {
            all.add(new Chip(kind, null, text, null, here.without(kind).toString()));
        }
        return this;
    }

    /** @param usual the list of the usual period */
    Chips period(Period period, Period.Span usualSpan, Address usual) {
        if (period.span() == Period.Span.CHOSEN) {
            var first = period.from() == null ? "…" : period.from().toString();
            var last = period.to() == null ? "…" : period.to().toString();
            all.add(new Chip("period", null, first + " – " + last, null, usual.toString()));
            return this;
        }
        return add(
                period.span() != usualSpan,
                "period",
                "triage.period." + period.span().word(),
                usual);
    }

    Chips severities(Set<Severity> severities) {
        severities.stream()
                .sorted()
                .forEach(severity ->
                        add(true, "severity", "severity." + severity, here.without("severity", Words.word(severity))));
        return this;
    }

    Chips sources(Set<ServiceSource> sources) {
        sources.stream()
                .sorted()
                .forEach(source -> add(true, "source", "source." + source, here.without("source", Words.word(source))));
        return this;
    }

    /** The kind is the name in the address too. */
    Chips since(String kind, @Nullable Instant moment) {
        if (moment != null) {
            all.add(new Chip(kind, null, "", moment, here.without(kind).toString()));
        }
        return this;
    }

    Chips assigned(@Nullable String assigned) {
        return Words.ME.equals(assigned) || Words.NOBODY.equals(assigned)
                ? add(true, "assigned", "triage.assigned." + assigned, here.without("assigned"))
                : add("assigned", assigned);
    }

    Chips categories(Set<String> categories) {
        categories.forEach(category -> all.add(new Chip(
                "category",
                null,
                new Tactics().spaced(category),
                null,
                here.without("category", category).toString())));
        return this;
    }

    List<Chip> all() {
        return List.copyOf(all);
    }
}
