package securitycenter.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/** Lines of bash with which anyone can check an export without us. */
class CheckCommand {

    static final String TEXT = read() + "check audit.jsonl";

    private CheckCommand() {}

    private static String read() {
        try {
            return new ClassPathResource("audit/check-chain.sh").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
