package securitycenter.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;

/** The tenant's own log: to read, to take away and to verify. */
@Controller
class AuditController {

    private final AuditSearch search;
    private final ChainCheck chain;
    private final AuditExport export;
    private final AuditLog log;
    private final MessageSource messages;
    private final Clock clock;

    AuditController(
            AuditSearch search,
            ChainCheck chain,
            AuditExport export,
            AuditLog log,
            MessageSource messages,
            Clock clock) {
        this.search = search;
        this.chain = chain;
        this.export = export;
        this.log = log;
        this.messages = messages;
        this.clock = clock;
    }

    @ViewersOnly
    @GetMapping("/audit")
    String page(
            SignedInUser user,
            Filter.Asked asked,
            @RequestParam(required = false) @Nullable String before,
            @SessionAttribute(name = Preferences.ATTRIBUTE, required = false) @Nullable Preferences preferences,
            Locale locale,
            Model model) {
        var start = number(before);
        model.addAttribute("words", new Words(messages, locale));
        model.addAttribute("page", search.page(user.tenant(), asked.in(zone(preferences)), start));
        return "audit/log";
    }

    @ViewersOnly
    @GetMapping("/audit/verification")
    String verification(SignedInUser user, Model model) {
        switch (chain.verify(user.tenant())) {
            case Verification.Empty empty -> model.addAttribute("empty", empty);
            case Verification.Unbroken unbroken -> model.addAttribute("unbroken", unbroken);
            case Verification.Broken broken -> model.addAttribute("broken", broken);
        }
        model.addAttribute("command", CheckCommand.TEXT);
        return "audit/verification";
    }

    @ViewersOnly
    @GetMapping("/audit/export")
    void export(
            SignedInUser user,
            Filter.Asked asked,
            @RequestParam(defaultValue = "") String format,
            @SessionAttribute(name = Preferences.ATTRIBUTE, required = false) @Nullable Preferences preferences,
            HttpServletResponse response)
            throws IOException {
        var filter = asked.in(zone(preferences));
        var exported = Act.of(user, "audit.exported");
        if (format.equals("csv")) {
            log.record(exported.on("export", format).to(filter.hidesNothing() ? null : filter.asked()));
            export.csv(user.tenant(), filter, file(response, "text/csv", format));
        } else if (format.equals("jsonl")) {
            log.record(exported.on("export", format));
            export.jsonLines(user.tenant(), file(response, "application/jsonl", format));
        } else {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private Writer file(HttpServletResponse response, String type, String ending) throws IOException {
        var name = "audit-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + "." + ending;
        response.setContentType(type);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
        // Not the response's writer, which hides that nobody listens any more.
        return new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    }

    private static ZoneId zone(@Nullable Preferences preferences) {
        return (preferences == null ? Preferences.DEFAULT : preferences).zone();
    }

    private static @Nullable Long number(@Nullable String asked) {
        try {
            return asked == null ? null : Long.valueOf(asked);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
