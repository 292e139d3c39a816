package securitycenter.correlation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What groups name, as far as one batch has to know it: what is stored, read once and as little of it as will do, and what
 * the batch adds to it.
 */
public final class Memory {

    /** A group, and from when to when it names what was asked for. */
    record Present(Group group, Presence presence) {}

    private final CorrelationSettings settings;
    private final Ground ground;
    private final Map<Group, Map<UUID, Presence>> known = new LinkedHashMap<>();
    private final Map<Group, Set<UUID>> read = new HashMap<>();
    private final Set<Group> learned = new HashSet<>();

    /** Groups of which something stored is known, by their numbers. */
    private final Map<Long, Group> met = new HashMap<>();

    /** For which time the open groups that name something have been looked up, and which they are. */
    private final Map<UUID, Reach> looked = new HashMap<>();

    private final Map<UUID, Set<Group>> open = new HashMap<>();

    /** The numbers of all open groups that name it, whenever that was. */
    private final Map<UUID, Set<Long>> naming = new HashMap<>();

    private final Map<Group, Set<UUID>> touched = new LinkedHashMap<>();

    public Memory(CorrelationSettings settings, Ground ground) {
        this.settings = settings;
        this.ground = ground;
    }

    /** Looks up at once what is known of many entities, as far as it is near enough in time. */
    void meet(Stream<Presence> seen) {
        var wanted = new HashMap<UUID, Reach>();
        seen.filter(presence -> presence.entity().links()).forEach(presence -> want(wanted, presence));
        wanted.entrySet().removeIf(each -> isLooked(each.getKey(), each.getValue()));
        wanted.replaceAll((entity, span) -> looked.merge(entity, span, Reach::and));
        var found = ground.openGroups(wanted, settings.commonAfter());
        wanted.keySet().forEach(entity -> {
            open.computeIfAbsent(entity, _ -> new HashSet<>());
            naming.computeIfAbsent(entity, _ -> new HashSet<>(found.naming().getOrDefault(entity, Set.of())));
        });
        found.presences()
                .forEach((group, presences) -> presences.forEach((entity, presence) -> {
                    if (!group.isMerged()) {
                        learn(group, presence);
                    }
                    open.getOrDefault(entity, new HashSet<>()).add(group.current());
                }));
    }

    /** Looks up at once what groups named long before or after, that are going to take in what was met. */
    void expect(Collection<Group> groups) {
        var byNumber = new HashMap<>(met);
        groups.stream()
                .map(Group::current)
                .filter(group -> !group.isNew())
                .forEach(group -> byNumber.put(group.id(), group));
        var unread = new HashMap<Group, Set<UUID>>();
        naming.forEach((entity, numbers) -> numbers.stream()
                .map(byNumber::get)
                .filter(group -> group != null && isUnread(group, entity))
                .forEach(group ->
                        unread.computeIfAbsent(group, _ -> new HashSet<>()).add(entity)));
        ground.presences(unread).forEach((group, presences) -> presences.forEach(stored -> learn(group, stored)));
    }

    private void want(Map<UUID, Reach> wanted, Presence seen) {
        var entity = seen.entity();
        wanted.merge(entity.id(), Reach.around(seen, settings.window(entity.kind())), Reach::and);
        var counterpart = entity.kind().counterpart();
        if (counterpart != null) {
            wanted.merge(
                    Entity.idOf(counterpart, entity.identity()), Reach.around(seen, settings.sequence()), Reach::and);
        }
    }

    private boolean isLooked(UUID entity, Reach span) {
        var before = looked.get(entity);
        return before != null && before.covers(span);
    }

    /** What the groups that were met have stored of it, whenever that was. */
    Stream<Presence> stored(UUID entity) {
        return naming.getOrDefault(entity, Set.of()).stream()
                .map(met::get)
                .filter(Objects::nonNull)
                .map(group -> known(group).get(entity))
                .filter(Objects::nonNull);
    }

    /** What is stored comes to what this batch has added, once. */
    private void learn(Group group, Presence stored) {
        met.put(group.id(), group);
        if (read.computeIfAbsent(group, _ -> new HashSet<>())
                .add(stored.entity().id())) {
            known(group).merge(stored.entity().id(), stored, Presence::and);
        }
    }

