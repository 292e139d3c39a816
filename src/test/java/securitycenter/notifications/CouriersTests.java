package securitycenter.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import securitycenter.identity.TenantId;

@Timeout(30)
class CouriersTests {

    private final Couriers couriers = new Couriers();

    @Test
    void whoseTurnComesAfterTheEndDoesNothing() throws InterruptedException {
        var out = new CountDownLatch(Couriers.AT_ONCE);
        var back = new CountDownLatch(1);
        for (var sent = 0; sent < Couriers.AT_ONCE; sent += Couriers.OF_A_TENANT) {
            couriers.send(new TenantId(UUID.randomUUID()), Couriers.OF_A_TENANT, () -> isOut(out, back));
        }
        out.await();
        var late = new AtomicInteger();
        couriers.send(new TenantId(UUID.randomUUID()), 1, () -> late.incrementAndGet() < 1);
        var end = Thread.startVirtualThread(couriers::close);
        Thread.sleep(Duration.ofMillis(500));
        back.countDown();
        end.join();
        assertThat(late).hasValue(0);
    }

    private static boolean isOut(CountDownLatch out, CountDownLatch back) {
        out.countDown();
        try {
            back.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return false;
    }
}
