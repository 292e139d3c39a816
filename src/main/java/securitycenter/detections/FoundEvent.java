package securitycenter.detections;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.events.Ticks;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/**
 * A row of an answer that names something impacted.
 *
 * @param at when it happened
 */
record FoundEvent(Instant at, String reportId, Names names, Row row) {

    static final String TIME = "Timestamp";
    static final String REPORT = "ReportId";

    /** What is impacted, each empty where nothing is. Those of the same names make one alert. */
    record Names(String device, String user, String mailbox) {

        boolean isNobody() {
            return device.isEmpty() && user.isEmpty() && mailbox.isEmpty();
        }

        public String all() {
            return Stream.of(device, user, mailbox)
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.joining(", "));
        }
    }

    /** @param places of the columns */
    record Row(Map<String, Integer> places, List<@Nullable Object> values) {

        /** Empty where there is no such column, or nothing in it. */
        String text(String column) {
            var place = places.get(column);
            return place == null ? "" : Objects.toString(values.get(place), "");
        }

        /** Null where there is none; times come as numbers. */
        @Nullable
        Instant moment(String column) {
            var place = places.get(column);
            return place != null && values.get(place) instanceof Long ticks ? Ticks.instant(ticks) : null;
        }
    }

    /** Those that name somebody and have a time within these ends, in the order in which they happened. */
    static List<FoundEvent> within(Answer answer, Impacted impacted, Instant from, Instant until) {
        return all(answer, impacted, null)
                .filter(event -> !event.at().isBefore(from) && !event.at().isAfter(until))
                .sorted((one, other) -> one.at().compareTo(other.at()))
                .toList();
    }

    /**
     * Those that name somebody.
     *
     * @param otherwise stands for a time that there is not; null to leave such rows out
     */
    static Stream<FoundEvent> all(Answer answer, Impacted impacted, @Nullable Instant otherwise) {
        var places = places(answer.columns());
        return answer.rows().stream().map(values -> new Row(places, values)).<FoundEvent>mapMulti((row, sink) -> {
            var at = time(answer.columns(), row);
            var names = new Names(row.text(impacted.device()), row.text(impacted.user()), row.text(impacted.mailbox()));
            if (!names.isNobody() && (at != null || otherwise != null)) {
                sink.accept(new FoundEvent(
                        at == null ? Objects.requireNonNull(otherwise) : at, row.text(REPORT), names, row));
            }
        });
    }

    private static Map<String, Integer> places(List<Column> columns) {
        return IntStream.range(0, columns.size())
                .boxed()
                .collect(Collectors.toMap(place -> columns.get(place).name(), place -> place, (first, _) -> first));
    }

    private static @Nullable Instant time(List<Column> columns, Row row) {
        var place = row.places().get(TIME);
        return place != null
                        && columns.get(place).type() == KqlType.DATETIME
                        && row.values().get(place) instanceof Long ticks
                ? Ticks.instant(ticks)
                : null;
    }

    /** What makes it the same event when it is found again. */
    UUID key() {
        var said = Stream.of(reportId, at.toString(), names.device(), names.user(), names.mailbox())
                .collect(Collectors.joining("\0"));
        return UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
    }

    /** An alert each, the first that happened first. */
    static List<List<FoundEvent>> byNames(List<FoundEvent> events) {
        return List.copyOf(events.stream()
                .collect(Collectors.groupingBy(FoundEvent::names, LinkedHashMap::new, Collectors.toList()))
                .values());
    }

    /** How many alerts there would be, had a rule run that often from then on. */
    static int alerts(List<FoundEvent> events, Frequency frequency, Instant from) {
        record Met(long run, Names names) {}
        var perRun = events.stream()
                .map(event ->
                        new Met(Duration.between(from, event.at()).dividedBy(frequency.interval()), event.names()))
                .distinct()
                .collect(Collectors.groupingBy(Met::run, Collectors.counting()));
        return perRun.values().stream()
                .mapToInt(alerts -> (int) Math.min(alerts, DetectionRound.MOST_ALERTS))
                .sum();
    }
}
