package securitycenter.streaming;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.ServiceSource;
import securitycenter.events.Event;
import securitycenter.identity.TenantId;
import securitycenter.streaming.Streamed.Row;
import securitycenter.streaming.Streamed.Unreadable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the records of Defender's Streaming API. Nothing that it meets stops it. */
final class StreamedRecord {

    private static final String CATEGORY = "AdvancedHunting-";
    private static final int LONGEST_WORD = 100;
    private static final int LONGEST_DETAIL = 500;

    /** In one line or message: more than fit, if they are any. */
    private static final int MOST = 10_000;

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    /** Numbers stay as they were written, and a row has one text however its columns are ordered. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final JsonMapper SORTED =
            JSON.rebuild().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private StreamedRecord() {}

    /**
     * An object with an array {@code records}, such an array, or one record.
     *
     * @param expected the table whose rows are expected where it was read; null where that may be any
     */
    static List<Streamed> read(byte[] text, @Nullable String expected) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JacksonException e) {
            var raw = new String(text, StandardCharsets.UTF_8);
            return List.of(new Unreadable(
                    null, expected, null, Flaw.NOT_JSON, within(LONGEST_DETAIL, e.getOriginalMessage()), raw, false));
        }
        var records = json.isObject() && json.path("records").isArray() ? json.path("records") : json;
        if (records.isArray() && records.size() > MOST) {
            var raw = new String(text, StandardCharsets.UTF_8);
            return List.of(new Unreadable(null, expected, null, Flaw.TOO_LONG, null, raw, false));
        }
        return records.isArray()
                ? StreamSupport.stream(records.spliterator(), false)
                        .map(record -> one(record, expected))
                        .toList()
                : List.of(one(records, expected));
    }

    private static Streamed one(JsonNode json, @Nullable String expected) {
        if (!(json instanceof ObjectNode record)) {
            return unreadable(null, expected, Flaw.NO_RECORD, null, json);
        }
        var category = text(record, "category");
        var table = category == null || !category.startsWith(CATEGORY)
                ? null
                : within(LONGEST_WORD, category.substring(CATEGORY.length()));
        var tenant = tenant(record);
        if (tenant == null) {
            return unreadable(null, table == null ? expected : table, Flaw.NO_TENANT, text(record, "tenantId"), json);
        }
        if (table == null || table.isBlank()) {
            return unreadable(tenant, expected, Flaw.NO_CATEGORY, category, json);
        }
        var known = StreamedTable.find(table);
        return known.isEmpty()
                ? unreadable(tenant, table, Flaw.UNKNOWN_TABLE, null, json)
                : row(tenant, known.get(), record);
    }

    private static Streamed row(TenantId tenant, StreamedTable table, ObjectNode record) {
        if (!(record.path("properties") instanceof ObjectNode properties) || properties.isEmpty()) {
            return unreadable(tenant, table.word(), Flaw.NO_PROPERTIES, null, record);
        }
        var said = text(properties, "Timestamp");
        var at = said == null ? null : time(said);
        if (at == null) {
            return unreadable(tenant, table.word(), Flaw.NO_TIME, said, record);
        }
        if (table.service().isEmpty() && source(properties).isEmpty()) {
            return unreadable(tenant, table.word(), Flaw.UNKNOWN_SERVICE, text(properties, "ServiceSource"), record);
        }
        return new Row(
                tenant, table, new Event(table.word(), key(table, properties), at, properties.toString()), record);
    }

    private static Streamed unreadable(
            @Nullable TenantId tenant, @Nullable String table, Flaw flaw, @Nullable String detail, JsonNode json) {
        return new Unreadable(
                tenant,
                table,
                source(json.path("properties")).orElse(null),
                flaw,
                detail == null ? null : within(LONGEST_DETAIL, detail),
                json.toString(),
                false);
    }

    private static String key(StreamedTable table, ObjectNode properties) {
        var whole = table.key().isEmpty() || table.key().stream().anyMatch(column -> text(properties, column) == null);
        return whole
                ? SORTED.writeValueAsString(properties)
                : table.key().stream()
                        .map(column -> String.valueOf(text(properties, column)))
                        .collect(Collectors.joining("\n"));
    }

    /** Null where it is missing, null or empty. */
    static @Nullable String text(JsonNode json, String field) {
        var value = json.path(field);
        var text = value.isValueNode() && !value.isNull() ? value.asString() : "";
        return text.isEmpty() ? null : text;
    }

    /** Empty for a word that is none, as where there is none, or one that says so. */
    static Optional<ServiceSource> source(JsonNode properties) {
        return Optional.ofNullable(text(properties, "ServiceSource"))
                .flatMap(ServiceSource::find)
                .filter(source -> source != ServiceSource.UNKNOWN);
    }

    private static @Nullable TenantId tenant(JsonNode record) {
        var said = text(record, "tenantId");
        return said != null && UUID_TEXT.matcher(said).matches() ? new TenantId(UUID.fromString(said)) : null;
    }

    /** UTC, also where it does not say so. What no service can mean is no time: not every database can hold it. */
    private static @Nullable Instant time(String said) {
        try {
            var time = DateTimeFormatter.ISO_DATE_TIME.parseBest(said, OffsetDateTime::from, LocalDateTime::from);
            var moment = time instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
            return moment.isBefore(Instant.EPOCH) || moment.isAfter(LAST) ? null : moment;
        } catch (DateTimeException notOne) {
            return null;
        }
    }

    private static String within(int longest, String text) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
