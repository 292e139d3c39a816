package securitycenter.hunting;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import securitycenter.audit.Csv;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.kql.schema.Column;

/** An answer as a file for a spreadsheet: its rows, no more and no less, with times in UTC. */
final class ResultCsv {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ResultCsv() {}

    static void write(Answer answer, Writer out) throws IOException {
        out.write(BYTE_ORDER_MARK
                + Csv.line(answer.columns().stream().map(Column::name).toArray()));
        for (var row : answer.rows()) {
            var cells = new @Nullable Object[row.size()];
            for (var at = 0; at < cells.length; at++) {
                cells[at] = answer.columns().get(at).type().isNumber()
                        ? row.get(at)
                        : Cells.plain(answer.columns().get(at).type(), row.get(at));
            }
            out.write(Csv.line(cells));
        }
        out.flush();
    }
}
