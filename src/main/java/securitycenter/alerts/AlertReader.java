package securitycenter.alerts;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads alerts in the shape of Graph's {@code security/alerts_v2}. */
public final class AlertReader {

    private static final int LONGEST_TITLE = 1_000;
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_NAME = 200;

    /** Whoever writes it within something else can nest it only so far: Jackson stops at 500. */
    private static final int DEEPEST = 100;

    /** Before it no such service existed; a clock that stood still says 1970 or 1601. */
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /** How much Microsoft's clock may be ahead of ours, which may be behind. */
    private static final Duration OURS_BEHIND = Duration.ofDays(1);

    /** How much that of a device may be ahead of theirs. */
    private static final Duration DEVICE_AHEAD = Duration.ofMinutes(10);

    private record Times(
            Instant created,
            Instant updated,
            Instant first,
            Instant last,
            @Nullable Instant resolved) {

        static Times of(JsonNode json, Instant arrival) {
            var created = believable(Json.time(json, "createdDateTime"), arrival, arrival);
            var updated = believable(Json.time(json, "lastUpdateDateTime"), arrival, created);
            var known = latest(arrival, created, updated).plus(DEVICE_AHEAD);
            var one = within(Json.time(json, "firstActivityDateTime"), known, created);
            var other = within(Json.time(json, "lastActivityDateTime"), known, one);
            var resolved = Json.time(json, "resolvedDateTime");
            return new Times(
                    created,
                    updated,
                    one.isAfter(other) ? other : one,
                    one.isAfter(other) ? one : other,
                    resolved == null ? null : believable(resolved, arrival, updated));
        }
    }

    private AlertReader() {}

    /**
     * @param arrival when it came, which stands for every time that cannot be true
     * @return empty for what is no alert, because it has no id
     */
    public static Optional<Alert> read(JsonNode json, Instant arrival) {
        var id = Json.text(json, "id");
        if (!(Json.flat(DEEPEST, json) instanceof ObjectNode body) || id == null || id.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        var times = Times.of(json, arrival);
        return Optional.of(new Alert(
                id,
                Json.text(json, "incidentId", LONGEST_WORD),
                requireNonNullElse(Json.text(json, "title", LONGEST_TITLE), id),
                GraphWord.find(Severity.class, Json.text(json, "severity")).orElse(Severity.UNKNOWN),
                GraphWord.find(AlertStatus.class, Json.text(json, "status")).orElse(AlertStatus.NEW),
                ServiceSource.find(Json.text(json, "serviceSource")).orElse(ServiceSource.UNKNOWN),
                Json.text(json, "detectionSource", LONGEST_WORD),
                category(json),
                Json.texts(json, "mitreTechniques"),
                times.created(),
                times.updated(),
                times.first(),
                times.last(),
                times.resolved(),
                Json.text(json, "assignedTo", LONGEST_NAME),
                GraphWord.find(Classification.class, Json.text(json, "classification"))
                        .orElse(Classification.UNKNOWN),
                Determination.find(Json.text(json, "determination")).orElse(Determination.UNKNOWN),
                GraphWord.find(InvestigationState.class, Json.text(json, "investigationState"))
                        .orElse(InvestigationState.UNKNOWN),
                Json.text(json, "investigationId", LONGEST_WORD),
                threat(json),
                EvidenceReader.all(body.path("evidence")),
                body));
    }

    private static @Nullable String category(JsonNode json) {
        var said = Json.text(json, "category", LONGEST_WORD);
        return said == null ? null : Category.oneWord(said);
    }

    private static @Nullable String threat(JsonNode json) {
        var threat = Json.text(json, "threatDisplayName", LONGEST_NAME);
        return threat != null ? threat : Json.text(json, "threatFamilyName", LONGEST_NAME);
    }

    static Instant believable(@Nullable Instant said, Instant arrival, Instant otherwise) {
        return within(said, arrival.plus(OURS_BEHIND), otherwise);
    }

    private static Instant within(@Nullable Instant said, Instant latest, Instant otherwise) {
        return said == null || said.isBefore(EARLIEST) || said.isAfter(latest) ? otherwise : said;
    }

    private static Instant latest(Instant... moments) {
        return Collections.max(List.of(moments));
    }
}
