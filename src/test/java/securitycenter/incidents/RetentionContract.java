package securitycenter.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is deleted when its time has come, and what stays, on each kind of database. */
abstract class RetentionContract extends HomeOfAlerts {

    private static final List<String> TABLES = List.of(
            "incident",
            "alert",
            "alert_body",
            "presence",
            "activity",
            "incident_comment",
            "incident_tag",
            "kept_apart");

    @Autowired
    Retention retention;

    @Autowired
    Regrouping regrouping;

    @Autowired
    IncidentComments comments;

    @Autowired
    Clock clock;

    private void take(String id, int daysAgo, String file) {
        Instant at = clock.instant().minus(Duration.ofDays(daysAgo));
        incidents.take(home, List.of(Telling.of(id, at).file(file).told(clock.instant())));
    }

    private int rows(String table) {
        return home.database()
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    @Test
    void incidentsWithoutActivityForHalfAYearGoWithAllThatBelongsToThem() {
        take("old", 181, "f1");
        take("older", 184, "f2");
        take("bridge", 182, "f1");
        home.database().sql("insert into kept_apart (one, other) values (1, 2)").update();
        var ann = new Analyst(UUID.randomUUID(), "ann@contoso.example");
        var change = new IncidentChange(null, null, null, null, List.of("vip"), "Looks bad", null, null, null);
        incidents.change(home, ann, 1, change);
        retention.forget(home);
        assertThat(TABLES).allSatisfy(table -> assertThat(rows(table)).as(table).isZero());
    }

    @Test
    void anIncidentStaysWholeWhileItsLastAlertIsYoungEnough() {
        take("first", 181, "f1");
        take("last", 179, "f1");
        retention.forget(home);
        assertThat(rows("alert")).isEqualTo(2);
    }

    @Test
    void whatBecamePartOfAnIncidentGoesWithIt() {
        take("a", 190, "f1");
        take("b", 190, "f2");
        incidents.take(
                home,
                List.of(Telling.of("c", clock.instant().minus(Duration.ofDays(189)))
                        .file("f1")
                        .file("f2")
                        .told(clock.instant())));
        assertThat(home.database()
                        .sql("select count(*) from incident where redirect_to is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        retention.forget(home);
        assertThat(rows("incident")).isZero();
    }

    @Test
    void whatAPersonMergedAndTookApartAgainGoesToo() {
        take("a", 190, "f1");
        take("b", 190, "f2");
        var ann = new Analyst(UUID.randomUUID(), "ann@contoso.example");
        var comment = new IncidentChange(null, null, null, null, null, "First", null, null, null);
        incidents.change(home, ann, 2, comment);
        regrouping.merge(home, ann, 1, List.of(2L), "The same");
        var said = home.database()
                .sql("select id from incident_comment")
                .query(Long.class)
                .single();
        comments.edit(home, ann, 1, said, "Second");
        regrouping.undo(
                home,
                ann,
                home.database()
                        .sql("select id from incident_merge")
                        .query(Long.class)
                        .single());
        retention.forget(home);
        assertThat(rows("incident")).isZero();
        assertThat(rows("incident_merge_part")).isZero();
    }

    @Test
    void moreThanFitsIntoOneTransactionGoesToo() {
        for (int i = 0; i < 450; i++) {
            take("a" + i, 190, "f" + i);
        }
        retention.forget(home);
        assertThat(rows("alert")).isZero();
    }
}
