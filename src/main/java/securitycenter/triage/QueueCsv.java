package securitycenter.triage;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import securitycenter.alerts.GraphWord;
import securitycenter.alerts.InvestigationState;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.audit.Csv;
import securitycenter.audit.LongReads;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.queues.AlertFilter;
import securitycenter.queues.AlertLine;
import securitycenter.queues.AlertLine.Impacted;
import securitycenter.queues.AlertQueue;
import securitycenter.queues.IncidentQueue;
import securitycenter.queues.QueueColumns;
import securitycenter.queues.QueueFilter;
import securitycenter.queues.QueueKey;
import securitycenter.queues.QueueLine;
import securitycenter.queues.QueueOrder;
import securitycenter.queues.QueuePart;

/** Writes a queue out, a handful of its rows in memory at a time. */
@Component
class QueueCsv {

    static final int MOST = 100_000;
    private static final int HANDFUL = 500;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String OF_INCIDENTS =
            "id,name,severity,status,assignedTo,classification,determination,investigationStates,alerts,activeAlerts,"
                    + "devices,users,mailboxes,categories,sources,detectionSources,deviceGroups,tags,systemTags,"
                    + "firstActivity,lastActivity,created,changed\r\n";
    private static final String OF_ALERTS =
            "id,sourceId,incident,title,severity,status,category,source,assignedTo,classification,determination,"
                    + "investigationState,impacted,firstActivity,lastActivity,created,changed\r\n";

    /** A queue, part by part. */
    private interface Parts<R> {

        QueuePart<R> after(@Nullable QueueKey key, int length);
    }

    /** What a file holds. */
    interface Rows {

        void writeTo(Writer out) throws IOException;
    }

    private final IncidentQueue incidents;
    private final QueueColumns needed;
    private final AlertQueue alerts;
    private final LongReads reads;
    private final AuditLog audit;
    private final MessageSource messages;
    private final Clock clock;

    QueueCsv(
            IncidentQueue incidents,
            QueueColumns needed,
            AlertQueue alerts,
            LongReads reads,
            AuditLog audit,
            MessageSource messages,
            Clock clock) {
        this.incidents = incidents;
        this.needed = needed;
        this.alerts = alerts;
        this.reads = reads;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    /** Such a file, with its line in the audit log. */
    void export(SignedInUser user, String what, Address asked, HttpServletResponse response, Rows rows)
            throws IOException {
        try (var _ = reads.begin(user.tenant())) {
            audit.record(Act.of(user, what + ".exported").on("export", "csv").to(asked.toString()));
            rows.writeTo(file(what, response));
        }
    }

    /** The answer as a file to keep; not the response's writer, which hides that nobody listens any more. */
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

    void incidents(TenantHome home, QueueFilter filter, QueueOrder order, Locale locale, Writer out, int most)
            throws IOException {
        out.write(BYTE_ORDER_MARK + OF_INCIDENTS);
        var isAll = write(
                (key, length) -> incidents.after(home, filter, order, key, length),
                lines -> ofIncidents(home, lines),
                out,
                most);
        end(isAll, "triage.csv.cut", most, locale, out);
    }

    void alerts(TenantHome home, AlertFilter filter, QueueOrder order, Locale locale, Writer out, int most)
            throws IOException {
        out.write(BYTE_ORDER_MARK + OF_ALERTS);
        var isAll = write(
                (key, length) -> alerts.after(home, filter, order, key, length),
                lines -> lines.stream().map(QueueCsv::line),
                out,
                most);
        end(isAll, "triage.alerts.csv.cut", most, locale, out);
    }

    private static <R> boolean write(Parts<R> parts, Function<List<R>, Stream<String>> written, Writer out, int most)
            throws IOException {
        QueueKey next = null;
        var rows = 0;
        do {
            var part = parts.after(next, Math.min(HANDFUL, most - rows));
            for (var line : written.apply(part.rows()).toList()) {
                out.write(line);
            }
            rows += part.rows().size();
            next = part.next();
        } while (next != null && rows < most);
        return next == null;
    }

    private void end(boolean isAll, String cut, int most, Locale locale, Writer out) throws IOException {
        if (!isAll) {
            out.write(Csv.line(messages.getMessage(cut, new Object[] {most}, locale)));
        }
        out.flush();
    }

    private Stream<String> ofIncidents(TenantHome home, List<QueueLine> lines) {
        var ids = lines.stream().map(QueueLine::id).collect(Collectors.toSet());
        var investigations = needed.investigationsOf(home, ids);
        var detections = needed.detectionSourcesOf(home, ids);
        var groups = needed.deviceGroupsOf(home, ids);
        return lines.stream()
                .map(line -> line(
                        line,
                        investigations.getOrDefault(line.id(), Set.of()),
                        detections.getOrDefault(line.id(), Set.of()),
                        groups.getOrDefault(line.id(), Set.of())));
    }

    private static String line(
            QueueLine line, Set<InvestigationState> investigations, Set<String> detections, Set<String> groups) {
        return Csv.line(
                line.id(),
                line.name(),
                line.severity().word(),
                line.status().word(),
                line.assignedTo(),
                line.classification().word(),
                line.determination().word(),
                words(investigations),
                line.alerts(),
                line.activeAlerts(),
                line.devices(),
                line.users(),
                line.mailboxes(),
                String.join(" ", line.categories()),
                line.sources().stream().map(source -> source.word()).collect(Collectors.joining(" ")),
                String.join("; ", detections),
                String.join("; ", groups),
                String.join("; ", line.tags()),
                String.join("; ", line.systemTags()),
                line.firstActivity(),
                line.lastActivity(),
                line.createdAt(),
                line.changedAt());
    }

    private static String line(AlertLine line) {
        return Csv.line(
                line.id(),
                line.sourceId(),
                line.incident(),
                line.title(),
                line.severity().word(),
                line.status().word(),
                line.category(),
                line.source().word(),
                line.assignedTo(),
                line.classification().word(),
                line.determination().word(),
                line.investigation().word(),
                line.impacted().stream().map(Impacted::name).collect(Collectors.joining("; ")),
                line.firstActivity(),
                line.lastActivity(),
                line.createdAt(),
                line.changedAt());
    }

    private static String words(Collection<? extends GraphWord> values) {
        return values.stream().map(GraphWord::word).collect(Collectors.joining(" "));
    }
}
