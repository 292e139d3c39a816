package securitycenter.audit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.identity.TenantId;

/**
 * Files that are taken away and chains that are verified: all that a tenant's people begin in a moment and that reads for
 * long. In this instance a tenant has two under way at a time.
 */
@Component
public class LongReads {

    static final int OF_A_TENANT = 2;

    /** One that is under way until it is closed. */
    public interface UnderWay extends AutoCloseable {

        @Override
        void close();
    }

    private final Map<TenantId, Semaphore> free = new ConcurrentHashMap<>();

    /** @throws ResponseStatusException for the page that says to wait, when enough are under way */
    public UnderWay begin(TenantId tenant) {
        var ofTenant = free.computeIfAbsent(tenant, _ -> new Semaphore(OF_A_TENANT));
        if (!ofTenant.tryAcquire()) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        }
        return ofTenant::release;
    }
}
