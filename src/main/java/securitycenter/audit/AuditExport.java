package securitycenter.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.springframework.stereotype.Component;
import securitycenter.identity.TenantId;

/** Writes the log out, a handful of entries in memory at a time. */
@Component
class AuditExport {

    private static final int HANDFUL = 250;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String COLUMNS = "number,at,actorKind,actorId,actorName,onBehalfOf,address,what,objectKind,"
            + "objectId,from,to,reason,reference,outcome,previous,hash\r\n";

    private final AuditEntries entries;
    private final AuditSearch search;
    private final ChainCheck chain;

    AuditExport(AuditEntries entries, AuditSearch search, ChainCheck chain) {
        this.entries = entries;
        this.search = search;
        this.chain = chain;
    }

    /** The whole chain in its order, which can be checked without us. */
    void jsonLines(TenantId tenant, Writer out) throws IOException {
        chain.forEach(tenant, entries.head(tenant).length(), entry -> write(out, entry.line() + "\n"));
        out.flush();
    }

    /** One whole chain after the other. */
    void jsonLines(Writer out) throws IOException {
        for (var next = entries.tenantAfter(null); next.isPresent(); next = entries.tenantAfter(next.get())) {
            jsonLines(next.get(), out);
        }
    }

    /** What the filter lets through, newest first. */
    void csv(Reach reach, Filter filter, Writer out) throws IOException {
        out.write(BYTE_ORDER_MARK + (reach.ofStaff() ? "tenant," : "") + COLUMNS);
        Start next = null;
        do {
            var handful = search.below(next, reach, filter, HANDFUL);
            handful.forEach(entry -> write(out, line(entry, reach)));
            next = handful.size() < HANDFUL
                    ? null
                    : Start.below(handful.getLast().entry(), reach);
        } while (next != null);
        out.flush();
    }

    private static String line(SealedEntry sealed, Reach reach) {
        var entry = sealed.entry();
        var line = Csv.line(
                entry.number(),
                entry.at(),
                entry.actorKind(),
                entry.actorId(),
                entry.actorName(),
                entry.onBehalfOf(),
                sealed.address(reach),
                entry.what(),
                entry.objectKind(),
                entry.objectId(),
                entry.from(),
                entry.to(),
                entry.reason(),
                entry.reference(),
                entry.outcome(),
                entry.previous(),
                sealed.hash());
        return reach.ofStaff() ? Csv.cell(entry.tenant()) + "," + line : line;
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
