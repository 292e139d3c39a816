package securitycenter.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** Counts what people have sent by hand, and says when they may again. */
@Component
class SentByHand {

    private static final Duration COUNTS_FOR = Duration.ofHours(1);

    private record Spent(UUID person, int many, Instant at) {}

    private final Clock clock;

    SentByHand(Clock clock) {
        this.clock = clock;
    }

    /** @return from when on it is possible; empty when it is so now and is counted */
    Optional<Instant> spend(TenantHome home, UUID person, Budget budget, int many) {
        return home.transactions().execute(_ -> {
            // One at a time.
            home.database()
                    .sql("select id from notification_cursor where id = 1 for update")
                    .query(Long.class)
                    .single();
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var spent = spent(home, budget, now);
            var own = spent.stream().filter(one -> one.person().equals(person)).toList();
            var possible = latest(
                    possibleFrom(own, budget.ofAPerson - many, now), possibleFrom(spent, budget.ofATenant - many, now));
            if (possible.isAfter(now)) {
                return Optional.of(possible);
            }
            home.database()
                    .sql("insert into sent_by_hand (budget, person, many, sent_at) values (?, ?, ?, ?)")
                    .params(budget.name(), person, many, Rows.time(now))
                    .update();
            return Optional.<Instant>empty();
        });
    }

    /** What still counts, the first first; the rest is forgotten. */
    private static List<Spent> spent(TenantHome home, Budget budget, Instant now) {
        home.database()
                .sql("delete from sent_by_hand where sent_at <= ?")
                .param(Rows.time(now.minus(COUNTS_FOR)))
                .update();
        return home.database()
                .sql("select person, many, sent_at from sent_by_hand where budget = ? order by sent_at, id")
                .param(budget.name())
                .query((row, _) -> new Spent(
                        row.getObject("person", UUID.class), row.getInt("many"), Rows.instant(row, "sent_at")))
                .list();
    }

    /** When so much of it does not count any more that there is room. */
    private static Instant possibleFrom(List<Spent> spent, int room, Instant now) {
        var sum = spent.stream().mapToInt(Spent::many).sum();
        var possible = now;
        for (var one : spent) {
            if (sum <= room) {
                return possible;
            }
            sum -= one.many();
            possible = one.at().plus(COUNTS_FOR);
        }
        return possible;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
