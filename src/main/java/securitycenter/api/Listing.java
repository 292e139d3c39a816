package securitycenter.api;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import securitycenter.alerts.AlertStatus;
import securitycenter.alerts.Classification;
import securitycenter.alerts.Determination;
import securitycenter.alerts.GraphWord;
import securitycenter.alerts.IncidentStatus;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.feed.FeedCondition.Field;

/** What one list lets its readers ask for. */
enum Listing {
    INCIDENTS(
            100,
            100,
            Map.of(
                    "lastUpdateTime", Property.time(Field.CHANGED),
                    "createdTime", Property.time(Field.CREATED),
                    "status", new Property.Word(Field.STATUS, DefenderShape::statusesOf),
                    "assignedTo", Property.text(Field.ASSIGNED_TO)),
            Set.of("$filter", "$top", "$skip", "$skiptoken", "$orderby", "$count")),
    GRAPH_INCIDENTS(
            50,
            50,
            Map.ofEntries(
                    entry("lastUpdateDateTime", Property.time(Field.CHANGED)),
                    entry("createdDateTime", Property.time(Field.CREATED)),
                    entry("status", Property.word(Field.STATUS, word -> GraphWord.find(IncidentStatus.class, word))),
                    entry("severity", Property.word(Field.SEVERITY, word -> GraphWord.find(Severity.class, word))),
                    entry("classification", Property.classification()),
                    entry("determination", Property.determination()),
                    entry("assignedTo", Property.text(Field.ASSIGNED_TO))),
            Set.of("$filter", "$top", "$skip", "$skiptoken", "$orderby", "$count", "$select", "$expand")),
    GRAPH_ALERTS(
            100,
            2_000,
            Map.ofEntries(
                    entry("lastUpdateDateTime", Property.time(Field.CHANGED)),
                    entry("createdDateTime", Property.time(Field.CREATED)),
                    entry("status", Property.word(Field.STATUS, word -> GraphWord.find(AlertStatus.class, word))),
                    entry("severity", Property.word(Field.SEVERITY, word -> GraphWord.find(Severity.class, word))),
                    entry("serviceSource", Property.word(Field.SOURCE, ServiceSource::find)),
                    entry("classification", Property.classification()),
                    entry("determination", Property.determination()),
                    entry("assignedTo", Property.text(Field.ASSIGNED_TO))),
            Set.of("$filter", "$top", "$skip", "$skiptoken", "$orderby", "$count", "$select"));

    /** Something to filter by, and how its values are written. */
    sealed interface Property {

        Field field();

        record Time(Field field) implements Property {}

        record Text(Field field) implements Property {}

        /** @param find the constants that a word stands for */
        record Word(Field field, Function<String, List<? extends Enum<?>>> find) implements Property {}

        static Property time(Field field) {
            return new Time(field);
        }

        static Property text(Field field) {
            return new Text(field);
        }

        static Property word(Field field, Function<String, Optional<? extends Enum<?>>> find) {
            return new Word(field, word -> find.apply(word).stream().toList());
        }

        private static Property classification() {
            return word(Field.CLASSIFICATION, word -> GraphWord.find(Classification.class, word));
        }

        private static Property determination() {
            return word(Field.DETERMINATION, Determination::find);
        }
    }

    final int usualTop;
    final int highestTop;
    private final Map<String, Property> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> options;

    Listing(int usualTop, int highestTop, Map<String, Property> properties, Set<String> options) {
        this.usualTop = usualTop;
        this.highestTop = highestTop;
        this.properties.putAll(properties);
        this.options = options;
    }

    Optional<Property> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    boolean takes(Collection<String> systemOptions) {
        return options.containsAll(systemOptions);
    }
}
