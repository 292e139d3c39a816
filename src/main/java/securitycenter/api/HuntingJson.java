package securitycenter.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import securitycenter.events.Ticks;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import tools.jackson.core.JsonGenerator;

/** The answer of a query as JSON: what is in both APIs alike. */
final class HuntingJson {

    private static final long PER_SECOND = 10_000_000;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private HuntingJson() {}

    static void writeSchema(JsonGenerator json, List<Column> columns, String name, String type) {
        json.writeStartArray();
        for (var column : columns) {
            json.writeStartObject();
            json.writeStringProperty(name, column.name());
            json.writeStringProperty(type, typeName(column.type()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** As .NET calls it, which both APIs do. */
    private static String typeName(KqlType type) {
        return type.netName().substring(type.netName().lastIndexOf('.') + 1);
    }

    static void writeRows(JsonGenerator json, Answer answer) {
        json.writeStartArray();
        for (var row : answer.rows()) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                json.writeName(answer.columns().get(i).name());
                writeValue(json, answer.columns().get(i).type(), row.get(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValue(JsonGenerator json, KqlType type, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean bool -> json.writeBoolean(bool);
            case Long ticks when type == KqlType.DATETIME -> json.writeString(MOMENT.format(Ticks.instant(ticks)));
            case Long ticks when type == KqlType.TIMESPAN -> json.writeString(span(ticks));
            case Long number -> json.writeNumber(number);
            case Double number when number.isNaN() -> json.writeString("NaN");
            case Double number when number.isInfinite() -> json.writeString(number > 0 ? "Infinity" : "-Infinity");
            case Double number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case String raw when type == KqlType.DYNAMIC -> json.writeRawValue(raw);
            default -> json.writeString(value.toString());
        }
    }

    /** {@code 1.02:03:04.5000000}. */
    static String span(long ticks) {
        var length = Math.abs(ticks);
        var seconds = length / PER_SECOND;
        var days = seconds / 86_400;
        var fraction = length % PER_SECOND;
        return (ticks < 0 ? "-" : "")
                + (days > 0 ? days + "." : "")
                + "%02d:%02d:%02d".formatted(seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
                + (fraction > 0 ? ".%07d".formatted(fraction) : "");
    }

    static String span(Duration duration) {
        return "%02d:%02d:%02d.%07d"
                .formatted(
                        duration.toHours(),
                        duration.toMinutesPart(),
                        duration.toSecondsPart(),
                        duration.toNanosPart() / 100);
    }
}
