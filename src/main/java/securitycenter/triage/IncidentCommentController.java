package securitycenter.triage;

import jakarta.servlet.http.HttpServletResponse;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;
import securitycenter.identity.ViewersOnly;
import securitycenter.incidents.Analyst;
import securitycenter.incidents.IncidentComments;

/** What analysts say about an incident or an alert. Of what became part of another it is said of that one. */
@Controller
@RequestMapping("/incidents/{id:\\d+}")
class IncidentCommentController {

    record CommentForm(@Nullable String text) {

        @Override
        public String text() {
            return TypedText.of(text);
        }
    }

    private final IncidentPages pages;
    private final IncidentComments comments;

    IncidentCommentController(IncidentPages pages, IncidentComments comments) {
        this.pages = pages;
        this.comments = comments;
    }

    @AnalystsOnly
    @PostMapping("/comments")
    String say(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @ModelAttribute("comment") CommentForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return pages.show(home, user, pages.current(home, id), "activity", null, model, incident -> {
            IncidentText.check(form.text(), IncidentComments.LONGEST, "text", problems);
            var address = "/incidents/" + incident.id() + "/comments";
            if (problems.hasErrors()) {
                return again(address, "/incidents/" + incident.id() + "/activity", model, response);
            }
            comments.add(home, Analyst.of(user), incident.id(), null, form.text());
            next.addFlashAttribute("doneKey", "incident.comment.added");
            return "redirect:/incidents/" + incident.id() + "/activity";
        });
    }

    @AnalystsOnly
    @PostMapping("/alerts/{alert:\\d+}/comments")
    String sayOfAlert(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @PathVariable String alert,
            @ModelAttribute("comment") CommentForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return pages.show(home, user, pages.current(home, id), "alerts", null, model, incident -> {
            var line = pages.findAlert(home, IncidentPages.number(alert));
            var page = "/incidents/" + line.incident() + "/alerts/" + line.id();
            IncidentText.check(form.text(), IncidentComments.LONGEST, "text", problems);
            if (problems.hasErrors()) {
                return again(page + "/comments", page, model, response);
            }
            comments.add(home, Analyst.of(user), line.incident(), line.id(), form.text());
            next.addFlashAttribute("doneKey", "incident.comment.added");
            return "redirect:" + page;
        });
    }

    @ViewersOnly
    @GetMapping("/comments/{comment:\\d+}")
    String before(
            TenantHome home, SignedInUser user, @PathVariable String id, @PathVariable String comment, Model model) {
        return pages.show(home, user, pages.current(home, id), "activity", null, model, incident -> {
            var earlier = comments.earlierOf(home, incident.id(), IncidentPages.number(comment));
            if (earlier.isEmpty()) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            model.addAttribute("earlier", earlier);
            return "triage/comment-before";
        });
    }

    @AnalystsOnly
    @PostMapping("/comments/{comment:\\d+}")
    String edit(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @PathVariable String comment,
            @ModelAttribute("comment") CommentForm form,
            BindingResult problems,
            Model model,
            RedirectAttributes next,
            HttpServletResponse response) {
        return pages.show(home, user, pages.current(home, id), "activity", null, model, incident -> {
            var activity = "/incidents/" + incident.id() + "/activity";
            IncidentText.check(form.text(), IncidentComments.LONGEST, "text", problems);
            if (problems.hasErrors()) {
                var address = "/incidents/" + incident.id() + "/comments/" + IncidentPages.number(comment);
                return again(address, activity, model, response);
            }
            var number = IncidentPages.number(comment);
            if (!comments.edit(home, Analyst.of(user), incident.id(), number, form.text())) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            }
            next.addFlashAttribute("doneKey", "incident.comment.edited");
            return "redirect:" + activity;
        });
    }

    private static String again(String action, String back, Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("action", action);
        model.addAttribute("back", back);
        return "triage/incident-comment";
    }
}
