package securitycenter.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;
import securitycenter.kql.schema.Period;
import securitycenter.kql.schema.Schema;
import securitycenter.kql.schema.Table;

/** The time range of the page, from 1000 to 2000 ticks, is for the tables of which a query names no time itself. */
class PeriodTests {

    private static final String RANGE = "\"Timestamp\" BETWEEN 1000 AND 2000";

    private final KqlCompiler compiler = new KqlCompiler(new Schema(List.of(
            new Table("A", List.of(new Column("Timestamp", KqlType.DATETIME), new Column("Id", KqlType.LONG))),
            new Table("B", List.of(new Column("Timestamp", KqlType.DATETIME), new Column("Id", KqlType.LONG))),
            new Table("Known", List.of(new Column("Id", KqlType.LONG))))));

    @Test
    void aQueryThatNamesNoTimeGetsIt() {
        sql("A | where Id == 1").contains(RANGE);
        sql("A | where isnotempty(Timestamp)").contains(RANGE);
        sql("A | summarize max(Timestamp) by Id").contains(RANGE);
    }

    @Test
    void aQueryThatNamesOneDoesNot() {
        sql("A | where Timestamp > ago(7d)").doesNotContain("BETWEEN");
        sql("A | where Timestamp between (datetime(2026-01-01) .. 1d)").doesNotContain(RANGE);
        sql("A | extend T = Timestamp | where T > ago(1d)").doesNotContain("BETWEEN");
        sql("let start = ago(3d); A | where Timestamp >= start").doesNotContain("BETWEEN");
        sql("let Rows = A; Rows | where Timestamp > ago(7d)").doesNotContain("BETWEEN");
        sql("union A, B | where Timestamp > ago(7d)").doesNotContain("BETWEEN");
        sql("A | distinct Timestamp, Id | where Timestamp > ago(7d)").doesNotContain("BETWEEN");
        sql("A | summarize arg_max(Timestamp, *) by Id | where Timestamp > ago(7d)")
                .doesNotContain("BETWEEN");
        sql("A | extend Hour = bin(Timestamp, 1h) | where Hour > ago(7d)").doesNotContain("BETWEEN");
        sql("A | make-series n = count() on Timestamp from ago(7d) to now() step 1d")
                .doesNotContain(RANGE);
    }

    @Test
    void eachTableIsLookedAtByItself() {
        sql("A | where Timestamp > ago(7d) | join (B) on Id").containsOnlyOnce(RANGE);
        sql("A | where Timestamp > ago(7d) | where Id in (B | project Id)").containsOnlyOnce(RANGE);
        sql("A | summarize countif(Id in ((B | where Timestamp > ago(7d) | project Id)))")
                .containsOnlyOnce(RANGE);
        sql("A | where Id in (B | where Timestamp > ago(1d) | project Id)").containsOnlyOnce(RANGE);
        sql("A | join (B | where Timestamp > ago(1d)) on Id | where Timestamp > ago(1d)")
                .doesNotContain(RANGE);
    }

    @Test
    void aTimeHeldAgainstAnotherColumnIsNone() {
        sql("A | join (B) on Id | where Timestamp1 > Timestamp").contains(RANGE);
    }

    @Test
    void aTableWithoutATimeIsTakenWhole() {
        sql("Known").doesNotContain("BETWEEN");
    }

    private AbstractStringAssert<?> sql(String query) {
        var compilation = compiler.compile(query, new Occasion(637450596000000000L, new Period(1000, 2000)));
        assertThat(compilation).as(query).isInstanceOf(Compilation.Compiled.class);
        return assertThat(((Compilation.Compiled) compilation).sql()).as(query);
    }
}
