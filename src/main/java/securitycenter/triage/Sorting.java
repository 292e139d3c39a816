package securitycenter.triage;

import org.jspecify.annotations.Nullable;
import securitycenter.queues.QueueOrder;
import securitycenter.queues.QueueOrder.By;

/** The order of a list, as it stands in the address, and the links in the heads of its columns. */
record Sorting(QueueOrder order) {

    static Sorting of(@Nullable String sort, @Nullable String direction) {
        var by = Words.one(By.class, sort).orElse(By.ACTIVITY);
        return new Sorting(new QueueOrder(by, !"asc".equals(direction)));
    }

    Address in(Address address) {
        var sorted = order.by() == By.ACTIVITY ? address.without("sort") : address.with("sort", word(order.by()));
        return order.descending() ? sorted.without("direction") : sorted.with("direction", "asc");
    }

    /** By this column; the other way round when it is so already. */
    Sorting by(By by) {
        return new Sorting(new QueueOrder(by, by != order.by() || !order.descending()));
    }

    /** For aria-sort. */
    @Nullable
    String said(By by) {
        return by != order.by() ? null : order.descending() ? "descending" : "ascending";
    }

    static String word(By by) {
        return Words.word(by);
    }
}
