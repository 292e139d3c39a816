package securitycenter.response;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/**
 * What investigations may do on the devices of which group, and which folders count as what.
 *
 * @param others for devices of a group without a level of its own, and of none; {@code FULL} unless the tenant says otherwise
 * @param ofGroups by the names as they were written
 */
public record AutomationLevels(AutomationLevel others, Map<String, AutomationLevel> ofGroups, Folders folders) {

    private static final String OTHERS = "";

    private enum Kind {
        CORE,
        TEMPORARY
    }

    public static AutomationLevels of(TenantHome home) {
        var ofGroups = new LinkedHashMap<String, AutomationLevel>();
        home.database()
                .sql("select name, level from automation_group order by name_key")
                .query(row -> {
                    ofGroups.put(row.getString("name"), AutomationLevel.valueOf(row.getString("level")));
                });
        var others = ofGroups.remove(OTHERS);
        return new AutomationLevels(others == null ? AutomationLevel.FULL : others, ofGroups, folders(home));
    }

    private static Folders folders(TenantHome home) {
        var written = new LinkedHashMap<Kind, List<String>>();
        home.database().sql("select kind, folders from automation_folders").query(row -> {
            written.put(
                    Kind.valueOf(row.getString("kind")),
                    row.getString("folders").lines().toList());
        });
        return new Folders(
                written.getOrDefault(Kind.CORE, Folders.USUAL.core()),
                written.getOrDefault(Kind.TEMPORARY, Folders.USUAL.temporary()));
    }

    /** Of a device in several groups, the most careful one. */
    public AutomationLevel level(Collection<String> groups) {
        return groups.stream()
                .map(this::ofGroup)
                .max(Comparator.comparing(AutomationLevel::care))
                .orElse(others);
    }

    private AutomationLevel ofGroup(String group) {
        return ofGroups.entrySet().stream()
                .filter(each -> key(each.getKey()).equals(key(group)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(others);
    }

    /** @param group null for all that have no level of their own */
    public static void set(TenantHome home, @Nullable String group, AutomationLevel level, String who, Instant now) {
        var name = group == null ? OTHERS : group.strip();
        forget(home, name);
        home.database()
                .sql(
                        "insert into automation_group (name_key, name, level, changed_by, changed_at) values (?, ?, ?, ?, ?)")
                .params(key(name), name, level.name(), who, Sql.time(now))
                .update();
    }

    /** The group has the level of the others again. */
    public static void forget(TenantHome home, String group) {
        home.database()
                .sql("delete from automation_group where name_key = ?")
                .param(key(group))
                .update();
    }

    public static void set(TenantHome home, Folders folders, String who, Instant now) {
        set(home, Kind.CORE, folders.core(), who, now);
        set(home, Kind.TEMPORARY, folders.temporary(), who, now);
    }

    private static void set(TenantHome home, Kind kind, List<String> folders, String who, Instant now) {
        home.database()
                .sql("delete from automation_folders where kind = ?")
                .param(kind.name())
                .update();
        home.database()
                .sql("insert into automation_folders (kind, folders, changed_by, changed_at) values (?, ?, ?, ?)")
                .params(kind.name(), String.join("\n", folders), who, Sql.time(now))
                .update();
    }

    private static String key(String group) {
        return group.strip().toLowerCase(Locale.ROOT);
    }
}
