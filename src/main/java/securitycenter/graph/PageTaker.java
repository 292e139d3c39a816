package securitycenter.graph;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Takes a list from Graph as it comes. */
@FunctionalInterface
public interface PageTaker {

    /**
     * Takes one page, which may be empty. The next one is asked for when this has returned.
     *
     * @return whether more is wanted
     */
    boolean take(List<JsonNode> items);
}
