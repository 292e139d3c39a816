package securitycenter.correlation;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.Alert;

/**
 * Decides which alerts belong together, and knows why. Two groups of ours become one as soon as something that both name
 * was seen near enough in time; so the same alerts form the same groups in whichever order they come. Groups of
 * Microsoft's stay as Microsoft made them; one of ours that is about the same is shown in the oldest of those.
 */
public final class Correlation {

    /** Where an alert goes, and why. */
    public record Placement(Group group, List<Link> links) {}

    private final CorrelationSettings settings;
    private final Ground ground;
    private final Map<Group, Map<UUID, Presence>> known = new LinkedHashMap<>();
    private final Map<Group, Set<UUID>> read = new HashMap<>();
    private final Set<Group> learned = new HashSet<>();

    /** For which time the open groups that name something have been looked up, and which they are. */
    private final Map<UUID, Reach> looked = new HashMap<>();

    private final Map<UUID, Set<Group>> open = new HashMap<>();

    /** The numbers of all open groups that name it, whenever that was. */
    private final Map<UUID, Set<Long>> naming = new HashMap<>();

    private final Map<Group, Set<UUID>> touched = new LinkedHashMap<>();
    private final List<Group> merged = new ArrayList<>();
    private final Set<Group> reshown = new HashSet<>();
    private final Set<Group> vacated = new HashSet<>();

    public Correlation(CorrelationSettings settings, Ground ground) {
        this.settings = settings;
        this.ground = ground;
    }

