package securitycenter.hunts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import tools.jackson.databind.JsonNode;

/**
 * Some rows of an answer, one after the other, as packed JSON.
 *
 * @param first which of all rows it begins with, from 0
 */
record PackedRows(int first, byte[] packed) {

    private static final int MOST_ROWS = 500;

    /** What a page unpacks stays small also where cells are large. */
    private static final int MOST_BYTES = 1_000_000;

    static List<PackedRows> of(List<List<@Nullable Object>> rows) {
        var blocks = new ArrayList<PackedRows>();
        for (int next = 0; next < rows.size(); ) {
            var first = next;
            var packed = new ByteArrayOutputStream();
            try (var packing = new GZIPOutputStream(packed)) {
                packing.write('[');
                for (int bytes = 0; next < rows.size() && next - first < MOST_ROWS && bytes < MOST_BYTES; next++) {
                    var row = PackedOutcome.JSON.writeValueAsBytes(rows.get(next));
                    packing.write(next == first ? ' ' : ',');
                    packing.write(row);
                    bytes += row.length;
                }
                packing.write(']');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            blocks.add(new PackedRows(first, packed.toByteArray()));
        }
        return blocks;
    }

    List<List<@Nullable Object>> unpacked(List<Column> columns) {
        try (var unpacking = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var rows = new ArrayList<List<@Nullable Object>>();
            for (var row : PackedOutcome.JSON.readTree(unpacking)) {
                var cells = new ArrayList<@Nullable Object>();
                for (int i = 0; i < columns.size(); i++) {
                    cells.add(cell(row.path(i), columns.get(i).type()));
                }
                rows.add(cells);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
