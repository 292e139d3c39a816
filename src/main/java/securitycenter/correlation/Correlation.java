package securitycenter.correlation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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
    private final Memory memory;
    private final List<Group> merged = new ArrayList<>();
    private final Set<Group> reshown = new HashSet<>();
    private final Set<Group> vacated = new HashSet<>();

    public Correlation(CorrelationSettings settings, Memory memory) {
        this.settings = settings;
        this.memory = memory;
    }

    /**
     * Looks up at once what is near to many alerts, and what the groups reach that name the same already, should they take
     * them in. What they reach beyond that is looked up as it comes.
     *
     * @param takers groups that are going to take some of them in, as far as that is known
     */
    public void meet(Collection<Presence> seen, Collection<Group> takers) {
        memory.meet(seen.stream());
        memory.expect(takers);
        memory.meet(seen.stream().flatMap(this::grown));
    }

    private Stream<Presence> grown(Presence seen) {
        return memory.stored(seen.entity().id())
                .filter(before -> reachesFurther(before, seen))
                .map(before -> before.and(seen));
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

    /**
     * Puts a new alert where a person wants it. Nothing else becomes one because of that.
     *
     * @return with what else it would have been linked to
     */
    public Placement put(Alert alert, long number, Collection<Entity> entities, Group group) {
        var links = links(alert, number, entities);
        deviceGroups(entities).forEach(group::nameDeviceGroup);
        entities.forEach(entity -> add(group, presence(alert, number, entity, 1), new ArrayList<>()));
        group.addAlert();
        return new Placement(group, links);
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
                        .flatMap(same -> memory.present(entity.id())
                                .filter(other ->
                                        seen.gapTo(other.presence()).compareTo(settings.window(entity.kind())) <= 0)
                                .map(other -> link(same, seen, other))),
                sequence(seen));
    }

    private Link link(LinkRule rule, Presence seen, Memory.Present other) {
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
                : memory.present(Entity.idOf(counterpart, seen.entity().identity()))
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
        var between = memory.unite(younger, older, this::reachesFurther);
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
        memory.meet(Stream.of(presence));
        return linksOf(presence)
                .filter(link -> link.group().current() != group.current())
                .sorted(Comparator.comparing(Link::group, Group.BY_AGE))
                .toList();
    }

    /** @param grown gets what the group names over a wider time than the alert alone could tell */
    private void add(Group group, Presence presence, Collection<Presence> grown) {
        var entity = presence.entity();
        var before = memory.add(group, presence);
        if (before != null && reachesFurther(before, presence)) {
            grown.add(before.and(presence));
        }
        if (before == null && entity.sameAs().equals(entity.id()) && entity.evidence() != null) {
            group.addEntity();
        }
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
