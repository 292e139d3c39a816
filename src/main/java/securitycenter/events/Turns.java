package securitycenter.events;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import securitycenter.identity.TenantId;

/** So many at a time. Whose tenant has the fewest under way comes first, and of those who has waited longest. */
public final class Turns {

    private static final long LOOK_MILLIS = 100;

    private final int most;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<TenantId, Integer> underWay = new HashMap<>();

    /** Equal to itself alone. */
    private static final class Waiting {

        final TenantId tenant;

        Waiting(TenantId tenant) {
            this.tenant = tenant;
        }
    }

    public Turns(int most) {
        this.most = most;
    }

    /** @return whether it is its turn; otherwise it was told to stop while it waited */
    public boolean take(TenantId tenant, Reading reading) throws InterruptedException {
        var own = new Waiting(tenant);
        lock.lock();
        try {
            waiting.add(own);
            while (!isNext(own)) {
                if (reading.cause() != null) {
                    return false;
                }
                changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            }
            underWay.merge(tenant, 1, Integer::sum);
            return true;
        } finally {
            waiting.remove(own);
            changed.signalAll();
            lock.unlock();
        }
    }

    public void giveBack(TenantId tenant) {
        lock.lock();
        try {
            underWay.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** To look at once whether they were told to stop. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isNext(Waiting own) {
        var running = underWay.values().stream().mapToInt(Integer::intValue).sum();
        return running < most
                && waiting.stream()
                        .min(Comparator.comparingInt(each -> underWay.getOrDefault(each.tenant, 0)))
                        .filter(own::equals)
                        .isPresent();
    }
}
