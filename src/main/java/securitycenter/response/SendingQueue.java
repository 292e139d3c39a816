package securitycenter.response;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/**
 * The actions that wait to be sent because Microsoft takes only so many: those that are counted together, in the order of their
 * turns. Whoever changes turns leaves out what others hold just then, and so waits for nobody who may wait for them.
 */
final class SendingQueue {

    private static final String WAIT = """
            state in ('APPROVED', 'UNDO_REQUESTED') and next_at is not null and trouble = 'THROTTLED'
                and type = any(:types)""";

    private final TenantHome home;
    private final ActionType type;

    SendingQueue(TenantHome home, ActionType type) {
        this.home = home;
        this.type = type;
    }

    /** The first turn that nobody has; empty where nobody waits. */
    Optional<Instant> end() {
        return turn("desc").map(last -> last.plus(AtMicrosoft.apart(type)));
    }

    private Optional<Instant> turn(String order) {
        return all("select next_at from remediation_action where " + WAIT + " order by next_at " + order + " limit 1")
                .query((row, _) -> Sql.instant(row, "next_at"))
                .optional();
    }

    /** None is sent before then: all stay in their order and as far apart. */
    void putOff(Instant until) {
        turn("asc").filter(until::isAfter).ifPresent(first -> putOff(Duration.between(first, until)));
    }

    private void putOff(Duration time) {
        var held = all("select id from remediation_action where " + WAIT + " for update skip locked")
                .query(UUID.class)
                .list();
        home.database().sql("""
                        update remediation_action
                        set next_at = least(next_at + interval '0.001' second * cast(? as bigint), give_up_at)
                        where id = any(?)""").params(time.toMillis() + 1, Sql.uuids(held)).update();
    }

    /** Those of this type that are to be done, not undone, are looked at then, and not when it is their turn. */
    void bringForward(Instant to) {
        home.transactions().executeWithoutResult(_ -> {
            var held = home.database()
                    .sql("select id from remediation_action where state = 'APPROVED' and next_at > :to and " + WAIT
                            + " for update skip locked")
                    .param("to", Sql.time(to))
                    .param("types", Sql.texts(List.of(type.name())))
                    .query(UUID.class)
                    .list();
            home.database()
                    .sql("update remediation_action set next_at = ? where id = any(?)")
                    .params(Sql.time(to), Sql.uuids(held))
                    .update();
        });
    }

    private StatementSpec all(String sql) {
        return home.database()
                .sql(sql)
                .param(
                        "types",
                        Sql.texts(Stream.of(ActionType.values())
                                .filter(each -> Calls.areCountedTogether(type, each))
                                .map(ActionType::name)
                                .toList()));
    }
}
