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
import securitycenter.alerts.InvestigationState;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.feed.FeedField;
import securitycenter.investigations.InvestigationFeed;
import securitycenter.response.MachineActionStatus;
import securitycenter.response.MachineActionType;
import securitycenter.response.MachineActions;

/**
 * What one list lets its readers ask for.
 *
 * @param <F> what it can be asked about
 */
final class Listing<F> {

    static final Listing<FeedField> INCIDENTS = new Listing<>(
            100,
            100,
            FeedField.CREATED,
            Map.of(
                    "lastUpdateTime", Property.time(FeedField.CHANGED),
                    "createdTime", Property.time(FeedField.CREATED),
                    "status", new Property.Word<>(FeedField.STATUS, DefenderShape::statusesOf),
                    "assignedTo", Property.text(FeedField.ASSIGNED_TO)),
            Set.of("$filter", "$top", "$skip", "$skiptoken", "$orderby", "$count"));

    static final Listing<FeedField> GRAPH_INCIDENTS = new Listing<>(
            50,
            50,
            FeedField.CREATED,
            Map.ofEntries(
                    entry("lastUpdateDateTime", Property.time(FeedField.CHANGED)),
                    entry("createdDateTime", Property.time(FeedField.CREATED)),
                    entry(
                            "status",
                            Property.word(FeedField.STATUS, word -> GraphWord.find(IncidentStatus.class, word))),
                    entry("severity", Property.word(FeedField.SEVERITY, word -> GraphWord.find(Severity.class, word))),
                    entry("classification", classification()),
                    entry("determination", determination()),
                    entry("assignedTo", Property.text(FeedField.ASSIGNED_TO))),
            Set.of("$filter", "$top", "$skip", "$skiptoken", "$orderby", "$count", "$select", "$expand"));

    static final Listing<FeedField> GRAPH_ALERTS = new Listing<>(
            100,
            2_000,
            FeedField.CREATED,
            Map.ofEntries(
                    entry("lastUpdateDateTime", Property.time(FeedField.CHANGED)),
                    entry("createdDateTime", Property.time(FeedField.CREATED)),
                    entry("status", Property.word(FeedField.STATUS, word -> GraphWord.find(AlertStatus.class, word))),
                    entry("severity", Property.word(FeedField.SEVERITY, word -> GraphWord.find(Severity.class, word))),
                    entry("serviceSource", Property.word(FeedField.SOURCE, ServiceSource::find)),
                    entry("classification", classification()),
                    entry("determination", determination()),
                    entry("assignedTo", Property.text(FeedField.ASSIGNED_TO))),
            Set.of("$filter", "$top", "$skip", "$skiptoken", "$orderby", "$count", "$select"));

    static final Listing<MachineActions.Field> MACHINE_ACTIONS = new Listing<>(
            10_000,
            10_000,
            MachineActions.Field.CREATED,
            Map.of(
                    "id", new Property.Id<>(MachineActions.Field.ID),
                    "status",
                            Property.word(
                                    MachineActions.Field.STATUS,
                                    word -> GraphWord.find(MachineActionStatus.class, word)),
                    "machineId", Property.text(MachineActions.Field.MACHINE),
                    "type",
                            Property.word(
                                    MachineActions.Field.TYPE, word -> GraphWord.find(MachineActionType.class, word)),
                    "requestor", Property.text(MachineActions.Field.REQUESTOR),
                    "creationDateTimeUtc", Property.time(MachineActions.Field.CREATED)),
            Set.of("$filter", "$top", "$skip", "$skiptoken"));

    static final Listing<InvestigationFeed.Field> INVESTIGATIONS = new Listing<>(
            10_000,
            10_000,
            InvestigationFeed.Field.STARTED,
            Map.of(
                    "id", new Property.Id<>(InvestigationFeed.Field.ID),
                    "state",
                            Property.word(
                                    InvestigationFeed.Field.STATE,
                                    word -> GraphWord.find(InvestigationState.class, word)),
                    "startTime", Property.time(InvestigationFeed.Field.STARTED),
                    "machineId", Property.text(InvestigationFeed.Field.MACHINE),
                    "triggeringAlertId", Property.text(InvestigationFeed.Field.ALERT)),
            Set.of("$filter", "$top", "$skip", "$skiptoken"));

    /** Something to filter by, and how its values are written. */
    sealed interface Property<F> {

        F field();

        record Time<F>(F field) implements Property<F> {}

        record Text<F>(F field) implements Property<F> {}

        /** Written in quotes or without. */
        record Id<F>(F field) implements Property<F> {}

        /** @param find the constants that a word stands for */
        record Word<F>(F field, Function<String, List<? extends Enum<?>>> find) implements Property<F> {}

        static <F> Property<F> time(F field) {
            return new Time<>(field);
        }

        static <F> Property<F> text(F field) {
            return new Text<>(field);
        }

        static <F> Property<F> word(F field, Function<String, Optional<? extends Enum<?>>> find) {
            return new Word<>(field, word -> find.apply(word).stream().toList());
        }
    }

    private static Property<FeedField> classification() {
        return Property.word(FeedField.CLASSIFICATION, word -> GraphWord.find(Classification.class, word));
    }

    private static Property<FeedField> determination() {
        return Property.word(FeedField.DETERMINATION, Determination::find);
    }

    final int usualTop;
    final int highestTop;

    /** By which the newest come first. */
    final F created;

    private final Map<String, Property<F>> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> options;

    private Listing(int usualTop, int highestTop, F created, Map<String, Property<F>> properties, Set<String> options) {
        this.usualTop = usualTop;
        this.highestTop = highestTop;
        this.created = created;
        this.properties.putAll(properties);
        this.options = options;
    }

    Optional<Property<F>> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    boolean takes(Collection<String> systemOptions) {
        return options.containsAll(systemOptions);
    }
}
