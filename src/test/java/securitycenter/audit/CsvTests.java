package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {

    @Test
    void cellsAreQuotedAndQuotesDoubled() {
        assertThat(Csv.line(1, "a,b", "say \"hi\"", "two\r\nlines", null))
                .isEqualTo("\"1\",\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\"\r\n");
    }

    @Test
    void aNumberBelowZeroIsNoFormula() {
        assertThat(Csv.line(-5, -1.5, "-5")).isEqualTo("\"-5\",\"-1.5\",\"'-5\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\tx", "\rx", "\nx"})
    void aFormulaInANameIsEscaped(String name) {
        assertThat(Csv.line(name)).isEqualTo("\"'" + name + "\"\r\n");
    }

    /** Where the semicolon or the tab separates, a cell of ours becomes several. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a;=1+1        | a;'=1+1
                    a; @SUM(A1)   | a;' @SUM(A1)
                    a\\t=1         | a\\t'=1
                    a\\n-1\\n+2     | a\\n'-1\\n'+2
                    a\\r\\n=1       | a\\r\\n'=1
                    a;b-c;d=e     | a;b-c;d=e""")
    void aFormulaInsideAValueIsEscaped(String value, String harmless) {
        assertThat(Csv.line(value.translateEscapes())).isEqualTo("\"" + harmless.translateEscapes() + "\"\r\n");
    }

    @Test
    void aFormulaBehindAQuoteIsEscaped() {
        assertThat(Csv.line("a;\"=1")).isEqualTo("\"a;'\"\"=1\"\r\n");
    }
}
