package securitycenter.hunts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.hunts.Outcome.Rejected;
import securitycenter.hunts.Outcome.Stopped;
import securitycenter.kql.Problem;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An outcome as JSON, packed, to be called up again. */
final class PackedOutcome {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private record Head(String name, KqlType type) {}

    private record PackedAnswer(
            List<Head> columns,
            List<List<@Nullable Object>> rows,
            boolean cutOff,
            long tookNanos,
            long processorNanos,
            double share) {}

    private PackedOutcome() {}

    static byte[] pack(Outcome outcome) {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            JSON.writeValue(
                    packing,
                    switch (outcome) {
                        case Answer answer -> packed(answer);
                        case Rejected rejected -> rejected;
                        case Stopped(var reason, var until) ->
                            List.of(reason.name(), until == null ? "" : until.toString());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static PackedAnswer packed(Answer answer) {
        return new PackedAnswer(
                answer.columns().stream()
                        .map(column -> new Head(column.name(), column.type()))
                        .toList(),
                answer.rows(),
                answer.cutOff(),
                answer.took().toNanos(),
                answer.processor().toNanos(),
                answer.share());
    }

    static Outcome unpack(byte[] bytes) {
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            var json = JSON.readTree(unpacking);
            if (json.isArray()) {
                var until = json.path(1).asString();
                return new Stopped(
                        Outcome.Reason.valueOf(json.path(0).asString()), until.isEmpty() ? null : Instant.parse(until));
            }
            return json.has("problems") ? rejected(json) : answer(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome rejected(JsonNode json) {
        return new Rejected(json.path("problems")
                .valueStream()
                .map(problem -> new Problem(
                        problem.path("start").asInt(),
                        problem.path("end").asInt(),
                        problem.path("message").asString(),
                        problem.path("engineText").asString()))
                .toList());
    }

    private static Outcome answer(JsonNode json) {
        var columns = json.path("columns")
                .valueStream()
                .map(head -> new Column(
                        head.path("name").asString(),
                        KqlType.valueOf(head.path("type").asString())))
                .toList();
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var row : json.path("rows")) {
            var cells = new ArrayList<@Nullable Object>();
            for (int i = 0; i < columns.size(); i++) {
                cells.add(cell(row.path(i), columns.get(i).type()));
            }
            rows.add(cells);
        }
        return new Answer(
                columns,
                rows,
                json.path("cutOff").asBoolean(),
                Duration.ofNanos(json.path("tookNanos").asLong()),
                Duration.ofNanos(json.path("processorNanos").asLong()),
                json.path("share").asDouble());
    }

    private static @Nullable Object cell(JsonNode value, KqlType type) {
        if (value.isNull() || value.isMissingNode()) {
            return null;
        }
        return switch (type) {
            case BOOL -> value.asBoolean();
            case DATETIME, INT, LONG, TIMESPAN -> value.asLong();
            // What is no number, or endless, is a text in JSON.
            case REAL -> Double.valueOf(value.asString());
            case DECIMAL -> new BigDecimal(value.asString());
            case DYNAMIC, GUID, STRING -> value.asString();
        };
    }
}
