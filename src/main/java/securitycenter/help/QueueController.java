package securitycenter.help;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.eligibility.TenantNaming;
import securitycenter.help.Answering.Outcome;
import securitycenter.identity.Colleague;
import securitycenter.identity.People;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.StaffOnly;
import securitycenter.identity.TypedText;

/** The queue of our staff, and the page on which they answer one request. */
@Controller
@RequestMapping("/support/help-requests")
class QueueController {

    /** One row of the queue. */
    record Row(QueueLine line, Age asked, Age waiting, boolean late) {}

    /** @param seen the newest entry on the page that the form was on */
    record ReplyForm(
            @Nullable String reply,
            @Nullable String formId,
            @Nullable String seen) {

        static ReplyForm empty() {
            return new ReplyForm("", FormId.next(), null);
        }

        @Override
        public String reply() {
            return TypedText.of(reply);
        }
    }

    record NoteForm(@Nullable String note, @Nullable String formId) {

        static NoteForm empty() {
            return new NoteForm("", FormId.next());
        }

        @Override
        public String note() {
            return TypedText.of(note);
        }
    }

    record CloseForm(@Nullable String reason, @Nullable String seen) {

        @Override
        public String reason() {
            return TypedText.of(reason);
        }
    }

    private final Queue queue;
    private final Answering answering;
    private final Conversations conversations;
    private final HelpMail mail;
    private final TenantNaming names;
    private final People people;
    private final HelpSettings settings;
    private final Clock clock;

    QueueController(
            Queue queue,
            Answering answering,
            Conversations conversations,
            HelpMail mail,
            TenantNaming names,
            People people,
            HelpSettings settings,
            Clock clock) {
        this.queue = queue;
        this.answering = answering;
        this.conversations = conversations;
        this.mail = mail;
        this.names = names;
        this.people = people;
        this.settings = settings;
        this.clock = clock;
    }

    @StaffOnly
    @GetMapping
    String queue(
            SignedInUser staff,
            QueueFilter.Asked asked,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        var page = queue.page(staff, asked.filter(), QueuePlace.read(after).orElse(null));
        model.addAttribute("page", page);
        var tenant = page.filter().tenant();
        model.addAttribute("tenantName", tenant == null ? null : names.of(tenant));
        model.addAttribute("rows", page.shown().stream().map(this::row).toList());
        model.addAttribute("states", QueueFilter.Shown.values());
        model.addAttribute("topics", Topic.values());
        model.addAttribute("assignments", QueueFilter.Assigned.values());
        return "help/queue";
    }

    private Row row(QueueLine line) {
        var now = clock.instant();
        var waiting = Duration.between(line.since(), now);
        return new Row(
                line,
                Age.of(Duration.between(line.createdAt(), now)),
                Age.of(waiting),
                line.state() == HelpRequest.State.WAITING_FOR_US && waiting.compareTo(settings.answerWithin()) > 0);
    }

    @StaffOnly
    @GetMapping("/{number}")
    String show(
            SignedInUser staff,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        return page(staff, find(number), number(before), model);
    }

