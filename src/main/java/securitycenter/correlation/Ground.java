package securitycenter.correlation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is known already. The same group is always the same object. */
public interface Ground {

    /**
     * @param common entities that are in more open groups than may be linked
     * @param presences of the others
     */
    record Met(Set<UUID> common, Map<Group, Map<UUID, Presence>> presences) {}

    /** The open groups in which each entity is, unless it is in more than so many. */
    Met openGroups(Collection<UUID> entities, int most);

    Map<Group, List<Presence>> presences(Map<Group, Set<UUID>> wanted);

    List<Presence> presencesOf(Group group);
}
