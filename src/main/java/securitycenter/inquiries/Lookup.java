package securitycenter.inquiries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import securitycenter.investigations.Assets.Named;
import securitycenter.investigations.Field;
import securitycenter.investigations.Found;
import securitycenter.investigations.Stage;

/** What an investigation asks of the tenant’s events, in this order. */
enum Lookup {
    PROCESSES(
            Stage.EXPAND,
            Field.DEVICE,
            seeds -> DeviceLookups.processes(seeds, seeds.nearOnDevices()),
            DeviceLookups::process),
    FILES(Stage.EXPAND, Field.DEVICE, seeds -> DeviceLookups.files(seeds, seeds.nearOnDevices()), DeviceLookups::file),
    CONNECTIONS(
            Stage.EXPAND,
            Field.DEVICE,
            seeds -> DeviceLookups.connections(seeds, seeds.nearOnDevices()),
            DeviceLookups::connection),
    REGISTRY(
            Stage.EXPAND,
            Field.DEVICE,
            seeds -> DeviceLookups.registry(seeds, seeds.nearOnDevices()),
            DeviceLookups::registryValue),
    INSTALLED(
            Stage.EXPAND,
            Field.DEVICE,
            seeds -> DeviceLookups.installed(seeds, seeds.nearOnDevices()),
            DeviceLookups::installedThing),
    MESSAGES(Stage.EXPAND, Field.MAIL, MailLookups::messages, MailLookups::message),
    SAME_CLUSTER(Stage.EXPAND, Field.MAIL, MailLookups::sameCluster, MailLookups::message),
    LINKS(Stage.EXPAND, Field.MAIL, MailLookups::links, MailLookups::link),
    ATTACHMENTS(Stage.EXPAND, Field.MAIL, MailLookups::attachments, MailLookups::attachment),
    CLICKS(Stage.EXPAND, Field.MAIL, MailLookups::clicks, MailLookups::click),
    SAME_LINK(Stage.WIDEN, Field.MAIL, MailLookups::sameLink, MailLookups::message),
    SAME_ATTACHMENT(Stage.WIDEN, Field.MAIL, MailLookups::sameAttachment, MailLookups::message),
    SAME_FILE(Stage.WIDEN, null, DeviceLookups::sameFile, DeviceLookups::fileElsewhere),
    GROUPS(Stage.WIDEN, null, DeviceLookups::groups, DeviceLookups::group),
    PROCESSES_ELSEWHERE(
            Stage.WIDEN, null, seeds -> DeviceLookups.processes(seeds, seeds.nearElsewhere()), DeviceLookups::process),
    FILES_ELSEWHERE(Stage.WIDEN, null, seeds -> DeviceLookups.files(seeds, seeds.nearElsewhere()), DeviceLookups::file),
    CONNECTIONS_ELSEWHERE(
            Stage.WIDEN,
            null,
            seeds -> DeviceLookups.connections(seeds, seeds.nearElsewhere()),
            DeviceLookups::connection),
    REGISTRY_ELSEWHERE(
            Stage.WIDEN,
            null,
            seeds -> DeviceLookups.registry(seeds, seeds.nearElsewhere()),
            DeviceLookups::registryValue),
    INSTALLED_ELSEWHERE(
            Stage.WIDEN,
            null,
            seeds -> DeviceLookups.installed(seeds, seeds.nearElsewhere()),
            DeviceLookups::installedThing);

    /** Rows of an answer. */
    private static final int MOST = 1_000;

    private final Stage stage;
    private final @Nullable Field field;
    private final Function<Seeds, Optional<String>> text;
    private final BiFunction<Seeds, Row, Findings> reading;

    Lookup(
            Stage stage,
            @Nullable Field field,
            Function<Seeds, Optional<String>> text,
            BiFunction<Seeds, Row, Findings> reading) {
        this.stage = stage;
        this.field = field;
        this.text = text;
        this.reading = reading;
    }

    /** Those of a stage, in their order. */
    static List<Lookup> of(Stage stage, Field field) {
        return Arrays.stream(values())
                .filter(lookup -> lookup.stage == stage && (lookup.field == null || lookup.field == field))
                .toList();
    }

    /** From which part of the stage on it looks around on devices that it came to. */
    static int firstElsewhere(Field field) {
        return of(Stage.WIDEN, field).indexOf(PROCESSES_ELSEWHERE);
    }

    /** Under which name messages have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The query; empty where nothing is known by which to ask. */
    Optional<String> text(Seeds seeds) {
        return text.apply(seeds).map(query -> query + " | take " + MOST);
    }

    /** Empty where there is nothing to ask by. */
    static Optional<String> where(String table, Optional<String> near, Optional<String> condition, String columns) {
        return near.isEmpty() || condition.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        table + " | where " + near.get() + " | where " + condition.get() + " | project " + columns);
    }

    Findings read(Seeds seeds, List<Row> rows) {
        var found = new ArrayList<Found>();
        var places = new ArrayList<Named>();
        for (var row : rows) {
            var told = reading.apply(seeds, row);
            found.addAll(told.found());
            places.addAll(told.places());
        }
        return new Findings(found, places);
    }
}
