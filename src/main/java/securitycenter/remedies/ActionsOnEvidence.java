package securitycenter.remedies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.alerts.EvidenceKind;
import securitycenter.alerts.Verdict;
import securitycenter.casefiles.EntityFiles.Telling;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.response.ActionState;
import securitycenter.response.ActionType;
import securitycenter.response.Standing;

/** What waits for a decision on things that alerts name, and what became of the latest action of each type on them. */
@Component
public class ActionsOnEvidence {

    private static final int MOST = 200;
    private static final int MOST_NAMES = 10;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private static final String COLUMNS = """
            id, type, target_kind, target_key, target_name, asset_key, asset_name, verdict, state, expires_at, proposed_at,
            updated_at""";

    private static final Comparator<Line> WAITING_FIRST = Comparator.comparing(
                    Line::until, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Line::updatedAt, Comparator.reverseOrder())
            .thenComparing(Line::id);

    /** Under which actions on a thing are found. */
    record Name(EvidenceKind kind, String key) {}

    /** A part of the query, which reads no more than a page needs. */
    sealed interface Sought {

        String sql(Room room);

        Stream<Object> params();
    }

    /**
     * What waits, and the latest of the others.
     *
     * @param as what the thing is to the action: {@code target} or {@code asset}
     */
    record Latest(String as, Name name) implements Sought {

        /** The key is in the order for the index. */
        @Override
        public String sql(Room room) {
            return "(select %1$s from remediation_action where %2$s_kind = ? and %2$s_key = ? ".formatted(COLUMNS, as)
                    + "order by %s_key, expires_at, proposed_at desc, id desc limit %d)".formatted(as, room.read);
        }

        @Override
        public Stream<Object> params() {
            return Stream.of(name.kind().name(), name.key());
        }
    }

    /** The same of a thing that has many names, as a mail has one in each mailbox. */
    record LatestOfMany(Names names) implements Sought {

        @Override
        public String sql(Room room) {
            return "(select %s from remediation_action where target_kind = ? and target_key = any(?) "
                            .formatted(COLUMNS)
                    + "order by expires_at, proposed_at desc, id desc limit %d)".formatted(room.read);
        }

        @Override
        public Stream<Object> params() {
            return Stream.of(names.kind().name(), Sql.texts(names.keys()));
        }
    }

    /** Of one thing. */
    record Names(EvidenceKind kind, Set<String> keys) {

        static Names of(List<Telling> told) {
            return new Names(told.getFirst().evidence().kind(), OnEvidence.keys(told));
        }

        Stream<Name> some() {
            return keys.stream().sorted().limit(MOST_NAMES).map(key -> new Name(kind, key));
        }

        boolean areMany() {
            return keys.size() > MOST_NAMES;
        }

        boolean has(Line line) {
            return line.kind() == kind && keys.contains(line.key());
        }

        Stream<Sought> asTarget() {
            return areMany() ? Stream.of(new LatestOfMany(this)) : some().map(name -> new Latest("target", name));
        }
    }

    /** How many are shown, of how many that are read for each name. */
    enum Room {
        ONE_OF_MANY(3, 30),
        WHOLE_PAGE(30, 100);

        private final int shown;
        private final int read;

        Room(int shown, int read) {
            this.shown = shown;
            this.read = read;
        }
    }

    /**
     * @param asset the name of where it is done; null where that is everywhere
     * @param until when somebody can decide; null where nobody can
     */
    public record Line(
            UUID id,
            ActionType type,
            EvidenceKind kind,
            String key,
            String name,
            @Nullable String assetKey,
            @Nullable String asset,
            Verdict verdict,
            ActionState state,
            @Nullable Instant until,
            Instant proposedAt,
            Instant updatedAt) {

        /** Beside its name: the asset where that is something else. */
        public boolean isElsewhere() {
            return asset != null && !asset.equals(name);
        }

        public boolean isWaiting() {
            return state.isPending();
        }

        public Standing standing() {
            return Standing.of(type, state);
        }

        /** The same for what would be the same action. */
        private String sameAs() {
            return type + "\n" + kind + "\n" + key + "\n" + assetKey;
        }

        /** Or may have. */
        private boolean hasEffect() {
            return switch (state) {
                case APPROVED, RUNNING, SUCCEEDED, TIMED_OUT, UNDO_REQUESTED, UNDOING, UNDONE, UNDO_FAILED -> true;
                case PENDING_APPROVAL, TRIED, FAILED, REJECTED, EXPIRED, CANCELLED -> false;
            };
        }
    }

    /**
     * What waits, and then the others, the latest first.
     *
     * @param more how many others there are
     * @param orMore not all of them were counted
     */
    public record Shown(List<Line> actions, int more, boolean orMore, boolean isWaiting) {

