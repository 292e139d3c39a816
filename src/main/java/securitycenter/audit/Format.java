package securitycenter.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** The kinds of file in which the log can be taken away. */
enum Format {
    CSV("text/csv"),
    JSONL("application/jsonl");

    private final String type;

    Format(String type) {
        this.type = type;
    }

    /** As it stands in an address; others are not there. */
    static Format of(String asked) {
        for (var format : values()) {
            if (format.ending().equals(asked)) {
                return format;
            }
        }
        throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    String ending() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A file that the browser saves. */
    Writer begin(HttpServletResponse response, Clock clock) throws IOException {
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("audit-" + today + "." + ending())
                        .build()
                        .toString());
        // Not the response's writer, which hides that nobody listens any more.
        return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    }
}
