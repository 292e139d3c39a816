package securitycenter.actioncenter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.audit.Csv;
import securitycenter.audit.LongReads;
import securitycenter.identity.SignedInUser;

/** Writes a list of actions out, a handful of them in memory at a time. */
@Component
class ActionCsv {

    static final int MOST = 100_000;
    private static final int HANDFUL = 500;
    private static final String HEAD =
            "\uFEFFapprovalId,actionType,details,path,entityType,asset,verdict,status,decision,decidedBy,decidedAt,source,"
                    + "investigation,incident,proposed,updated,expires\r\n";

    /** A list, part by part. */
    interface Parts {

        List<ActionLine> after(@Nullable ActionLine last, int length);
    }

    private final LongReads reads;
    private final AuditLog audit;
    private final MessageSource messages;
    private final Clock clock;

    ActionCsv(LongReads reads, AuditLog audit, MessageSource messages, Clock clock) {
        this.reads = reads;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    void export(
            SignedInUser user, String name, ListAddress asked, Parts parts, Locale locale, HttpServletResponse response)
            throws IOException {
        try (var _ = reads.begin(user.tenant())) {
            audit.record(Act.of(user, "actions.exported").on("export", "csv").to(asked.toString()));
            var out = file(name, response);
            out.write(HEAD);
            write(parts, locale, out);
            out.flush();
        }
    }

    /** The answer as a file to keep; not the response’s writer, which hides that nobody listens any more. */
    private Writer file(String name, HttpServletResponse response) throws IOException {
        response.setContentType("text/csv");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + ".csv")
                        .build()
                        .toString());
        return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    }

    private void write(Parts parts, Locale locale, Writer out) throws IOException {
        ActionLine last = null;
        var rows = 0;
        while (true) {
            var part = parts.after(last, HANDFUL);
            for (var line : part) {
                out.write(line(line));
            }
            rows += part.size();
            if (part.size() < HANDFUL) {
                return;
            }
            if (rows >= MOST) {
                out.write(Csv.line(messages.getMessage("actioncenter.csv.cut", new Object[] {rows}, locale)));
                return;
            }
            last = part.getLast();
        }
    }

    private static String line(ActionLine line) {
        return Csv.line(
                line.id(),
                line.type().word(),
                line.name(),
                line.path(),
                line.kind().word(),
                line.asset(),
                line.verdict().word(),
                line.standing().word().toLowerCase(Locale.ROOT).replace('_', '-'),
                line.decision() == null ? null : Words.word(line.decision()),
                line.isAutomatic() ? "automation" : line.decidedBy(),
                line.decidedAt(),
                Words.word(line.source()),
                line.investigation(),
                line.incident(),
                line.proposedAt(),
                line.updatedAt(),
                line.expiresAt());
    }
}
