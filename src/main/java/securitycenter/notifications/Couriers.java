package securitycenter.notifications;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import securitycenter.identity.TenantId;

/**
 * Threads that may wait for somebody else's server, so that none of the scheduler's has to. Each tenant has a few, and all
 * together do only so much at once: who has waited longest comes next.
 */
class Couriers implements AutoCloseable {

    static final int OF_A_TENANT = 4;
    static final int AT_ONCE = 100;

    private static final Logger log = LoggerFactory.getLogger(Couriers.class);

    /** In which those who are out can come back. */
    private static final Duration BEFORE_THE_END = Duration.ofSeconds(12);

    private final Map<TenantId, Semaphore> free = new ConcurrentHashMap<>();
    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean isOver;

    /**
     * Waits for nobody.
     *
     * @param wanted how many would find something to do
     * @param errand is run again and again, until it says that there is nothing more
     */
    void send(TenantId tenant, int wanted, BooleanSupplier errand) {
        var ofTenant = free.computeIfAbsent(tenant, _ -> new Semaphore(OF_A_TENANT));
        for (var sent = 0; sent < wanted && ofTenant.tryAcquire(); sent++) {
            threads.execute(() -> run(ofTenant, errand));
        }
    }

    private void run(Semaphore ofTenant, BooleanSupplier errand) {
        try {
            while (inTurn(errand)) {
                // There may be more.
            }
        } catch (RuntimeException fault) {
            log.warn("What waits to be delivered waits for the next round", fault);
        } finally {
            ofTenant.release();
        }
    }

    /** A turn may come after the end. */
    private boolean inTurn(BooleanSupplier errand) {
        turns.acquireUninterruptibly();
        try {
            return !isOver && errand.getAsBoolean();
        } finally {
            turns.release();
        }
    }

    @Override
    public void close() {
        isOver = true;
        threads.shutdown();
        try {
            threads.awaitTermination(BEFORE_THE_END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
