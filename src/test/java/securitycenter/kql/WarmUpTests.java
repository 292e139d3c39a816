package securitycenter.kql;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;
import securitycenter.kql.schema.Schema;

class WarmUpTests {

    @Test
    void whatIsCompiledWhenTheApplicationStartsIsAQuery() {
        assertThatCode(new KqlCompiler(new Schema(List.of()))::warmUp).doesNotThrowAnyException();
    }
}
