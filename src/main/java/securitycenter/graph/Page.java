package securitycenter.graph;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A part of a list. An empty one may still be followed by more. */
record Page<T>(
        @Nullable List<@Nullable T> value,
        @JsonProperty("@odata.nextLink") @Nullable String nextLink) {

    List<T> items() {
        if (value == null) {
            throw new GraphSilent(GraphSilent.Why.UNREADABLE, "A list without its value");
        }
        return value.stream().filter(Objects::nonNull).toList();
    }
}
