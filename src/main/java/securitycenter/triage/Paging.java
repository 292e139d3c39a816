package securitycenter.triage;

import org.jspecify.annotations.Nullable;
import securitycenter.queues.QueueKey;
import securitycenter.queues.QueuePage;
import securitycenter.queues.QueuePlace;

/**
 * Which page of a list, as it stands in the address. A key that cannot be read stands for the first page.
 *
 * @param page its number, for people only
 * @param paused new ones are not looked for
 */
record Paging(
        @Nullable String sort,
        @Nullable String direction,
        @Nullable String after,
        @Nullable String before,
        @Nullable String page,
        @Nullable String paused) {

    static final int LENGTH = 30;

    /** As a list's address asked for it. */
    static Paging of(Address list) {
        return new Paging(
                list.first("sort"),
                list.first("direction"),
                list.first("after"),
                list.first("before"),
                list.first("page"),
                list.first("paused"));
    }

    /** The page that is shown, to come back to. */
    Address in(Address list) {
        return place() instanceof QueuePlace.First
                ? list
                : list.asking("after", after).asking("before", before).with("page", String.valueOf(number()));
    }

    Sorting sorting() {
        return Sorting.of(sort, direction);
    }

    boolean isPaused() {
        return "true".equals(paused);
    }

    QueuePlace place() {
        return QueueKey.read(after)
                .<QueuePlace>map(QueuePlace.After::new)
                .or(() -> QueueKey.read(before).map(QueuePlace.Before::new))
                .orElseGet(QueuePlace.First::new);
    }

    /** Somebody followed a link that has been spoilt on its way. */
    boolean isUnreadable() {
        return (after != null || before != null) && place() instanceof QueuePlace.First;
    }

    int number() {
        return place() instanceof QueuePlace.First || page == null || !page.matches("[0-9]{1,6}")
                ? 1
                : Math.max(1, Integer.parseInt(page));
    }

    @Nullable
    String next(Address list, QueuePage<?> shown) {
        return shown.next() == null
                ? null
                : list.with("after", shown.next().written())
                        .with("page", String.valueOf(number() + 1))
                        .toString();
    }

    @Nullable
    String previous(Address list, QueuePage<?> shown) {
        return shown.previous() == null
                ? null
                : list.with("before", shown.previous().written())
                        .with("page", String.valueOf(Math.max(1, number() - 1)))
                        .toString();
    }
}
