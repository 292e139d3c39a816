package securitycenter.triage;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A column of the queue that is shown to those who want it. */
enum Column {
    CATEGORIES,
    SOURCES,
    DETECTION_SOURCES,
    DEVICE_GROUPS,
    FIRST_ACTIVITY,
    CREATED,
    CHANGED,
    CLASSIFICATION,
    INVESTIGATION;

    static final String COOKIE = "incident-columns";

    public String word() {
        return Words.word(this);
    }

    /** As the cookie holds them. */
    static Set<Column> in(@Nullable String cookie) {
        return cookie == null ? EnumSet.noneOf(Column.class) : of(List.of(cookie.split("\\.")));
    }

    static Set<Column> of(@Nullable List<String> words) {
        return words == null
                ? EnumSet.noneOf(Column.class)
                : Arrays.stream(values())
                        .filter(column -> words.contains(column.word()))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Column.class)));
    }

    static String written(Set<Column> columns) {
        return columns.stream().map(Column::word).collect(Collectors.joining("."));
    }
}
