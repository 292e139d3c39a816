package securitycenter.queues;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;

/** In which order a queue is read. Ties go by the id. */
public record QueueOrder(By by, boolean descending) {

    public enum By {
        ACTIVITY("last_at"),
        CREATED("created_at"),
        CHANGED("changed_at"),

        /** Those of the same severity by their last activity. */
        SEVERITY("last_at");

        private final String column;

        By(String column) {
            this.column = column;
        }

        String column() {
            return column;
        }
    }

    public static final QueueOrder LATEST = new QueueOrder(By.ACTIVITY, true);

    QueueOrder reversed() {
        return new QueueOrder(by, !descending);
    }

    boolean isBySeverity() {
        return by == By.SEVERITY;
    }

    /** The columns that it looks at. */
    Stream<String> names() {
        return isBySeverity() ? Stream.of("severity", by.column, "id") : Stream.of(by.column, "id");
    }

    /** For {@code order by}. */
    String columns() {
        return names().map(name -> descending ? name + " desc" : name).collect(joining(", "));
    }
}
