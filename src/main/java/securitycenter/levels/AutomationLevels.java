package securitycenter.levels;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
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

    /** Whether it must be known in which group a device is before something is done there unasked. */
    public boolean dependOnGroups() {
        return ofGroups.values().stream().anyMatch(level -> level != others);
    }

    private AutomationLevel ofGroup(String group) {
        return ofGroups.entrySet().stream()
                .filter(each -> key(each.getKey()).equals(key(group)))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(others);
    }

    /**
     * What a person changes who saw how it was.
     *
     * @param group null for all that have no level of their own
     * @param was null where the group had none
     * @param level null for that of the others
     * @return false where it is another by now
     */
    public static boolean change(
            TenantHome home,
            @Nullable String group,
            @Nullable AutomationLevel was,
            @Nullable AutomationLevel level,
            String who,
            Instant now) {
        var name = group == null ? OTHERS : group.strip();
        if (was != null && (level == null ? forget(home, name, was) : replace(home, name, was, level, who, now))) {
            return true;
        }
        var hadNoRow = group == null ? was == AutomationLevel.FULL : was == null;
        return hadNoRow && level != null && add(home, name, level, who, now);
    }

    private static boolean forget(TenantHome home, String name, AutomationLevel was) {
        return home.database()
                        .sql("delete from automation_group where name_key = ? and level = ?")
                        .params(key(name), was.name())
                        .update()
                > 0;
    }

    private static boolean replace(
            TenantHome home, String name, AutomationLevel was, AutomationLevel level, String who, Instant now) {
        return home.database()
                        .sql("update automation_group set level = ?, changed_by = ?, changed_at = ?"
                                + " where name_key = ? and level = ?")
                        .params(level.name(), who, Sql.time(now), key(name), was.name())
                        .update()
                > 0;
    }

    private static boolean add(TenantHome home, String name, AutomationLevel level, String who, Instant now) {
        try {
            home.database()
                    .sql(
                            "insert into automation_group (name_key, name, level, changed_by, changed_at) values (?, ?, ?, ?, ?)")
                    .params(key(name), name, level.name(), who, Sql.time(now))
                    .update();
            return true;
        } catch (DuplicateKeyException quicker) {
            return false;
        }
    }

    /**
     * What a person changes who saw how it was. The usual folders are not kept, so that they follow ours.
     *
     * @return false where they are others by now
     */
    public static boolean change(TenantHome home, Folders was, Folders folders, String who, Instant now) {
        return Boolean.TRUE.equals(home.transactions().execute(status -> {
            var done = change(home, Kind.CORE, was.core(), folders.core(), who, now)
                    && change(home, Kind.TEMPORARY, was.temporary(), folders.temporary(), who, now);
            if (!done) {
                status.setRollbackOnly();
            }
            return done;
        }));
    }

    private static boolean change(
            TenantHome home, Kind kind, List<String> was, List<String> folders, String who, Instant now) {
        if (was.equals(folders)) {
            return true;
        }
        var before = String.join("\n", was);
        if (folders.equals(usual(kind))) {
            return home.database()
                            .sql("delete from automation_folders where kind = ? and folders = ?")
                            .params(kind.name(), before)
                            .update()
                    > 0;
        }
        var after = String.join("\n", folders);
        var replaced = home.database()
                .sql("update automation_folders set folders = ?, changed_by = ?, changed_at = ?"
                        + " where kind = ? and folders = ?")
                .params(after, who, Sql.time(now), kind.name(), before)
                .update();
        return replaced > 0 || was.equals(usual(kind)) && add(home, kind, after, who, now);
    }

    private static boolean add(TenantHome home, Kind kind, String folders, String who, Instant now) {
        try {
            home.database()
                    .sql("insert into automation_folders (kind, folders, changed_by, changed_at) values (?, ?, ?, ?)")
                    .params(kind.name(), folders, who, Sql.time(now))
                    .update();
            return true;
        } catch (DuplicateKeyException quicker) {
            return false;
        }
    }

    private static List<String> usual(Kind kind) {
        return switch (kind) {
            case CORE -> Folders.USUAL.core();
            case TEMPORARY -> Folders.USUAL.temporary();
        };
    }

    private static String key(String group) {
        return group.strip().toLowerCase(Locale.ROOT);
    }
}
