package securitycenter.audit;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.server.ResponseStatusException;
import securitycenter.audit.Reach.All;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TenantId;
import securitycenter.identity.TenantNames;

/** The log of all tenants, for support staff. What they take away is recorded, what they look at is not. */
@Controller
@RequestMapping("/support/audit")
class StaffAuditController {

    private static final String EXPORTED = "audit.exported";

    private final AuditSearch search;
    private final AuditEntries entries;
    private final AuditExport export;
    private final AuditLog log;
    private final LongReads reads;
    private final TenantNames names;
    private final MessageSource messages;
    private final Clock clock;

    StaffAuditController(
            AuditSearch search,
            AuditEntries entries,
            AuditExport export,
            AuditLog log,
            LongReads reads,
            TenantNames names,
            MessageSource messages,
            Clock clock) {
        this.search = search;
        this.entries = entries;
        this.export = export;
        this.log = log;
        this.reads = reads;
        this.names = names;
        this.messages = messages;
        this.clock = clock;
    }

    @StaffOnly
    @GetMapping
    String page(
            @RequestParam(required = false) @Nullable String tenant,
            Filter.Asked asked,
            @RequestParam(required = false) @Nullable String before,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale locale,
            Model model) {
        var reach = Reach.ofStaff(tenant);
        var page = search.page(reach, asked.in(preferences), Start.of(before, reach));
        var shown = page.shown().stream().map(found -> found.entry().owner());
        model.addAttribute("words", new Words(messages, locale));
        model.addAttribute(
                "names", names.of(Stream.concat(reach.tenant().stream(), shown).collect(Collectors.toSet())));
        model.addAttribute("page", page);
        return "audit/log-of-all";
    }

    @StaffOnly
    @GetMapping("/export")
    void export(
            SignedInUser staff,
            @RequestParam(required = false) @Nullable String tenant,
            Filter.Asked asked,
            @RequestParam(defaultValue = "") String format,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            HttpServletResponse response)
            throws IOException {
        var reach = Reach.ofStaff(tenant);
        var file = Format.of(format);
        try (var _ = reads.begin(staff.tenant())) {
            switch (file) {
                case CSV -> {
                    var filter = asked.in(preferences);
                    record(staff, reach, file, filter.asked());
                    export.csv(reach, filter, file.begin(response, clock));
                }
                case JSONL -> chains(staff, reach, file, response);
            }
        }
    }

    private void chains(SignedInUser staff, Reach reach, Format file, HttpServletResponse response) throws IOException {
        if (reach instanceof All) {
            record(staff, reach, file, Map.of());
            export.jsonLines(file.begin(response, clock));
            return;
        }
        var tenant = reach.tenant()
                .filter(this::hasEntries)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        record(staff, reach, file, Map.of());
        export.jsonLines(tenant, file.begin(response, clock));
    }

    /** In our own log, and in the tenant's when its log alone is taken away. */
    private void record(SignedInUser staff, Reach reach, Format file, Map<String, String> filter) {
        var asked = new LinkedHashMap<>(reach.asked());
        asked.putAll(filter);
        var acts = new ArrayList<Act>();
        acts.add(exported(Act.of(staff, EXPORTED), file, asked));
        reach.tenant()
                .filter(tenant -> !tenant.equals(staff.tenant()) && hasEntries(tenant))
                .ifPresent(tenant -> acts.add(exported(Act.byStaff(staff, tenant, EXPORTED), file, filter)));
        log.record(acts);
    }

    private static Act exported(Act act, Format file, Map<String, String> asked) {
        return act.on("export", file.ending()).to(asked.isEmpty() ? null : asked);
    }

    private boolean hasEntries(TenantId tenant) {
        return entries.head(tenant).length() > 0;
    }
}
