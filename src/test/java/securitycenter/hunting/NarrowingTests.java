package securitycenter.hunting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import securitycenter.events.EventTables;
import securitycenter.kql.Compilation;
import securitycenter.kql.KqlCompiler;
import securitycenter.kql.Occasion;
import securitycenter.kql.schema.Column;
import securitycenter.kql.schema.KqlType;

/** A value that somebody chose ends as a value, whatever is in it. */
class NarrowingTests {

    private static final Column NAME = new Column("FileName", KqlType.STRING);

    @Test
    void whateverIsInATextItStaysAText() {
        for (var value : new String[] {"a\"b", "C:\\Users\\x", "\" or 1 == 1 //", "line\nline", "\u0001", "'", "```"}) {
            var query = Narrowing.INCLUDE.applied("DeviceProcessEvents", NAME, value);
            assertThat(query.lines()).hasSize(2);
            assertThat(new KqlCompiler(EventTables.schema()).compile(query, new Occasion(0, null)))
                    .as(query)
                    .isInstanceOf(Compilation.Compiled.class);
        }
    }

    @Test
    void aChartStaysTheLastStepAndTheEndOfAStatementIsLeftOut() {
        assertThat(Narrowing.EXCLUDE.applied("T\n| summarize count() by FileName\n| render piechart ;\n", NAME, "x"))
                .isEqualTo("T\n| summarize count() by FileName\n| where FileName != \"x\"\n| render piechart");
    }

    @Test
    void eachTypeIsComparedAsWhatItIs() {
        assertThat(Narrowing.INCLUDE.applied("T", new Column("At", KqlType.DATETIME), 621_355_968_000_000_001L))
                .endsWith("| where At == datetime(1970-01-01T00:00:00.000000100Z)");
        assertThat(Narrowing.EXCLUDE.applied("T", new Column("my column", KqlType.LONG), 5L))
                .endsWith("| where [\"my column\"] != 5");
        assertThat(Narrowing.INCLUDE.applied("T", new Column("Bag", KqlType.DYNAMIC), "{\"a\":1}"))
                .endsWith("| where tostring(Bag) == \"{\\\"a\\\":1}\"");
        assertThat(Narrowing.EXCLUDE.applied("T", NAME, null)).endsWith("| where isnotnull(FileName)");
        assertThat(Narrowing.CONTAINS.suits(KqlType.LONG, 5L)).isFalse();
    }
}
