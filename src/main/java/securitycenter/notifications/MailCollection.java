package securitycenter.notifications;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import securitycenter.feed.CurrentIncident;
import securitycenter.feed.IncidentNews;
import securitycenter.feed.IncidentNews.NewAlert;
import securitycenter.homes.TenantHome;
import securitycenter.notifications.MailRule.Recipient;

/**
 * Writes down which mails new alerts cause, and incidents that become severe enough for a rule later. How far it has
 * looked is moved on in the same transaction, so that each alert and each change is looked at once, whatever dies in
 * between.
 */
@Component
class MailCollection {

    /** Mails about one incident, because of one rule, to one person. */
    static final Duration BETWEEN_MAILS = Duration.ofMinutes(15);

    private static final int AT_ONCE = 500;

    private record Cursor(long alert, Instant change, long changeOf) {

        Cursor toAlerts(List<NewAlert> read) {
            return read.isEmpty() ? this : new Cursor(read.getLast().number(), change, changeOf);
        }

        Cursor toChanges(List<CurrentIncident> read) {
            return read.isEmpty()
                    ? this
                    : new Cursor(
                            alert, read.getLast().changedAt(), read.getLast().id());
        }
    }

    private final MailRules rules;
    private final MailLog log;
    private final IncidentNews news;
    private final Clock clock;

    MailCollection(MailRules rules, MailLog log, IncidentNews news, Clock clock) {
        this.rules = rules;
        this.log = log;
        this.news = news;
        this.clock = clock;
    }

    /** @return whether any rule is on */
    boolean collect(TenantHome home) {
        var wanted = rules.on(home);
        if (wanted.isEmpty()) {
            return false;
        }
        while (Boolean.TRUE.equals(home.transactions().execute(_ -> collectSome(home, wanted)))) {
            // More may have come.
        }
        return true;
    }

    private boolean collectSome(TenantHome home, List<MailRule> wanted) {
        var cursor = cursor(home, wanted);
        // First, so that the alerts of each are among those that are read next.
        var changed = news.changedAfter(home, cursor.change(), cursor.changeOf(), AT_ONCE);
        var alerts = news.alertsAfter(home, cursor.alert(), AT_ONCE);
        if (alerts.isEmpty() && changed.isEmpty()) {
            return false;
        }
        alerts.stream()
                .collect(groupingBy(NewAlert::incident, LinkedHashMap::new, toList()))
                .forEach((incident, its) -> wanted.forEach(rule -> tell(home, rule, incident, its)));
        var read = cursor.toAlerts(alerts);
        if (alerts.size() == AT_ONCE) {
            store(home, read);
            return true;
        }
        wanted.forEach(rule -> tellOfRisen(home, rule, changed, read.alert()));
        store(home, read.toChanges(changed));
        return changed.size() == AT_ONCE;
    }

    /** Where reading goes on. What came before the oldest of the rules is of no use to any. */
    private static Cursor cursor(TenantHome home, List<MailRule> wanted) {
        var stored = home.database()
                .sql("""
                        select alert, mail_change_at, mail_change_incident from notification_cursor
                        where id = 1 for update""")
                .query((row, _) -> new Cursor(
                        row.getLong("alert"), Rows.instant(row, "mail_change_at"), row.getLong("mail_change_incident")))
                .single();
        var alert = wanted.stream().mapToLong(MailRule::afterAlert).min().orElseThrow();
        var since = wanted.stream().map(MailRule::since).min(Instant::compareTo).orElseThrow();
        return since.isAfter(stored.change())
                ? new Cursor(Math.max(alert, stored.alert()), since, 0)
                : new Cursor(Math.max(alert, stored.alert()), stored.change(), stored.changeOf());
    }

    private static void store(TenantHome home, Cursor cursor) {
        home.database()
                .sql("""
                        update notification_cursor set alert = ?, mail_change_at = ?, mail_change_incident = ?
                        where id = 1""")
                .params(cursor.alert(), Rows.time(cursor.change()), cursor.changeOf())
                .update();
    }

