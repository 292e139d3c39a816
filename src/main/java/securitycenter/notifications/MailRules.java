package securitycenter.notifications;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import securitycenter.alerts.ServiceSource;
import securitycenter.alerts.Severity;
import securitycenter.feed.IncidentNews;
import securitycenter.homes.TenantHome;
import securitycenter.notifications.MailRule.Content;
import securitycenter.notifications.MailRule.Recipient;

/** The mail rules of a home. */
@Component
class MailRules {

    /** So many that a mistake cannot send mail to the whole world. */
    static final int MOST = 100;

    private record Told(long rule, Recipient recipient) {}

    private final IncidentNews news;
    private final Clock clock;

    MailRules(IncidentNews news, Clock clock) {
        this.news = news;
        this.clock = clock;
    }

    List<MailRule> all(TenantHome home) {
        return read(home, "true", Map.of());
    }

    List<MailRule> on(TenantHome home) {
        return read(home, "is_on", Map.of());
    }

    Optional<MailRule> find(TenantHome home, long id) {
        return read(home, "id = :id", Map.of("id", id)).stream().findFirst();
    }

    private static List<MailRule> read(TenantHome home, String which, Map<String, ?> parameters) {
        var recipients = home
                .database()
                .sql("""
                        select rule_id, address, after_alert from mail_rule_recipient
                        where rule_id in (select id from mail_rule where %s) order by rule_id, place""".formatted(which))
                .params(parameters)
                .query((row, _) -> new Told(row.getLong(1), new Recipient(row.getString(2), row.getLong(3))))
                .list()
                .stream()
                .collect(groupingBy(Told::rule, mapping(Told::recipient, toList())));
        return home.database()
                .sql("select * from mail_rule where " + which + " order by name_key")
                .params(parameters)
                .query((row, _) -> rule(row, recipients.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    private static MailRule rule(ResultSet row, List<Recipient> recipients) throws SQLException {
        var content = new Content(
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("is_on"),
                new Filter(
                        Rows.constants(Severity.class, row.getString("severities")),
                        Rows.constants(ServiceSource.class, row.getString("sources"))),
                new LinkedHashSet<>(row.getString("device_groups").lines().toList()),
                row.getBoolean("first_only"),
                row.getBoolean("with_tenant_name"),
                Locale.forLanguageTag(row.getString("language")),
                recipients.stream().map(Recipient::address).toList());
        return new MailRule(
                row.getLong("id"),
                content,
                recipients,
                Rows.instant(row, "since"),
                row.getLong("after_alert"),
                row.getInt("version"),
                LastChange.in(row));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when another one has the name */
    long add(TenantHome home, Content content) {
        var added = home.transactions().execute(_ -> {
            var newest = news.newest(home).alert();
            var id = Rows.idOf(filled(home.database().sql("""
                                            insert into mail_rule (name, name_key, description, is_on, severities, sources, device_groups,
                                                first_only, with_tenant_name, language, since, after_alert, version)
                                            values (:name, :key, :description, :on, :severities, :sources, :groups, :first,
                                                :tenantName, :language, :since, :after, 0)"""), content)
                    .param("since", Rows.time(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                    .param("after", newest));
            putRecipients(home, id, content, List.of(), newest);
            return id;
        });
        if (added == null) {
            throw new IllegalStateException("A transaction came to nothing");
        }
        return added;
    }

    /**
     * One that is turned on again counts from now on, as does an address that is added.
     *
     * @return false when somebody changed it since {@code before} was read
     * @throws org.springframework.dao.DuplicateKeyException when another one has the name
     */
    boolean change(TenantHome home, MailRule before, Content content, String who) {
        return Boolean.TRUE.equals(home.transactions().execute(_ -> {
            var newest = news.newest(home).alert();
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var isNew = content.on() && !before.content().on();
            var changed = filled(home.database().sql("""
                                            update mail_rule set name = :name, name_key = :key, description = :description, is_on = :on,
                                                severities = :severities, sources = :sources, device_groups = :groups,
                                                first_only = :first, with_tenant_name = :tenantName, language = :language,
                                                since = :since, after_alert = :after, changed_by = :who, changed_at = :now,
                                                version = version + 1
                                            where id = :id and version = :version"""), content)
                    .param("since", Rows.time(isNew ? now : before.since()))
                    .param("after", isNew ? newest : before.afterAlert())
                    .param("who", Rows.text(LastChange.LONGEST_NAME, who))
                    .param("now", Rows.time(now))
                    .param("id", before.id())
                    .param("version", before.version())
                    .update();
            if (changed == 0) {
                return false;
            }
            deleteRecipients(home, before.id());
            putRecipients(home, before.id(), content, before.recipients(), newest);
            return true;
        }));
    }

    /** What waits to be sent because of it is not sent any more. */
    boolean delete(TenantHome home, long id) {
        return Boolean.TRUE.equals(home.transactions().execute(_ -> {
            deleteRecipients(home, id);
            return home.database()
                            .sql("delete from mail_rule where id = ?")
                            .param(id)
                            .update()
                    > 0;
        }));
    }

    private static StatementSpec filled(StatementSpec statement, Content content) {
        return statement
                .param("name", content.name())
                .param("key", content.name().toLowerCase(Locale.ROOT))
                .param("description", content.description())
                .param("on", content.on())
                .param("severities", Rows.words(content.filter().severities()))
                .param("sources", Rows.words(content.filter().sources()))
                .param("groups", String.join("\n", content.deviceGroups()))
                .param("first", content.firstOnly())
                .param("tenantName", content.withTenantName())
                .param("language", content.language().toLanguageTag());
    }

    private static void deleteRecipients(TenantHome home, long rule) {
        home.database()
                .sql("delete from mail_rule_recipient where rule_id = ?")
                .param(rule)
                .update();
    }

    private static void putRecipients(
            TenantHome home, long rule, Content content, List<Recipient> before, long newest) {
        var place = 0;
        for (var address : content.recipients()) {
            var after = before.stream()
                    .filter(recipient -> recipient.address().equals(address))
                    .map(Recipient::afterAlert)
                    .findFirst()
                    .orElse(newest);
            home.database()
                    .sql("insert into mail_rule_recipient (rule_id, address, place, after_alert) values (?, ?, ?, ?)")
                    .params(rule, address, place++, after)
                    .update();
        }
    }
}