    /** Looks up at once what is known of many entities, as far as it is near enough in time. */
    public void meet(Stream<Presence> seen) {
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
    public void expect(Collection<Group> groups) {
        var byNumber = groups.stream()
                .map(Group::current)
                .filter(group -> !group.isNew())
                .distinct()
                .collect(Collectors.toMap(Group::id, group -> group));
        known.keySet().forEach(group -> byNumber.put(group.id(), group));
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

    /** What is stored comes to what this batch has added, once. */
    private void learn(Group group, Presence stored) {
        if (read.computeIfAbsent(group, _ -> new HashSet<>())
                .add(stored.entity().id())) {
            known(group).merge(stored.entity().id(), stored, Presence::and);
        }
    }

    /**
     * Puts a new alert in.
     *
     * @param number ours of the alert
     * @param anchor Microsoft's incident that it belongs to; null where nobody said
     * @param another makes a group
     */
    public Placement place(
            Alert alert, long number, Collection<Entity> entities, @Nullable Group anchor, Supplier<Group> another) {
        var links = links(alert, number, entities);
        var best = anchor == null ? bestOf(links, entities) : anchor;
        var group = best == null ? another.get() : best.current();
        deviceGroups(entities).forEach(group::nameDeviceGroup);
        var grown = new ArrayList<Presence>();
        entities.forEach(entity -> add(group, presence(alert, number, entity, 1), grown));
        group.addAlert();
        return new Placement(reachOut(joinAll(group, links), grown), links);
    }

    /** Looks again at an alert that is in a group already, because more is known of it. */
    public Placement revisit(
            Alert alert, long number, Collection<Entity> entities, Set<UUID> alreadyNamed, Group present) {
        deviceGroups(entities).forEach(present.current()::nameDeviceGroup);
        var links = links(alert, number, entities).stream()
                .filter(link -> link.group().current() != present.current())
                .toList();
        var group = joinAll(present.current(), links);
        var grown = new ArrayList<Presence>();
        entities.forEach(entity ->
                add(group, presence(alert, number, entity, alreadyNamed.contains(entity.id()) ? 0 : 1), grown));
        return new Placement(reachOut(group, grown), links);
    }

    private List<Link> links(Alert alert, long number, Collection<Entity> entities) {
        return entities.stream()
                .filter(Entity::links)
                .flatMap(entity -> linksOf(presence(alert, number, entity, 1)))
                .sorted(Link.BY_STRENGTH)
                .toList();
    }

    private static Presence presence(Alert alert, long number, Entity entity, int alerts) {
        return new Presence(entity, alert.firstActivity(), alert.lastActivity(), alerts, number, number);
    }

    private Stream<Link> linksOf(Presence seen) {
        var entity = seen.entity();
        var rule = LinkRule.ofSame(entity.kind());
        return Stream.concat(
                rule.stream()
                        .flatMap(same -> present(entity.id())
                                .filter(other ->
                                        seen.gapTo(other.presence()).compareTo(settings.window(entity.kind())) <= 0)
                                .map(other -> link(same, seen, other))),
                sequence(seen));
    }

    private record Present(Group group, Presence presence) {}

    private Stream<Present> present(UUID entity) {
        return naming.getOrDefault(entity, Set.of()).size() > settings.commonAfter()
                ? Stream.empty()
                : open.getOrDefault(entity, Set.of()).stream()
                        .map(group ->
                                new Present(group, requireNonNull(known(group).get(entity))));
    }

    private Link link(LinkRule rule, Presence seen, Present other) {
        var entity = seen.entity();
        var window = rule == LinkRule.MAIL_THEN_ACTIVITY ? settings.sequence() : settings.window(entity.kind());
        return new Link(
                rule,
                entity.kind(),
                entity.name(),
                seen.after(other.presence()),
                rule == LinkRule.SAME_INVESTIGATION ? null : window,
                other.presence().nearestTo(seen),
                other.group());
    }

    private Stream<Link> sequence(Presence seen) {
        var counterpart = seen.entity().kind().counterpart();
        return counterpart == null
                ? Stream.empty()
                : present(Entity.idOf(counterpart, seen.entity().identity()))
                        .filter(other -> counterpart == EntityKind.ACTIVE_ACCOUNT
                                ? follows(seen, other.presence())
                                : follows(other.presence(), seen))
                        .map(other -> link(LinkRule.MAIL_THEN_ACTIVITY, seen, other));
    }

    private boolean follows(Presence mail, Presence activity) {
        return !activity.last().isBefore(mail.first())
                && mail.untilBeginOf(activity).compareTo(settings.sequence()) <= 0;
    }

    private @Nullable Group bestOf(List<Link> links, Collection<Entity> entities) {
        var ofDevices = deviceGroups(entities);
        return links.stream()
                .map(Link::group)
                .filter(group -> !group.isMicrosofts()
                        && group.shown().isOpen()
                        && group.goesWithDevicesOf(ofDevices)
                        && group.hasRoom(1, entities.size(), settings))
                .findFirst()
                .orElse(null);
    }

    private Set<String> deviceGroups(Collection<Entity> entities) {
        return settings.separateDeviceGroups()
                ? entities.stream()
                        .filter(entity -> entity.kind() == EntityKind.DEVICE_GROUP)
                        .map(Entity::identity)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    /** Makes one of all groups of ours among them, and shows it in Microsoft's. */
    private Group joinAll(Group group, List<Link> links) {
        var joined = group;
        for (var link : links) {
            joined = join(joined, link.group().current());
        }
        return joined;
    }

    private Group join(Group one, Group other) {
        if (one == other) {
            return one;
        }
        if (one.isMicrosofts() && other.isMicrosofts()) {
            return one;
        }
        if (one.isMicrosofts() || other.isMicrosofts()) {
            show(one.isMicrosofts() ? other : one, one.isMicrosofts() ? one : other);
            return one;
        }
        var older = Stream.of(one, other).min(Group.BY_AGE).orElseThrow();
        var younger = older == one ? other : one;
        if (!older.agreesWith(younger) || !isRoomForBoth(older, younger)) {
            return one;
        }
        merge(younger, older);
        return older.current();
    }

    /** Those that are shown in the same incident already fit into it. */
    private boolean isRoomForBoth(Group older, Group younger) {
        return older.shown() == younger.shown() || older.hasRoomFor(younger, settings);
    }

    private void show(Group ours, Group microsofts) {
        if (ours.shownIn() != microsofts
                && ours.wouldRatherBeShownIn(microsofts)
                && ours.agreesWith(microsofts)
                && microsofts.hasRoomFor(ours, settings)) {
            if (ours.shownIn() != null) {
                vacated.add(ours.shownIn());
            }
            ours.moveTo(microsofts);
            reshown.add(ours);
        }
    }

    /** What both name may now reach over the time between, and thus to others. */
    private void merge(Group younger, Group older) {
        learnAll(younger);
        learnAll(older);
        var between = new ArrayDeque<Presence>();
        var youngers = known(younger);
        youngers.forEach((id, presence) -> {
            var before = known(older).get(id);
            var both = before == null ? presence : before.and(presence);
            known(older).put(id, both);
            touch(older, id);
            replaceOpen(id, younger, older);
            if (before != null && reachesFurther(before, presence)) {
                between.add(both);
            }
        });
        known.remove(younger);
        touched.remove(younger);
        var microsofts = younger.shownIn();
        younger.becomePartOf(older);
        merged.add(younger);
        reshown.remove(younger);
        if (microsofts != null) {
            vacated.add(microsofts);
            show(older, microsofts);
        }
        reachOut(older.current(), between);
    }

    /** Joins what lies within the time over which a group names something by now. */
    private Group reachOut(Group group, Collection<Presence> grown) {
        var joined = group.current();
        for (var presence : grown) {
            joined = joinAll(joined, othersOf(joined, presence)).current();
        }
        return joined;
    }

    /** Whether both together link to what lies between them. */
    private boolean reachesFurther(Presence one, Presence other) {
        return other.entity().links()
                && one.gapTo(other).compareTo(reach(other.entity().kind())) > 0;
    }

    private Duration reach(EntityKind kind) {
        return kind.counterpart() == null ? settings.window(kind) : Duration.ZERO;
    }

    private List<Link> othersOf(Group group, Presence presence) {
        meet(Stream.of(presence));
        return linksOf(presence)
                .filter(link -> link.group().current() != group.current())
                .sorted(Comparator.comparing(Link::group, Group.BY_AGE))
                .toList();
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

    private void learnAll(Group group) {
        if (!group.isNew() && learned.add(group)) {
            ground.presencesOf(group).forEach(presence -> learn(group, presence));
        }
    }

    /** @param grown gets what the group names over a wider time than the alert alone could tell */
    private void add(Group group, Presence presence, Collection<Presence> grown) {
        var id = presence.entity().id();
        learnWhatIsLongAgo(group, id);
        var before = known(group).get(id);
        known(group).merge(id, presence, Presence::and);
        if (before != null && reachesFurther(before, presence)) {
            grown.add(before.and(presence));
        }
        if (before == null
                && presence.entity().sameAs().equals(id)
                && presence.entity().evidence() != null) {
            group.addEntity();
        }
        touch(group, id);
        if (presence.entity().links() && open.containsKey(id) && group.shown().isOpen()) {
            open.get(id).add(group);
            requireNonNull(naming.get(id)).add(group.id());
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

    public List<Group> merged() {
        return merged;
    }

    /** Groups of ours that are now shown in another of Microsoft's incidents. */
    public Set<Group> reshown() {
        return reshown;
    }

    /** Incidents of Microsoft's in which they were shown before. */
    public Set<Group> vacated() {
        return vacated;
    }
}
