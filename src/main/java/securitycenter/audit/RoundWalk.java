package securitycenter.audit;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.audit.Round.Break;
import securitycenter.audit.Verification.Broken;
import securitycenter.audit.Verification.Empty;
import securitycenter.audit.Verification.Unbroken;
import securitycenter.audit.Verification.Unreadable;
import securitycenter.identity.TenantId;

/** Goes from chain to chain, and writes down after each stretch how far it is. */
@Component
class RoundWalk {

    private static final Logger log = LoggerFactory.getLogger(RoundWalk.class);

    /** A stretch ends after so many chains, or after the chain with which it has so many entries. */
    private static final int CHAINS = 50;

    private static final long ENTRIES = 20_000;

    private final Rounds rounds;
    private final AuditEntries entries;
    private final ChainCheck chain;

    RoundWalk(Rounds rounds, AuditEntries entries, ChainCheck chain) {
        this.rounds = rounds;
        this.entries = entries;
        this.chain = chain;
    }

    /** Goes on where the round is; false when something is left of it because it had to stop. */
    boolean walk(long id, BooleanSupplier mustStop) {
        var attempt = rounds.claim(id);
        for (var round = rounds.claimed(id, attempt); round.isPresent(); round = rounds.claimed(id, attempt)) {
            if (mustStop.getAsBoolean()) {
                return false;
            }
            var stretch = stretchAfter(round.get().last());
            if (stretch.isEmpty()) {
                rounds.finish(round.get(), attempt);
                return true;
            }
            rounds.advance(id, attempt, stretch.get());
        }
        return true;
    }

    private Optional<Stretch> stretchAfter(@Nullable TenantId last) {
        var breaks = new ArrayList<Break>();
        var checked = 0;
        var read = 0L;
        var reached = last;
        for (var next = entries.tenantAfter(last);
                next.isPresent() && checked < CHAINS && read < ENTRIES;
                next = entries.tenantAfter(reached)) {
            reached = next.get();
            checked++;
            switch (chain.verifyIfReadable(reached)) {
                case Empty _ -> {}
                case Unbroken(var length, var _, var _) -> read += length;
                case Broken(var number) -> {
                    log.error("The audit chain of {} is broken at entry {}", reached, number);
                    breaks.add(new Break(reached, number));
                    read += entries.head(reached).length();
                }
                case Unreadable _ -> breaks.add(new Break(reached, null));
            }
        }
        return reached == null || checked == 0
                ? Optional.empty()
                : Optional.of(new Stretch(reached, checked, read, breaks));
    }
}
