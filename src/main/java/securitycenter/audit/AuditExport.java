package securitycenter.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.springframework.stereotype.Component;
import securitycenter.identity.TenantId;

/** Writes a tenant's log out, a handful of entries in memory at a time. */
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

    /** What the filter lets through, newest first. */
    void csv(TenantId tenant, Filter filter, Writer out) throws IOException {
        out.write(BYTE_ORDER_MARK + COLUMNS);
        var next = entries.head(tenant).length() + 1;
        while (next > 1) {
            var handful = search.before(next, tenant, filter, HANDFUL);
            handful.forEach(entry -> write(out, cells(entry)));
            next = handful.size() < HANDFUL ? 1 : handful.getLast().entry().number();
        }
        out.flush();
    }

    private static String cells(SealedEntry sealed) {
        var entry = sealed.entry();
        return Csv.line(
                entry.number(),
                entry.at(),
                entry.actorKind(),
                entry.actorId(),
                entry.actorName(),
                entry.onBehalfOf(),
                entry.address(),
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
    }

    private static void write(Writer out, String text) {
        try {
            out.write(text);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
