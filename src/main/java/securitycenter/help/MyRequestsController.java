package securitycenter.help;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.help.Asking.Outcome;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;

/** What a person has asked us, and the talk about it. Administrators see what anybody of their tenant asked. */
@Controller
@RequestMapping("/help/requests")
class MyRequestsController {

    record ReplyForm(@Nullable String reply, @Nullable String formId) {

        static ReplyForm empty() {
            return new ReplyForm("", FormId.next());
        }

        @Override
        public String reply() {
            return TypedText.of(reply);
        }
    }

    static final int PAGE = 50;

    private final Asking asking;
    private final MyRequests mine;
    private final Conversations conversations;
    private final HelpMail mail;
    private final HelpSettings settings;

    MyRequestsController(
            Asking asking, MyRequests mine, Conversations conversations, HelpMail mail, HelpSettings settings) {
        this.asking = asking;
        this.mine = mine;
        this.conversations = conversations;
        this.mail = mail;
        this.settings = settings;
    }

    @EveryoneSignedIn
    @GetMapping
    String list(SignedInUser user, @RequestParam(required = false) @Nullable String before, Model model) {
        var start = HelpRequests.number(before).orElse(null);
        var found = mine.before(user, start, PAGE + 1);
        var shown = found.subList(0, Math.min(found.size(), PAGE));
        model.addAttribute("requests", shown);
        model.addAttribute("start", start);
        model.addAttribute("older", found.size() > PAGE ? shown.getLast().number() : null);
        model.addAttribute("everybodys", user.administers());
        return "help/requests";
    }

    @EveryoneSignedIn
    @GetMapping("/{number}")
    String show(
            SignedInUser user,
            @PathVariable String number,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        model.addAttribute("form", ReplyForm.empty());
        return page(find(user, number), number(before), model);
    }

    /** After the form of the help page, as a page or beside one. */
    @EveryoneSignedIn
    @GetMapping("/{number}/sent")
    String sent(
            SignedInUser user,
            @PathVariable String number,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String beside,
            HttpServletResponse response,
            Model model) {
        var request = find(user, number);
        model.addAttribute("request", RequestFacts.of(request));
        model.addAttribute("expected", request.createdAt().plus(settings.answerWithin()));
        addWayBack(request, model);
        response.addHeader(HttpHeaders.VARY, "HX-Request");
        return beside == null ? "help/sent" : "help/sent :: pane";
    }

    @EveryoneSignedIn
    @PostMapping("/{number}/reply")
    String reply(
            SignedInUser user,
            @PathVariable String number,
            @ModelAttribute("form") ReplyForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var request = find(user, number);
        Words.check(form.reply(), Words.LONGEST, "reply", problems);
        return problems.hasErrors()
                ? again(request, HttpStatus.UNPROCESSABLE_CONTENT, model, response)
                : answer(
                        asking.reply(user, request.number(), form.reply(), FormId.read(form.formId())),
                        "help.reply.sent",
                        request,
                        model,
                        next,
                        response);
    }

    @EveryoneSignedIn
    @PostMapping("/{number}/reopen")
    String reopen(
            SignedInUser user,
            @PathVariable String number,
            @ModelAttribute("form") ReplyForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        var request = find(user, number);
        Words.check(form.reply(), Words.LONGEST, "reply", problems);
        return problems.hasErrors()
                ? again(request, HttpStatus.UNPROCESSABLE_CONTENT, model, response)
                : answer(
                        asking.reopen(user, request.number(), form.reply(), FormId.read(form.formId())),
                        "help.reopened",
                        request,
                        model,
                        next,
                        response);
    }

    @EveryoneSignedIn
    @PostMapping("/{number}/close")
    String close(SignedInUser user, @PathVariable String number, RedirectAttributes next) {
        var request = find(user, number);
        asking.close(user, request.number());
        next.addFlashAttribute("doneKey", "help.closed");
        return "redirect:/help/requests/" + request.label();
    }

    private String answer(
            Outcome outcome,
            String doneKey,
            HelpRequest request,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return switch (outcome) {
            case Outcome.Sent _ -> {
                next.addFlashAttribute("doneKey", doneKey);
                yield "redirect:/help/requests/" + request.label();
            }
            case Outcome.Closed _ -> {
                model.addAttribute("problemKey", "help.problem.closed");
                yield again(request, HttpStatus.UNPROCESSABLE_CONTENT, model, response);
            }
            case Outcome.TooMany(var until) -> {
                model.addAttribute("waitUntil", until);
                yield again(request, HttpStatus.TOO_MANY_REQUESTS, model, response);
            }
        };
    }

    private String again(HelpRequest request, HttpStatus status, Model model, HttpServletResponse response) {
        response.setStatus(status.value());
        return page(request, null, model);
    }

    private String page(HelpRequest request, @Nullable Long before, Model model) {
        model.addAttribute("request", RequestFacts.of(request));
        model.addAttribute("conversation", conversations.forThePerson(request, before));
        model.addAttribute("start", before);
        addWayBack(request, model);
        return "help/request";
    }

    private void addWayBack(HelpRequest request, Model model) {
        model.addAttribute("mailConfigured", mail.isConfigured());
        model.addAttribute("answerAddress", request.mailAddress());
    }

    /** Anybody else's request is not there. */
    private HelpRequest find(SignedInUser user, String number) {
        return HelpRequests.number(number)
                .flatMap(id -> asking.find(user, id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static @Nullable Long number(@Nullable String asked) {
        try {
            return asked == null ? null : Long.valueOf(asked);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
