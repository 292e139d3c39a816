package securitycenter.feed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program wants to read of all incidents or alerts. */
public sealed interface FeedCondition {

    /** What can be asked about. */
    enum Field {
        STATUS("status"),
        SEVERITY("severity"),
        CLASSIFICATION("classification"),
        DETERMINATION("determination"),
        ASSIGNED_TO("assignee"),
        SOURCE("service_source"),
        CREATED("created_at"),
        CHANGED("changed_at");

        final String column;

        Field(String column) {
            this.column = column;
        }
    }

    enum Comparison {
        EQUAL("="),
        NOT_EQUAL("<>"),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        LESS("<"),
        LESS_OR_EQUAL("<=");

        final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }
    }

    /** @param value an instant, a text or one of our enums; null is no value */
    record Compares(
            Field field, Comparison comparison, @Nullable Object value) implements FeedCondition {}

    record All(List<FeedCondition> conditions) implements FeedCondition {}

    record Any(List<FeedCondition> conditions) implements FeedCondition {}
}
