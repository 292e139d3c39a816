package securitycenter.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

class MessagesTests {

    @Test
    void whatIsSaidInEnglishIsSaidInDutch() throws IOException {
        assertThat(messages("audit_nl").keySet()).isEqualTo(messages("audit").keySet());
    }

    private static Properties messages(String name) throws IOException {
        var messages = new Properties();
        try (var file = new ClassPathResource("messages/" + name + ".properties").getInputStream()) {
            messages.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }
        return messages;
    }
}
