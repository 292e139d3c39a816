package securitycenter.inquiries;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whether one thing may take an investigation to other devices, or a person decides. */
final class WideningRule {

    /** @param in devices that it comes to at once */
    record Outcome(Set<String> in, Set<String> waiting) {}

    private WideningRule() {}

    /**
     * @param before devices that it has
     * @param found on which other devices each bad thing is
     * @param many from so many devices on a person decides
     */
    static Outcome of(Set<String> before, Map<String, Set<String>> found, int many) {
        var in = new HashSet<String>();
        var waiting = new HashSet<String>();
        for (var devices : found.values()) {
            var others = new HashSet<>(devices);
            others.removeAll(before);
            if (others.isEmpty()) {
                continue;
            }
            (before.size() + others.size() < many ? in : waiting).addAll(others);
        }
        waiting.removeAll(in);
        return new Outcome(in, waiting);
    }
}
