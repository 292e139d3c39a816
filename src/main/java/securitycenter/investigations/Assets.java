package securitycenter.investigations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import securitycenter.alerts.EvidenceKind;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;
import securitycenter.investigations.Asset.Place;
import securitycenter.investigations.Asset.Standing;
import securitycenter.investigations.Assets.Named;

/** The table of the devices, mailboxes and people of one investigation. Whoever writes holds the investigation. */
@NamedInterface("tables")
public final class Assets {

    /** A line without a name: that it is in none is known. */
    private static final String IN_NO_GROUP = "\n";

    /**
     * A place that something was found at.
     *
     * @param groups of a device
     * @param seenAt when what led there was first there; null where nobody knows
     */
    public record Named(
            Place place, List<String> groups, @Nullable Instant seenAt) {

        public Named(Place place, List<String> groups) {
            this(place, groups, null);
        }
    }

    /** A device that it came to, and when what led there was first there. */
    public record Elsewhere(Asset device, @Nullable Instant seenAt) {}

    /** What is more is not examined. */
    static final int MOST = 5_000;

    private final TenantHome home;
    private final long number;

    public Assets(TenantHome home, long number) {
        this.home = home;
        this.number = number;
    }

    public List<Asset> all() {
        return page(0, MOST);
    }

    /** In the order in which it came to them. */
    public List<Asset> page(long after, int most) {
        return home.database()
                .sql("select * from investigation_asset where investigation = ? and id > ? order by id limit ?")
                .params(number, after, most)
                .query((row, _) -> asset(row, "id"))
                .list();
    }

    /** Those of one kind, in the order in which it came to them. */
    public List<Asset> page(EvidenceKind kind, long after, int most) {
        return home.database()
                .sql("""
                        select * from investigation_asset where investigation = ? and kind = ? and id > ?
                        order by id limit ?""")
                .params(number, kind.name(), after, most)
                .query((row, _) -> asset(row, "id"))
                .list();
    }

    /** Those on which a person decides whether it gets in. */
    public List<Asset> waiting(int most) {
        return home.database()
                .sql("""
                        select * from investigation_asset where investigation = ? and standing = 'WAITS'
                        order by id limit ?""")
                .params(number, most)
                .query((row, _) -> asset(row, "id"))
                .list();
    }

    public Map<EvidenceKind, Integer> counts() {
        var counts = new EnumMap<EvidenceKind, Integer>(EvidenceKind.class);
        home.database()
                .sql("select kind, count(*) from investigation_asset where investigation = ? group by kind")
                .param(number)
                .query(row -> {
                    counts.put(EvidenceKind.valueOf(row.getString(1)), row.getInt(2));
                });
        return counts;
    }

    /** @return those that are there now, by what they are */
    public Map<Place, Asset> put(Collection<Named> named, FoundBy by, Standing standing, Instant now) {
        var known = byPlace();
        var rows = new ArrayList<Object[]>();
        var added = new HashSet<Place>();
        var grouped = new LinkedHashMap<String, List<String>>();
        for (var each : named) {
            var place = keyed(each.place());
            var there = known.get(place);
            if (there != null && !there.groups().containsAll(each.groups())) {
                grouped.put(
                        place.key(),
                        Stream.concat(there.groups().stream(), each.groups().stream())
                                .distinct()
                                .toList());
            }
            if (!known.containsKey(place) && known.size() + added.size() < MOST && added.add(place)) {
                rows.add(new Object[] {
                    number,
                    place.kind().name(),
                    place.key(),
                    each.place().name(),
                    String.join("\n", each.groups()),
                    by.name(),
                    standing.name(),
                    Sql.time(now),
                    Sql.timeOrNull(each.seenAt())
                });
            }
        }
        Sql.write(home, """
                        insert into investigation_asset (investigation, kind, asset_key, name, device_groups, origin, standing,
                            added_at, seen_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
        group(grouped);
        return added.isEmpty() && grouped.isEmpty() ? known : byPlace();
    }

    /** What an alert calls a device or person may differ; what it is does not. */
    static Place keyed(Place place) {
        return new Place(place.kind(), place.key(), "");
    }

    private Map<Place, Asset> byPlace() {
        var places = new HashMap<Place, Asset>();
        all().forEach(asset -> places.put(keyed(asset.place()), asset));
        return places;
    }

    /** @param groups of each device, none where it is in none; what is not among them stays unknown */
    public void group(Map<String, List<String>> groups) {
        var rows = new ArrayList<Object[]>();
        groups.forEach((device, names) -> rows.add(new Object[] {
            names.isEmpty() ? IN_NO_GROUP : String.join("\n", names), number, EvidenceKind.DEVICE.name(), device
        }));
        Sql.write(
                home,
                "update investigation_asset set device_groups = ? where investigation = ? and kind = ? and asset_key = ?",
                rows);
    }

    /** Devices that it came to and has not looked around on, in the order in which it came to them. */
    public List<Elsewhere> toLookAround(int most) {
        return home.database()
                .sql("""
                        select * from investigation_asset
                        where investigation = ? and kind = 'DEVICE' and origin = 'WIDENING' and standing = 'IN'
                            and not is_looked_around
                        order by id limit ?""")
                .params(number, most)
                .query((row, _) -> new Elsewhere(asset(row, "id"), Sql.instantOrNull(row, "seen_at")))
                .list();
    }

    public void lookedAround() {
        home.database().sql("""
                        update investigation_asset set is_looked_around = true
                        where investigation = ? and standing = 'IN' and not is_looked_around""").param(number).update();
    }

    /** A person has decided about those that waited. */
    public void decideWaiting(Standing standing) {
        home.database()
                .sql("update investigation_asset set standing = ? where investigation = ? and standing = 'WAITS'")
                .params(standing.name(), number)
                .update();
    }

    static Asset asset(ResultSet row, String id) throws SQLException {
        return new Asset(
                row.getLong(id),
                new Place(
                        EvidenceKind.valueOf(row.getString("kind")), row.getString("asset_key"), row.getString("name")),
                FoundBy.valueOf(row.getString("origin")),
                Standing.valueOf(row.getString("standing")),
                row.getString("device_groups").lines().toList());
    }
}
