package securitycenter.inquiries;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import securitycenter.events.Ticks;
import securitycenter.hunts.Outcome.Answer;

/** A row of an answer, by the names of its columns. */
record Row(Map<String, Object> values) {

    static List<Row> of(Answer answer) {
        var rows = new ArrayList<Row>();
        for (var values : answer.rows()) {
            var row = new HashMap<String, Object>();
            for (var column = 0; column < values.size(); column++) {
                var value = values.get(column);
                if (value != null) {
                    row.put(answer.columns().get(column).name(), value);
                }
            }
            rows.add(new Row(row));
        }
        return rows;
    }

    String text(String column) {
        var value = values.get(column);
        return value == null ? "" : value.toString();
    }

    /** Null where nobody said. */
    @Nullable
    String said(String column) {
        var text = text(column);
        return text.isEmpty() ? null : text;
    }

    @Nullable
    Long number(String column) {
        return values.get(column) instanceof Long number ? number : null;
    }

    @Nullable
    Instant moment(String column) {
        return values.get(column) instanceof Long ticks ? instant(ticks) : null;
    }

    /** Empty where there is none. */
    String time(String column) {
        return values.get(column) instanceof Long ticks ? instant(ticks).toString() : "";
    }

    private static Instant instant(long ticks) {
        return Ticks.instant(ticks);
    }
}
