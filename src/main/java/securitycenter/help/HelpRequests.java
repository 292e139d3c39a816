package securitycenter.help;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.help.HelpRequest.State;
import securitycenter.identity.TenantId;

/** What other rooms may know of help requests. */
@Component
public class HelpRequests {

    private static final Pattern NUMBER = Pattern.compile("\\s*(?:[Hh]-?)?0*([1-9][0-9]{0,17})\\s*");

    private final HelpRequestRepository requests;

    HelpRequests(HelpRequestRepository requests) {
        this.requests = requests;
    }

    /** How many of the tenant are not closed. */
    @Transactional(readOnly = true)
    public long openOf(TenantId tenant) {
        return requests.countByTenantIdAndStateNot(tenant.value(), State.CLOSED);
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<HelpLine> latestOf(TenantId tenant, int atMost) {
        return requests.findBefore(tenant.value(), Long.MAX_VALUE, Limit.of(atMost)).stream()
                .map(HelpLine::of)
                .toList();
    }

    /** Whichever tenant's it is. */
    @Transactional(readOnly = true)
    public Optional<HelpRef> find(long number) {
        return requests.findById(number)
                .map(request -> new HelpRef(request.label(), request.tenant(), request.dataCenter()));
    }

    /** Reads {@code H-1042}, {@code h1042} and {@code 1042}. */
    public static Optional<Long> number(@Nullable String text) {
        var read = NUMBER.matcher(text == null ? "" : text);
        return read.matches() ? Optional.of(Long.valueOf(read.group(1))) : Optional.empty();
    }

    static String label(long number) {
        return "H-" + number;
    }
}
