package securitycenter.actioncenter;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list, as it stands in the address. A key that cannot be read stands for the first page.
 *
 * @param page its number, for people only
 */
record Paging(
        @Nullable String after,
        @Nullable String before,
        @Nullable String page) {

    ListPlace place() {
        return ListKey.read(after)
                .<ListPlace>map(ListPlace.After::new)
                .or(() -> ListKey.read(before).map(ListPlace.Before::new))
                .orElseGet(ListPlace.First::new);
    }

    /** Somebody followed a link that has been spoilt on its way. */
    boolean isUnreadable() {
        return (after != null || before != null) && place() instanceof ListPlace.First;
    }

    int number() {
        return place() instanceof ListPlace.First || page == null || !page.matches("[0-9]{1,6}")
                ? 1
                : Math.max(1, Integer.parseInt(page));
    }

    @Nullable
    String next(ListAddress list, ListPage shown) {
        return shown.next() == null
                ? null
                : list.with("after", shown.next().written())
                        .with("page", String.valueOf(number() + 1))
                        .toString();
    }

    @Nullable
    String previous(ListAddress list, ListPage shown) {
        return shown.previous() == null
                ? null
                : list.with("before", shown.previous().written())
                        .with("page", String.valueOf(Math.max(1, number() - 1)))
                        .toString();
    }
}