    @StaffOnly
    @PostMapping("/{number}/reply")
    String reply(
            SignedInUser staff,
            @PathVariable String number,
            @ModelAttribute("reply") ReplyForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var request = find(number);
        Words.check(form.reply(), Words.LONGEST, "reply", problems);
        if (problems.hasErrors()) {
            return again(staff, request, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
        }
        var outcome =
                answering.reply(staff, request.number(), form.reply(), FormId.read(form.formId()), entry(form.seen()));
        return answer(outcome, "help.staff.replied", staff, request, model, next, response);
    }

    @StaffOnly
    @PostMapping("/{number}/reopen")
    String reopen(
            SignedInUser staff,
            @PathVariable String number,
            @ModelAttribute("reply") ReplyForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var request = find(number);
        if (!form.reply().isEmpty()) {
            Words.check(form.reply(), Words.LONGEST, "reply", problems);
        }
        if (problems.hasErrors()) {
            return again(staff, request, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
        }
        var outcome =
                answering.reopen(staff, request.number(), form.reply(), FormId.read(form.formId()), entry(form.seen()));
        return answer(outcome, "help.staff.reopened", staff, request, model, next, response);
    }

    @StaffOnly
    @PostMapping("/{number}/note")
    String note(
            SignedInUser staff,
            @PathVariable String number,
            @ModelAttribute("note") NoteForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var request = find(number);
        Words.check(form.note(), Words.LONGEST, "note", problems);
        if (problems.hasErrors()) {
            return again(staff, request, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
        }
        answering.note(staff, request.number(), form.note(), FormId.read(form.formId()));
        return done("help.staff.noted", request, next);
    }

    /** @param to me, nobody, or the id of one of our staff */
    @StaffOnly
    @PostMapping("/{number}/assign")
    String assign(
            SignedInUser staff,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable String seen,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var request = find(number);
        var toWhom = colleague(to, staff);
        if (toWhom.isEmpty() && !to.equals("nobody")) {
            model.addAttribute("problemKey", "help.problem.assign.unknown");
            return again(staff, request, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
        }
        var outcome = answering.assign(staff, request.number(), toWhom.orElse(null), entry(seen));
        return answer(outcome, "help.staff.assigned", staff, request, model, next, response);
    }

    private Optional<Colleague> colleague(String to, SignedInUser staff) {
        return to.equals("me")
                ? Optional.of(Colleague.of(staff))
                : people.staffOf(staff.tenant()).stream()
                        .filter(one -> one.id().toString().equals(to))
                        .findFirst();
    }

    @StaffOnly
    @PostMapping("/{number}/close")
    String close(
            SignedInUser staff,
            @PathVariable String number,
            @ModelAttribute("close") CloseForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var request = find(number);
        Words.check(form.reason(), Words.LONGEST_REASON, "reason", problems);
        if (problems.hasErrors()) {
            return again(staff, request, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
        }
        var outcome = answering.close(staff, request.number(), form.reason(), entry(form.seen()));
        return answer(outcome, "help.staff.closed", staff, request, model, next, response);
    }

    private String answer(
            Outcome outcome,
            String doneKey,
            SignedInUser staff,
            HelpRequest request,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return switch (outcome) {
            case Outcome.Done _ -> done(doneKey, request, next);
            case Outcome.Closed _ -> {
                model.addAttribute("problemKey", "help.problem.closed.staff");
                yield again(staff, find(request.label()), HttpStatus.UNPROCESSABLE_CONTENT, model, response);
            }
            case Outcome.Overtaken(var meanwhile) -> {
                model.addAttribute("meanwhile", meanwhile);
                yield again(staff, find(request.label()), HttpStatus.CONFLICT, model, response);
            }
        };
    }

    private static String done(String doneKey, HelpRequest request, RedirectAttributes next) {
        next.addFlashAttribute("doneKey", doneKey);
        next.addFlashAttribute("doneArgs", List.of(request.label()));
        return "redirect:/support/help-requests/" + request.label();
    }

    private String again(
            SignedInUser staff, HelpRequest request, HttpStatus status, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        return page(staff, request, null, model);
    }

    /** Forms that were not the one just sent begin empty. */
    private String page(SignedInUser staff, HelpRequest request, @Nullable Long before, Model model) {
        var forms = Map.of("reply", ReplyForm.empty(), "note", NoteForm.empty(), "close", new CloseForm("", null));
        forms.forEach((name, empty) -> {
            if (!model.containsAttribute(name)) {
                model.addAttribute(name, empty);
            }
        });
        model.addAttribute("request", RequestFacts.of(request));
        model.addAttribute("conversation", conversations.forStaff(request, before));
        model.addAttribute("start", before);
        var me = Colleague.of(staff);
        model.addAttribute("mine", request.isAssignedTo(me));
        model.addAttribute(
                "colleagues",
                people.staffOf(staff.tenant()).stream()
                        .filter(one -> !one.id().equals(me.id()) && !request.isAssignedTo(one))
                        .toList());
        model.addAttribute("mailConfigured", mail.isConfigured());
        model.addAttribute("answerAddress", request.mailAddress());
        return "help/queue-request";
    }

    private HelpRequest find(String number) {
        return HelpRequests.number(number)
                .flatMap(answering::find)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Without a readable one nothing has been seen. */
    private static long entry(@Nullable String seen) {
        var entry = number(seen);
        return entry == null ? 0 : entry;
    }

    private static @Nullable Long number(@Nullable String asked) {
        try {
            return asked == null ? null : Long.valueOf(asked);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
