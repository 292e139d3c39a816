package securitycenter.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
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
    private final LongReads reads;
    private final MessageSource messages;
    private final Clock clock;

    AuditController(
            AuditSearch search,
            ChainCheck chain,
            AuditExport export,
            AuditLog log,
            LongReads reads,
            MessageSource messages,
            Clock clock) {
        this.search = search;
        this.chain = chain;
        this.export = export;
        this.log = log;
        this.reads = reads;
        this.messages = messages;
        this.clock = clock;
    }

    @ViewersOnly
    @GetMapping("/audit")
    String page(
            SignedInUser user,
            Filter.Asked asked,
            @RequestParam(required = false) @Nullable String before,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale locale,
            Model model) {
        var own = new Reach.Own(user.tenant());
        model.addAttribute("words", new Words(messages, locale));
        model.addAttribute("page", search.page(own, asked.in(preferences), Start.of(before, own)));
        return "audit/log";
    }

    @ViewersOnly
    @GetMapping("/audit/verification")
    String verification(SignedInUser user, Model model) {
        try (var _ = reads.begin(user.tenant())) {
            chain.verifyIfReadable(user.tenant()).showIn(model);
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
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            HttpServletResponse response)
            throws IOException {
        var filter = asked.in(preferences);
        var file = Format.of(format);
        var exported = Act.of(user, "audit.exported").on("export", file.ending());
        try (var _ = reads.begin(user.tenant())) {
            switch (file) {
                case CSV -> {
                    log.record(exported.to(filter.hidesNothing() ? null : filter.asked()));
                    export.csv(new Reach.Own(user.tenant()), filter, file.begin(response, clock));
                }
                case JSONL -> {
                    log.record(exported);
                    export.jsonLines(user.tenant(), file.begin(response, clock));
                }
            }
        }
    }
}