        private static Shown of(List<Line> found, Names names, Room room) {
            var latest = found.stream()
                    .sorted(WAITING_FIRST)
                    .collect(Collectors.groupingBy(Line::sameAs, LinkedHashMap::new, Collectors.toList()))
                    .values()
                    .stream()
                    .flatMap(Shown::latest)
                    .sorted(WAITING_FIRST)
                    .toList();
            var shown = latest.stream().limit(room.shown).toList();
            return new Shown(
                    shown,
                    latest.size() - shown.size(),
                    names.areMany() && found.size() >= room.read
                            || isCut(found, Line::key, room)
                            || isCut(found, Line::assetKey, room),
                    found.stream().anyMatch(Line::isWaiting));
        }

        /** Of what would be the same action the latest counts; one that waits or had no effect does not hide one that had. */
        private static Stream<Line> latest(List<Line> same) {
            return Stream.concat(
                            same.stream().limit(1),
                            same.stream().filter(Line::hasEffect).limit(1))
                    .distinct();
        }

        private static boolean isCut(List<Line> found, Function<Line, @Nullable String> key, Room room) {
            return found.stream()
                    .collect(Collectors.groupingBy(line -> Optional.ofNullable(key.apply(line)), Collectors.counting()))
                    .entrySet()
                    .stream()
                    .anyMatch(one -> one.getKey().isPresent() && one.getValue() >= room.read);
        }

        /** Where the others are listed; empty where there is no list of those on a thing of that kind alone. */
        public Optional<String> rest(EvidenceKind kind) {
            var last = actions.getLast();
            if (last.isWaiting()) {
                return Optional.empty();
            }
            return switch (kind) {
                case FILE ->
                    Optional.of(last.key()).filter(HASH.asMatchPredicate()).map(hash -> history("hash", hash));
                case DEVICE, USER, MAILBOX -> Optional.ofNullable(last.asset()).map(asset -> history("asset", asset));
                default -> Optional.empty();
            };
        }

        private static String history(String filter, String value) {
            return UriComponentsBuilder.fromPath("/action-center/history")
                    .queryParam("period", "half-year")
                    .queryParam(filter, value)
                    .encode()
                    .toUriString();
        }
    }

    /** By thing; things to which nothing was to be done are missing. */
    public Map<UUID, Shown> on(TenantHome home, Map<UUID, List<Telling>> told) {
        var names = new HashMap<UUID, Names>();
        told.forEach((thing, pieces) -> names.put(thing, Names.of(pieces)));
        var sought = names.values().stream().flatMap(Names::asTarget).distinct().toList();
        var found = read(home, sought, Room.ONE_OF_MANY);
        var shown = new HashMap<UUID, Shown>();
        names.forEach((thing, those) -> {
            var its = found.stream().filter(those::has).toList();
            if (!its.isEmpty()) {
                shown.put(thing, Shown.of(its, those, Room.ONE_OF_MANY));
            }
        });
        return shown;
    }

    /** On a thing, or where it is the device, mailbox or person. */
    public Shown about(TenantHome home, List<Telling> told) {
        var names = Names.of(told);
        Stream<Sought> asAsset = names.some().map(name -> new Latest("asset", name));
        var sought = Stream.concat(names.asTarget(), asAsset).toList();
        return Shown.of(read(home, sought, Room.WHOLE_PAGE), names, Room.WHOLE_PAGE);
    }

    /** The first of those that were proposed because of an incident, or of one that became part of it, and wait. */
    public ForIncident waitingFor(TenantHome home, long incident) {
        var found = home.database()
                .sql("select " + COLUMNS + " from remediation_action where state = 'PENDING_APPROVAL'"
                        + " and incident in (select id from incident where id = ? or redirect_to = ?)"
                        + " order by expires_at, id limit " + (MOST + 1))
                .params(incident, incident)
                .query(ActionsOnEvidence::line)
                .list();
        return new ForIncident(found.stream().limit(MOST).toList(), found.size() > MOST);
    }

    /** @param orMore there are others that are not among them */
    public record ForIncident(List<Line> actions, boolean orMore) {}

    /** In one query. */
    private static List<Line> read(TenantHome home, List<Sought> sought, Room room) {
        return sought.isEmpty()
                ? List.of()
                : home
                        .database()
                        .sql(sql(sought, room))
                        .params(sought.stream().flatMap(Sought::params).toList())
                        .query(ActionsOnEvidence::line)
                        .list()
                        .stream()
                        .distinct()
                        .toList();
    }

    static String sql(List<Sought> sought, Room room) {
        return sought.stream().map(one -> one.sql(room)).collect(Collectors.joining(" union all "));
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        return new Line(
                row.getObject("id", UUID.class),
                ActionType.valueOf(row.getString("type")),
                EvidenceKind.valueOf(row.getString("target_kind")),
                row.getString("target_key"),
                row.getString("target_name"),
                row.getString("asset_key"),
                row.getString("asset_name"),
                Verdict.valueOf(row.getString("verdict")),
                ActionState.valueOf(row.getString("state")),
                Sql.instantOrNull(row, "expires_at"),
                Sql.instant(row, "proposed_at"),
                Sql.instant(row, "updated_at"));
    }
}
