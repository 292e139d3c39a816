package securitycenter.incidents;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Tags of people that join those that are there, and those that go from them. */
public record TagChange(List<String> added, List<String> removed) {

    public static final TagChange NONE = new TagChange(List.of(), List.of());

    /** On one incident. */
    public static final int MOST = 50;

    public static final int LONGEST = 100;

    public boolean isNone() {
        return equals(NONE);
    }

    List<String> on(Collection<String> present) {
        var tags = new TreeSet<>(present);
        tags.addAll(added);
        removed.forEach(tags::remove);
        return List.copyOf(tags);
    }
}
