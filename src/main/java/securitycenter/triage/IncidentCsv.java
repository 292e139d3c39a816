package securitycenter.triage;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import securitycenter.audit.Csv;
import securitycenter.homes.TenantHome;
import securitycenter.queues.IncidentQueue;
import securitycenter.queues.QueueFilter;
import securitycenter.queues.QueueKey;
import securitycenter.queues.QueueLine;
import securitycenter.queues.QueueOrder;
import securitycenter.queues.QueuePlace;

/** Writes the queue out, a handful of incidents in memory at a time. */
@Component
class IncidentCsv {

    static final int MOST = 100_000;
    private static final int HANDFUL = 500;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String COLUMNS = "id,name,severity,status,assignedTo,classification,determination,alerts,"
            + "activeAlerts,devices,users,mailboxes,categories,sources,tags,systemTags,firstActivity,lastActivity,created,"
            + "changed\r\n";

    private final IncidentQueue queue;
    private final MessageSource messages;

    IncidentCsv(IncidentQueue queue, MessageSource messages) {
        this.queue = queue;
        this.messages = messages;
    }

    void write(TenantHome home, QueueFilter filter, QueueOrder order, Locale locale, Writer out) throws IOException {
        write(home, filter, order, locale, out, MOST);
    }

    void write(TenantHome home, QueueFilter filter, QueueOrder order, Locale locale, Writer out, int most)
            throws IOException {
        out.write(BYTE_ORDER_MARK + COLUMNS);
        QueuePlace place = new QueuePlace.First();
        QueueKey next;
        var written = 0;
        do {
            var page = queue.page(home, filter, order, place, Math.min(HANDFUL, most - written));
            for (var line : page.rows()) {
                out.write(line(line));
            }
            written += page.rows().size();
            next = page.next();
            if (next != null) {
                place = new QueuePlace.After(next);
            }
        } while (next != null && written < most);
        if (next != null) {
            out.write(Csv.line(messages.getMessage("triage.csv.cut", new Object[] {most}, locale)));
        }
        out.flush();
    }

    private static String line(QueueLine line) {
        return Csv.line(
                line.id(),
                line.name(),
                line.severity().word(),
                line.status().word(),
                line.assignedTo(),
                line.classification().word(),
                line.determination().word(),
                line.alerts(),
                line.activeAlerts(),
                line.devices(),
                line.users(),
                line.mailboxes(),
                String.join(" ", line.categories()),
                line.sources().stream().map(source -> source.word()).collect(Collectors.joining(" ")),
                String.join("; ", line.tags()),
                String.join("; ", line.systemTags()),
                line.firstActivity(),
                line.lastActivity(),
                line.createdAt(),
                line.changedAt());
    }
}
