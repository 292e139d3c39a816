package securitycenter.remedies;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
            .thenComparing(Line::proposedAt, Comparator.reverseOrder())
            .thenComparing(Line::id);

    /** Under which actions on a thing are found. */
    record Name(EvidenceKind kind, String key) {}

    /** @param as what the thing is to the action: {@code target} or {@code asset} */
    record Sought(String as, Name name) {

        /** The key is in the order for the index. */
        String sql(Room room) {
            return "(select %1$s from remediation_action where %2$s_kind = ? and %2$s_key = ? ".formatted(COLUMNS, as)
                    + "order by %s_key, expires_at, proposed_at desc, id desc limit %d)".formatted(as, room.read);
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

        /** The same for what would be the same action, of which the latest counts. */
        private String sameAs() {
            return type + "\n" + kind + "\n" + key + "\n" + assetKey;
        }
    }

    /**
     * What waits, and then the others, the latest first.
     *
     * @param more how many others there are
     * @param orMore not all of them were counted
     */
    public record Shown(List<Line> actions, int more, boolean orMore, boolean isWaiting) {

        private static Shown of(List<Line> found, Room room) {
            var newest = found.stream()
                    .sorted(WAITING_FIRST)
                    .collect(Collectors.toMap(Line::sameAs, line -> line, (line, _) -> line, LinkedHashMap::new));
            var shown = newest.values().stream().limit(room.shown).toList();
            return new Shown(
                    shown,
                    newest.size() - shown.size(),
                    isCut(found, Line::key, room) || isCut(found, Line::assetKey, room),
                    found.stream().anyMatch(Line::isWaiting));
        }

        private static boolean isCut(List<Line> found, Function<Line, @Nullable String> key, Room room) {
            return found.stream()
                    .collect(Collectors.groupingBy(line -> Optional.ofNullable(key.apply(line)), Collectors.counting()))
                    .entrySet()
                    .stream()
                    .anyMatch(one -> one.getKey().isPresent() && one.getValue() >= room.read);
        }

        /** Where the others are listed, as far as a list can be asked for those on a thing of that kind. */
        public String rest(EvidenceKind kind) {
            var last = actions.getLast();
            if (last.isWaiting()) {
                return "/action-center";
            }
            var history =
                    UriComponentsBuilder.fromPath("/action-center/history").queryParam("period", "half-year");
            switch (kind) {
                case FILE -> history.queryParam("hash", HASH.matcher(last.key()).matches() ? last.key() : "");
                case DEVICE, USER, MAILBOX -> history.queryParam("asset", Objects.toString(last.asset(), ""));
                default -> {}
            }
            return history.encode().toUriString();
        }
    }

    /** By thing; things to which nothing was to be done are missing. */
    public Map<UUID, Shown> on(TenantHome home, Map<UUID, List<Telling>> told) {
        var names = new HashMap<UUID, Set<Name>>();
        told.forEach((thing, pieces) -> names.put(thing, names(pieces)));
        var found = read(
                home,
                names.values().stream()
                        .flatMap(Set::stream)
                        .distinct()
                        .map(name -> new Sought("target", name))
                        .toList(),
                Room.ONE_OF_MANY);
        var shown = new HashMap<UUID, Shown>();
        names.forEach((thing, those) -> {
            var its = found.stream()
                    .filter(line -> those.contains(new Name(line.kind(), line.key())))
                    .toList();
            if (!its.isEmpty()) {
                shown.put(thing, Shown.of(its, Room.ONE_OF_MANY));
            }
        });
        return shown;
    }

    /** On a thing, or where it is the device, mailbox or person. */
    public Shown about(TenantHome home, List<Telling> told) {
        var sought = names(told).stream()
                .flatMap(name -> Stream.of(new Sought("target", name), new Sought("asset", name)))
                .toList();
        return Shown.of(read(home, sought, Room.WHOLE_PAGE), Room.WHOLE_PAGE);
    }

    /** That were proposed because of an incident, or of one that became part of it, and wait. */
    public List<Line> waitingFor(TenantHome home, long incident) {
        return home.database()
                .sql("select " + COLUMNS + " from remediation_action where state = 'PENDING_APPROVAL'"
                        + " and incident in (select id from incident where id = ? or redirect_to = ?)"
                        + " order by expires_at, id limit " + MOST)
                .params(incident, incident)
                .query(ActionsOnEvidence::line)
                .list();
    }

    private static Set<Name> names(List<Telling> told) {
        return OnEvidence.keys(told).stream()
                .sorted()
                .limit(MOST_NAMES)
                .map(key -> new Name(told.getFirst().evidence().kind(), key))
                .collect(Collectors.toSet());
    }

    /** In one query, of which each part reads no more than it needs, however much was done to one thing. */
    private static List<Line> read(TenantHome home, List<Sought> sought, Room room) {
        return sought.isEmpty()
                ? List.of()
                : home
                        .database()
                        .sql(sql(sought, room))
                        .params(sought.stream()
                                .flatMap(one -> Stream.<Object>of(
                                        one.name().kind().name(), one.name().key()))
                                .toList())
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
