package securitycenter.actioncenter;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How somebody wants to see the lists of actions, as their browser keeps it.
 *
 * @param length how many rows a page has
 */
record ListView(Set<Column> columns, int length) {

    static final String COOKIE = "action-list";

    static final List<Integer> LENGTHS = List.of(30, 60, 100);

    /** Shown to those who want it; all others always are. */
    enum Column {
        ENTITY,
        SOURCE,
        INVESTIGATION,
        /** The history is in its order, so that it always shows it. */
        UPDATED;

        public String word() {
            return Words.word(this);
        }
    }

    private static final ListView USUAL =
            new ListView(EnumSet.of(Column.ENTITY, Column.INVESTIGATION), LENGTHS.getFirst());

    /** What cannot be read is as usual. */
    static ListView in(@Nullable String cookie) {
        if (cookie == null) {
            return USUAL;
        }
        var words = List.of(cookie.split("\\."));
        return of(words, words.getLast());
    }

    static ListView of(List<String> columns, @Nullable String length) {
        return new ListView(
                Arrays.stream(Column.values())
                        .filter(column -> columns.contains(column.word()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Column.class))),
                LENGTHS.stream()
                        .filter(each -> String.valueOf(each).equals(length))
                        .findFirst()
                        .orElse(LENGTHS.getFirst()));
    }

    String written() {
        return Stream.concat(columns.stream().map(Column::word), Stream.of(String.valueOf(length)))
                .collect(Collectors.joining("."));
    }

    public boolean shows(String column) {
        return columns.stream().anyMatch(each -> each.word().equals(column));
    }
}
