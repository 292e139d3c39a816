package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {

    @Test
    void cellsAreQuotedAndQuotesDoubled() {
        assertThat(Csv.line(1, "a,b", "say \"hi\"", "two\r\nlines", null))
                .isEqualTo("\"1\",\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void aFormulaInANameIsEscaped(String name) {
        assertThat(Csv.line(name)).isEqualTo("\"'" + name + "\"\r\n");
    }
}