    /** A rule hears of an incident in this way at most once, and only where no alert has told of it before. */
    private void tellOfRisen(TenantHome home, MailRule rule, List<CurrentIncident> changed, long lastRead) {
        var about = changed.stream().filter(rule::isAbout).toList();
        var told = log.told(home, rule, about.stream().map(CurrentIncident::id).toList());
        var untold =
                about.stream().filter(incident -> !told.contains(incident.id())).toList();
        inScope(home, rule, untold).stream()
                .filter(incident -> !hasTold(home, rule, incident.id()))
                .forEach(incident -> tellOfRise(home, rule, incident, alertsOf(home, incident, lastRead)));
    }

    /** An incident that stays untold comes by with each of its changes, and its alerts' own groups are dear to read. */
    private List<CurrentIncident> inScope(TenantHome home, MailRule rule, List<CurrentIncident> incidents) {
        if (rule.content().deviceGroups().isEmpty()) {
            return incidents;
        }
        var groups = news.deviceGroupsOf(
                home, incidents.stream().map(CurrentIncident::id).toList());
        return incidents.stream()
                .filter(incident -> rule.isAboutDevicesOf(groups.getOrDefault(incident.id(), Set.of())))
                .toList();
    }

    /** Which is news to everybody, also to those who were added after its alerts came. */
    private void tellOfRise(TenantHome home, MailRule rule, CurrentIncident incident, List<NewAlert> alerts) {
        var told = log.toldAlerts(home, rule, numbers(alerts));
        var untold =
                alerts.stream().filter(alert -> !told.contains(alert.number())).toList();
        var about = about(home, rule, untold);
        if (!about.isEmpty()) {
            write(home, rule, incident.id(), _ -> numbers(about));
        }
    }

    /** Where people or Microsoft find the incident worse than any of its alerts, each of them counts as that. */
    private List<NewAlert> alertsOf(TenantHome home, CurrentIncident incident, long lastRead) {
        var alerts = news.alertsOf(home, incident.id());
        var isWorse = alerts.stream().allMatch(alert -> alert.severity().compareTo(incident.severity()) < 0);
        return alerts.stream()
                .filter(alert -> alert.number() <= lastRead)
                .map(alert -> isWorse ? alert.ofSeverity(incident.severity()) : alert)
                .toList();
    }

    private boolean hasTold(TenantHome home, MailRule rule, long incident) {
        return !log.told(home, rule, news.partsOf(home, incident)).isEmpty();
    }

    private void tell(TenantHome home, MailRule rule, long incident, List<NewAlert> alerts) {
        var about = about(home, rule, alerts);
        if (about.isEmpty() || (rule.content().firstOnly() && hasTold(home, rule, incident))) {
            return;
        }
        write(home, rule, incident, recipient -> newTo(recipient, about));
    }

    private List<NewAlert> about(TenantHome home, MailRule rule, List<NewAlert> alerts) {
        return alerts.stream()
                .filter(rule::isAbout)
                .filter(alert -> isInScope(home, rule, alert))
                .toList();
    }

    private void write(TenantHome home, MailRule rule, long incident, Function<Recipient, List<Long>> newTo) {
        var latest = log.latest(home, rule, incident);
        var written = new TreeSet<Long>();
        for (var recipient : rule.recipients()) {
            var unheard = newTo.apply(recipient);
            var before = latest.get(recipient.address());
            if (unheard.isEmpty()) {
                continue;
            }
            if (before != null && before.state() == SendState.WAITING) {
                log.append(home, before, unheard);
            } else {
                log.add(home, rule, incident, recipient.address(), unheard, dueAfter(before));
            }
            written.addAll(unheard);
        }
        log.remember(home, rule, incident, written);
    }

    private boolean isInScope(TenantHome home, MailRule rule, NewAlert alert) {
        return rule.content().deviceGroups().isEmpty()
                || rule.isAboutDevicesOf(news.deviceGroups(home, alert.number()));
    }

    private static List<Long> newTo(Recipient recipient, List<NewAlert> alerts) {
        return numbers(alerts).stream()
                .filter(number -> number > recipient.afterAlert())
                .toList();
    }

    private static List<Long> numbers(List<NewAlert> alerts) {
        return alerts.stream().map(NewAlert::number).toList();
    }

    private Instant dueAfter(@Nullable SentMail before) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (before == null || before.state() != SendState.SENT || before.triedAt() == null) {
            return now;
        }
        var next = before.triedAt().plus(BETWEEN_MAILS);
        return next.isAfter(now) ? next : now;
    }
}
