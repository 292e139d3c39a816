package securitycenter.audit;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.audit.Verification.Broken;
import securitycenter.audit.Verification.Empty;
import securitycenter.audit.Verification.Unbroken;
import securitycenter.audit.Verification.Unreadable;
import securitycenter.identity.TenantId;

/** Walks along a tenant's chain, a handful of entries in memory at a time. */
@Component
class ChainCheck {

    private static final Logger log = LoggerFactory.getLogger(ChainCheck.class);

    private static final int HANDFUL = 250;
    private static final int ATTEMPTS = 3;

    private final AuditEntries entries;

    ChainCheck(AuditEntries entries) {
        this.entries = entries;
    }

    /** As below. A chain that cannot be read is a result, too, unless it is the database that cannot be reached. */
    Verification verifyIfReadable(TenantId tenant) {
        for (int attempt = 1; ; attempt++) {
            try {
                return verify(tenant);
            } catch (RuntimeException failure) {
                if (attempt < ATTEMPTS) {
                    continue;
                }
                if (!entries.canBeReached()) {
                    throw failure;
                }
                log.error("The audit chain of {} cannot be read", tenant, failure);
                return new Unreadable();
            }
        }
    }

    Verification verify(TenantId tenant) {
        var end = entries.head(tenant);
        var walk = new Walk();
        forEach(tenant, end.length(), walk);
        if (walk.broken) {
            return new Broken(walk.last.length() + 1);
        }
        var stray = entries.stray(tenant);
        if (stray.isPresent()) {
            return new Broken(stray.get());
        }
        if (walk.first == null) {
            return end.length() == 0 ? new Empty() : new Broken(1);
        }
        // The end is kept apart, so that entries cannot be taken off it unnoticed.
        return walk.last.equals(end)
                ? new Unbroken(end.length(), walk.first.at(), end.hash())
                : new Broken(Math.min(end.length(), walk.last.length() + 1));
    }

    /** Every entry up to the number, in the order of the chain. */
    void forEach(TenantId tenant, long upTo, Consumer<SealedEntry> visitor) {
        for (long last = 0; last < upTo; ) {
            var next = entries.after(tenant, last, (int) Math.min(HANDFUL, upTo - last));
            if (next.isEmpty()) {
                return;
            }
            next.forEach(visitor);
            last = next.getLast().entry().number();
        }
    }

    private static class Walk implements Consumer<SealedEntry> {

        private @Nullable Entry first;
        private ChainHead last = ChainHead.GENESIS;
        private boolean broken;

        @Override
        public void accept(SealedEntry sealed) {
            var entry = sealed.entry();
            broken = broken
                    || entry.number() != last.length() + 1
                    || !entry.previous().equals(last.hash())
                    || !sealed.intact();
            if (!broken) {
                first = first == null ? entry : first;
                last = new ChainHead(entry.number(), sealed.hash());
            }
        }
    }
}
