package securitycenter.hunts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
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

/** An outcome without its rows, as packed JSON, to be called up again. */
final class PackedOutcome {

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private record Head(String name, KqlType type) {}

    private record PackedAnswer(
            List<Head> columns, int rows, boolean cutOff, long tookNanos, long processorNanos, double share) {}

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
                answer.rows().size(),
                answer.cutOff(),
                answer.took().toNanos(),
                answer.processor().toNanos(),
                answer.share());
    }

    /** @param rows of an answer, by their columns and their number */
    static Outcome unpack(byte[] bytes, BiFunction<List<Column>, Integer, List<List<@Nullable Object>>> rows) {
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            var json = JSON.readTree(unpacking);
            if (json.isArray()) {
                var until = json.path(1).asString();
                return new Stopped(
                        Outcome.Reason.valueOf(json.path(0).asString()), until.isEmpty() ? null : Instant.parse(until));
            }
            return json.has("problems") ? rejected(json) : answer(json, rows);
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

    private static Outcome answer(JsonNode json, BiFunction<List<Column>, Integer, List<List<@Nullable Object>>> rows) {
        var columns = json.path("columns")
                .valueStream()
                .map(head -> new Column(
                        head.path("name").asString(),
                        KqlType.valueOf(head.path("type").asString())))
                .toList();
        return new Answer(
                columns,
                rows.apply(columns, json.path("rows").asInt()),
                json.path("cutOff").asBoolean(),
                Duration.ofNanos(json.path("tookNanos").asLong()),
                Duration.ofNanos(json.path("processorNanos").asLong()),
                json.path("share").asDouble());
    }
}
