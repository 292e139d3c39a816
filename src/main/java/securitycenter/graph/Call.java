package securitycenter.graph;

import org.jspecify.annotations.Nullable;

/**
 * One request to one of Microsoft's APIs.
 *
 * @param path with its query, encoded
 * @param body written as JSON; null for none
 * @param permission without which it is refused
 */
public record Call(
        Api api, String method, String path, @Nullable Object body, String permission) {

    public enum Api {
        GRAPH,
        DEFENDER
    }
}
