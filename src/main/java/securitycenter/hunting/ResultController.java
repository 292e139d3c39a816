package securitycenter.hunting;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.audit.LongReads;
import securitycenter.homes.TenantHome;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;

/** What people do with an answer: look at one of its rows, take a value of it into the query, and keep it as a file. */
@Controller
@RequestMapping(HuntController.ADDRESS + "/{id}")
class ResultController {

    private static final DateTimeFormatter OF_FILES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmm").withZone(ZoneOffset.UTC);

    private final HuntPage runs;
    private final AuditLog audit;
    private final LongReads reads;

    ResultController(HuntPage runs, AuditLog audit, LongReads reads) {
        this.runs = runs;
        this.audit = audit;
        this.reads = reads;
    }

    /** One row with all of its fields: a page, or beside the table. */
    @ViewersOnly
    @GetMapping("/rows/{row}")
    String row(
            TenantHome home,
            @PathVariable String id,
            @PathVariable String row,
            @RequestParam(required = false) @Nullable String range,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean beside,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale language,
            Model model,
            HttpServletResponse response) {
        response.addHeader("Vary", "HX-Request");
        var run = runs.find(home, HuntController.id(id));
        var answer = runs.answer(home, run.id());
        var number = place(row, answer.rows().size());
        model.addAttribute("run", run);
        model.addAttribute("asking", HuntPage.asking(TimeRange.of(range, from, until)));
        model.addAttribute("number", number);
        model.addAttribute("rows", answer.rows().size());
        model.addAttribute(
                "cells",
                ResultTable.cells(
                        answer.columns(), answer.rows().get(number - 1), HuntingPage.zone(preferences), language));
        return beside ? "hunting/_record :: beside" : "hunting/record";
    }

    private static int place(String text, int most) {
        var number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return number;
    }

    /** The query with one condition more, in the editor. */
    @ViewersOnly
    @GetMapping("/rows/{row}/narrow")
    String narrow(
            TenantHome home,
            @PathVariable String id,
            @PathVariable String row,
            @RequestParam(defaultValue = "") String column,
            @RequestParam(defaultValue = "") String how,
            @RequestParam(required = false) @Nullable String range,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String until,
            RedirectAttributes next) {
        var run = runs.find(home, HuntController.id(id));
        var answer = runs.answer(home, run.id());
        var place = place(column, answer.columns().size()) - 1;
        var asked = answer.columns().get(place);
        var value = answer.rows().get(place(row, answer.rows().size()) - 1).get(place);
        var narrowing = Narrowing.named(how)
                .filter(one -> one.suits(asked.type(), value))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var address =
                HuntingPage.address(narrowing.applied(run.text(), asked, value), TimeRange.of(range, from, until));
        if (address.isEmpty()) {
            next.addFlashAttribute("problemKey", "hunting.narrow.long");
        }
        return "redirect:" + address.orElse(HuntController.address(run.id(), TimeRange.of(range, from, until)));
    }

    @ViewersOnly
    @GetMapping("/export")
    void export(TenantHome home, SignedInUser user, @PathVariable String id, HttpServletResponse response)
            throws IOException {
        var run = runs.find(home, HuntController.id(id));
        try (var _ = reads.begin(user.tenant())) {
            var answer = runs.answer(home, run.id());
            audit.record(Act.of(user, "hunting-result.exported")
                    .on("hunting-query", run.id().toString())
                    .to(run.text()));
            response.setContentType("text/csv");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, file(run.startedAt()));
            ResultCsv.write(answer, new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        }
    }

    private static String file(Instant when) {
        return ContentDisposition.attachment()
                .filename("hunting-" + OF_FILES.format(when) + ".csv")
                .build()
                .toString();
    }
}
