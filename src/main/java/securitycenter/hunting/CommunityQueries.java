package securitycenter.hunting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The queries that come with the product, each in a file of its own. */
@Component
class CommunityQueries {

    /** From what is easy to what is not. */
    private static final List<String> IDS = List.of(
            "devices",
            "office-starts-shell",
            "encoded-powershell",
            "downloaded-and-run",
            "failed-logons",
            "new-autostart",
            "rare-destinations",
            "mails-with-links",
            "attachment-opened",
            "forwarding-rules",
            "new-administrators",
            "alerts-of-a-day");

    private static final int EXAMPLES = 4;

    private final List<CommunityQuery> all =
            IDS.stream().map(CommunityQueries::read).toList();

    List<CommunityQuery> all() {
        return all;
    }

    /** To begin with. */
    List<CommunityQuery> first() {
        return all.subList(0, EXAMPLES);
    }

    Optional<CommunityQuery> find(String id) {
        return all.stream().filter(query -> query.id().equals(id)).findFirst();
    }

    private static CommunityQuery read(String id) {
        try {
            var text = new ClassPathResource("hunting/" + id + ".kql")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .strip();
            return new CommunityQuery(id, text, LinkedQuery.written(text).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
