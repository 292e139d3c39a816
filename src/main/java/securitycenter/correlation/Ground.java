package securitycenter.correlation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What is known already. The same group is always the same object. */
public interface Ground {

    /**
     * @param naming the numbers of the open groups that name each entity, one more than so many at most
     * @param presences within the time that was asked for, of what is in no more than so many
     */
    record Met(Map<UUID, Set<Long>> naming, Map<Group, Map<UUID, Presence>> presences) {}

    /**
     * The open groups that name each entity.
     *
     * @param wanted within which time their presences matter
     */
    Met openGroups(Map<UUID, Reach> wanted, int most);

    Map<Group, List<Presence>> presences(Map<Group, Set<UUID>> wanted);

    List<Presence> presencesOf(Group group);
}
