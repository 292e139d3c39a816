package securitycenter.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** How many mails a home may still try to send: a flood of alerts must not become one of mails. What is too much waits. */
@Component
class MailPace {

    private static final Duration HOUR = Duration.ofHours(1);

    private final NotificationSettings settings;
    private final Clock clock;

    MailPace(NotificationSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    int inAnHour() {
        return settings.mailsInAnHour();
    }

    int room(TenantHome home) {
        return inAnHour() - latest(home).size();
    }

    /** Empty while there is room. */
    Optional<Instant> fullUntil(TenantHome home) {
        var latest = latest(home);
        return latest.size() < inAnHour()
                ? Optional.empty()
                : Optional.of(latest.getLast().plus(HOUR));
    }

    /** When those of the last hour were tried, the newest first. */
    private List<Instant> latest(TenantHome home) {
        return home.database()
                .sql("select tried_at from mail_sent where tried_at > ? order by tried_at desc limit ?")
                .params(Rows.time(clock.instant().minus(HOUR)), inAnHour())
                .query((row, _) -> Rows.instant(row, "tried_at"))
                .list();
    }
}
