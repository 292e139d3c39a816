package securitycenter.incidents;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import securitycenter.correlation.EntityKind;
import securitycenter.homes.Sql;

/** Of the devices that the alerts of incidents name; absent where there are none. */
public final class DeviceGroups {

    private DeviceGroups() {}

    /** As somebody wrote them, each once: capitals make no other group. */
    public static Map<Long, Set<String>> written(JdbcClient database, Collection<Long> incidents) {
        var found = new HashMap<Long, Set<String>>();
        database.sql("""
                        select i.shown, p.name
                        from (select id, id as shown from incident where id = any(?)
                              union all
                              select id, redirect_to from incident where redirect_to = any(?)) i
                        join presence p on p.group_id = i.id
                        where p.kind = ? order by p.group_id""")
                .params(Sql.numbers(incidents), Sql.numbers(incidents), EntityKind.DEVICE_GROUP.name())
                .query(row -> {
                    found.computeIfAbsent(row.getLong(1), _ -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER))
                            .add(row.getString(2));
                });
        return found;
    }

    /** All that the alerts of the tenant have named, or the first of them. */
    public static Set<String> all(JdbcClient database, int most) {
        var found = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        found.addAll(database.sql("select distinct name from presence where kind = ? order by name limit ?")
                .params(EntityKind.DEVICE_GROUP.name(), most)
                .query(String.class)
                .list());
        return found;
    }

    /** As the rules compare them. */
    public static Map<Long, Set<String>> keys(JdbcClient database, Collection<Long> incidents) {
        return written(database, incidents).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        each -> each.getValue().stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toSet())));
    }
}
