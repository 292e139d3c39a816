package securitycenter.response;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/**
 * What a tenant decided about kinds of action.
 *
 * @param live those that are sent; all others are only tried
 * @param needTwo those that two people must approve
 */
public record KindSettings(Set<ActionType> live, Set<ActionType> needTwo) {

    private record Row(ActionType type, boolean live, boolean two) {}

    public static KindSettings of(TenantHome home) {
        var live = EnumSet.noneOf(ActionType.class);
        var two = EnumSet.noneOf(ActionType.class);
        for (var row : rows(home)) {
            if (row.live()) {
                live.add(row.type());
            }
            if (row.two()) {
                two.add(row.type());
            }
        }
        return new KindSettings(live, two);
    }

    private static List<Row> rows(TenantHome home) {
        return home.database()
                .sql("select type, is_live, needs_two from action_setting")
                .query((row, _) -> new Row(
                        ActionType.valueOf(row.getString("type")),
                        row.getBoolean("is_live"),
                        row.getBoolean("needs_two")))
                .list();
    }

    /** Of one kind. */
    public record Setting(boolean live, boolean two) {

        static final Setting USUAL = new Setting(false, false);
    }

    public Setting of(ActionType type) {
        return new Setting(live.contains(type), needTwo.contains(type));
    }

    /**
     * What a person changes who saw how it was.
     *
     * @return false where it is otherwise by now
     */
    public static boolean change(
            TenantHome home, ActionType type, Setting was, Setting setting, String who, Instant now) {
        var replaced = home.database()
                .sql("update action_setting set is_live = ?, needs_two = ?, changed_by = ?, changed_at = ?"
                        + " where type = ? and is_live = ? and needs_two = ?")
                .params(setting.live(), setting.two(), who, Sql.time(now), type.name(), was.live(), was.two())
                .update();
        return replaced > 0 || was.equals(Setting.USUAL) && add(home, type, setting, who, now);
    }

    private static boolean add(TenantHome home, ActionType type, Setting setting, String who, Instant now) {
        try {
            home.database()
                    .sql(
                            "insert into action_setting (type, is_live, needs_two, changed_by, changed_at) values (?, ?, ?, ?, ?)")
                    .params(type.name(), setting.live(), setting.two(), who, Sql.time(now))
                    .update();
            return true;
        } catch (DuplicateKeyException quicker) {
            return false;
        }
    }
}