    /** The open groups that name it, unless it is too common. */
    Stream<Present> present(UUID entity) {
        return naming.getOrDefault(entity, Set.of()).size() > settings.commonAfter()
                ? Stream.empty()
                : open.getOrDefault(entity, Set.of()).stream()
                        .map(group ->
                                new Present(group, requireNonNull(known(group).get(entity))));
    }

    /**
     * The group names it from now on too.
     *
     * @return what was known of it there before; null where it named no such thing
     */
    @Nullable
    Presence add(Group group, Presence presence) {
        var id = presence.entity().id();
        learnWhatIsLongAgo(group, id);
        var before = known(group).get(id);
        known(group).merge(id, presence, Presence::and);
        touch(group, id);
        if (presence.entity().links() && open.containsKey(id) && group.shown().isOpen()) {
            open.get(id).add(group);
            requireNonNull(naming.get(id)).add(group.id());
        }
        return before;
    }

    /**
     * The older names from now on what the younger does.
     *
     * @return what they named apart from each other, over the whole time
     */
    List<Presence> unite(Group younger, Group older, BiPredicate<Presence, Presence> apart) {
        learnAll(younger);
        learnAll(older);
        var between = new ArrayList<Presence>();
        known(younger).forEach((id, presence) -> {
            var before = known(older).get(id);
            var both = before == null ? presence : before.and(presence);
            known(older).put(id, both);
            touch(older, id);
            replaceOpen(id, younger, older);
            if (before != null && apart.test(before, presence)) {
                between.add(both);
            }
        });
        known.remove(younger);
        touched.remove(younger);
        return between;
    }

    private void learnAll(Group group) {
        if (!group.isNew() && learned.add(group)) {
            ground.presencesOf(group).forEach(presence -> learn(group, presence));
        }
    }

    private void replaceOpen(UUID entity, Group younger, Group older) {
        var groups = open.get(entity);
        if (groups != null && groups.remove(younger)) {
            groups.add(older);
        }
        var numbers = naming.get(entity);
        if (numbers != null && numbers.remove(younger.id())) {
            numbers.add(older.id());
        }
    }

    /** The group names it too, but so long before or after that it has not been looked up; with it, all else of that kind. */
    private void learnWhatIsLongAgo(Group group, UUID entity) {
        if (isUnread(group, entity)) {
            var unread = naming.keySet().stream()
                    .filter(each -> isUnread(group, each))
                    .collect(Collectors.toSet());
            ground.presences(Map.of(group, unread))
                    .forEach((_, presences) -> presences.forEach(stored -> learn(group, stored)));
        }
    }

    private boolean isUnread(Group group, UUID entity) {
        return !group.isNew()
                && !known(group).containsKey(entity)
                && naming.getOrDefault(entity, Set.of()).contains(group.id());
    }

    private void touch(Group group, UUID entity) {
        touched.computeIfAbsent(group, _ -> new HashSet<>()).add(entity);
    }

    private Map<UUID, Presence> known(Group group) {
        return known.computeIfAbsent(group, _ -> new HashMap<>());
    }

    /** Groups that this batch added to, each with what changed in it. What was not read yet is read now. */
    public Map<Group, List<Presence>> changes() {
        var unread = new HashMap<Group, Set<UUID>>();
        touched.forEach((group, entities) -> {
            if (!group.isNew()) {
                var missing = new HashSet<>(entities);
                missing.removeAll(read.getOrDefault(group, Set.of()));
                unread.put(group, missing);
            }
        });
        ground.presences(unread).forEach((group, presences) -> presences.forEach(stored -> learn(group, stored)));
        var changes = new LinkedHashMap<Group, List<Presence>>();
        touched.forEach((group, entities) -> changes.put(
                group,
                entities.stream()
                        .map(entity -> requireNonNull(known(group).get(entity)))
                        .toList()));
        return changes;
    }

    /** Whether the database has such a row; known only after {@link #changes}. */
    public boolean isStored(Group group, Presence presence) {
        return read.getOrDefault(group, Set.of()).contains(presence.entity().id());
    }
}
