package securitycenter.portal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The time zones that a person can choose from. */
class Zones {

    private static final Set<String> AREAS = Set.of(
            "Africa",
            "America",
            "Antarctica",
            "Asia",
            "Atlantic",
            "Australia",
            "Europe",
            "Indian",
            "Pacific",
            "Arctic");

    /** The zones of one part of the world. */
    record Area(String name, List<Zone> zones) {}

    /** @param label for example Amsterdam (UTC+01:00) */
    record Zone(String id, String label) {}

    private Zones() {}

    /** By area and place, with the offsets of that moment. */
    static List<Area> at(Instant now) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(Zones::isAPlace)
                .sorted()
                .collect(Collectors.groupingBy(
                        Zones::areaOf, TreeMap::new, Collectors.mapping(id -> zone(id, now), Collectors.toList())))
                .entrySet()
                .stream()
                .map(area -> new Area(area.getKey(), area.getValue()))
                .sorted(Comparator.comparing(Area::name))
                .toList();
    }

    static boolean exists(String id) {
        return id.equals("UTC") || ZoneId.getAvailableZoneIds().contains(id);
    }

    private static boolean isAPlace(String id) {
        return id.contains("/") && AREAS.contains(areaOf(id));
    }

    private static String areaOf(String id) {
        return id.substring(0, Math.max(0, id.indexOf('/')));
    }

    private static Zone zone(String id, Instant now) {
        var place = id.substring(id.indexOf('/') + 1).replace('_', ' ').replace("/", ", ");
        var offset = ZoneId.of(id).getRules().getOffset(now);
        return new Zone(id, place + " (UTC" + (offset.equals(ZoneOffset.UTC) ? "" : offset.getId()) + ")");
    }
}
