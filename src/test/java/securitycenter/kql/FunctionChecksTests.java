package securitycenter.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import securitycenter.kql.schema.Schema;

/** Arguments of the right types that mean nothing are refused, and never make a result of nothing. */
class FunctionChecksTests {

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '`', textBlock = """
            print datetime_diff("fortnight", now(), now()) => There is no unit of time "fortnight".
            print datetime_add("dayz", 1, now()) => There is no unit of time "dayz".
            print datetime_part("week", now()) => There is no unit of time "week".
            print u = "day" | extend datetime_part(u, now()) => The unit of time must be written out, such as "day".
            print format_datetime(now(), "yyyy-MM-ddTHH") => There is something unknown in the format "yyyy-MM-ddTHH".
            print format_timespan(1h, "c") => There is something unknown in the format "c".
            print f = "yyyy" | extend format_datetime(now(), f) => The format must be written out, such as "yyyy-MM-dd".
            print extract_all("a", "aaa") => The regular expression needs a group, such as "(.*)".
            print r = "(a)" | extend extract_all(r, "aaa") => The regular expression must be the same for all rows, so that its groups are known.
            print countof("a", "a", "often") => The third argument is "normal" or "regex".
            range x from 1 to 3 step 1 | sort by x | extend prev(x, 0) => How far away a row is must be written out, and 1 at least.
            range x from 1 to 3 step 1 | sort by x | extend next(x, 1, x) => What stands for a row that is not there must be the same for all.
            """)
    void areRefused(String query, String problem) {
        var compiled = new KqlCompiler(new Schema(List.of())).compile(query, new Occasion(0, null));

        assertThat(compiled)
                .isInstanceOfSatisfying(
                        Compilation.Rejected.class,
                        rejected -> assertThat(rejected.problems())
                                .extracting(Problem::message)
                                .containsExactly(problem));
    }
}
