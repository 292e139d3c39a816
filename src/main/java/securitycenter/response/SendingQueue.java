package securitycenter.response;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.support.SqlArrayValue;
import securitycenter.homes.Sql;
import securitycenter.homes.TenantHome;

/** The actions that wait to be sent because Microsoft takes only so many: those that are counted together, in the order of their turns. */
final class SendingQueue {

    private static final String WAITS =
            "state in ('APPROVED', 'UNDO_REQUESTED') and trouble = 'THROTTLED' and type = any(:types)";

    private final TenantHome home;
    private final ActionType type;

    SendingQueue(TenantHome home, ActionType type) {
        this.home = home;
        this.type = type;
    }

    /** The first turn that nobody has; empty where nobody waits. */
    Optional<Instant> end() {
        return home.database()
                .sql("select next_at from remediation_action where next_at is not null and " + WAITS
                        + " order by next_at desc limit 1")
                .param("types", types())
                .query((row, _) -> Sql.instant(row, "next_at").plus(AtMicrosoft.apart(type)))
                .optional();
    }

    /** All turns, so that they stay in their order and as far apart. */
    void putOff(Duration time) {
        home.database()
                .sql(
                        "update remediation_action set next_at = next_at + interval '0.001' second * cast(:millis as bigint)"
                                + " where next_at is not null and " + WAITS)
                .param("millis", time.toMillis() + 1)
                .param("types", types())
                .update();
    }

    /** Those of this type are looked at then, not when it is their turn. */
    void bringForward(Instant to) {
        home.database()
                .sql("update remediation_action set next_at = :to where next_at > :to and " + WAITS)
                .param("to", Sql.time(to))
                .param("types", Sql.texts(List.of(type.name())))
                .update();
    }

    private SqlArrayValue types() {
        return Sql.texts(Stream.of(ActionType.values())
                .filter(each -> Calls.areCountedTogether(type, each))
                .map(ActionType::name)
                .toList());
    }
}
