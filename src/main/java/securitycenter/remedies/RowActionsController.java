package securitycenter.remedies;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import securitycenter.alerts.Verdict;
import securitycenter.homes.TenantHome;
import securitycenter.hunts.AnswerGone;
import securitycenter.hunts.Hunt;
import securitycenter.hunts.Hunts;
import securitycenter.hunts.Outcome.Answer;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.kql.schema.Column;
import securitycenter.remedies.AskPage.Back;
import securitycenter.remedies.AskPage.Field;
import securitycenter.response.ActionSource;
import securitycenter.response.Origin;

/** Asks for an action on what rows of an answer name. Source: facts of hunting, section 4. */
@Controller
@RequestMapping("/hunting/runs/{id}/actions")
class RowActionsController {

    private static final int MOST_ROWS = 100;

    private final Hunts hunts;
    private final ActionRequests requests;

    RowActionsController(Hunts hunts, ActionRequests requests) {
        this.hunts = hunts;
        this.requests = requests;
    }

    /** The chosen rows of an answer, which is whole. */
    private record Chosen(Answer answer, List<Integer> numbers) {

        List<String> columns() {
            return answer.columns().stream().map(Column::name).toList();
        }

        Optional<Remedy> remedy(AskForm form) {
            return Remedy.read(form.remedy()).filter(Remedy.among(columns())::contains);
        }

        List<Known> known(Remedy remedy) {
            return numbers.stream()
                    .map(number -> remedy.known(number, text(answer.rows().get(number - 1))))
                    .toList();
        }

        private UnaryOperator<String> text(List<@Nullable Object> row) {
            var columns = columns();
            return column -> {
                var place = columns.indexOf(column);
                return place < 0 ? "" : Objects.toString(row.get(place), "");
            };
        }
    }

    @AnalystsOnly
    @GetMapping
    ModelAndView form(
            TenantHome home, SignedInUser user, @PathVariable String id, @ModelAttribute("form") AskForm form) {
        var run = find(home, id);
        var page = page(run, form);
        var chosen = chosen(home, run, form);
        if (chosen.isEmpty()) {
            return page.refusing(HttpStatus.GONE, "gone");
        }
        var rows = chosen.get();
        if (rows.numbers().isEmpty()) {
            return page.refusing(HttpStatus.UNPROCESSABLE_CONTENT, "rows");
        }
        var remedy = rows.remedy(form);
        return remedy.isEmpty()
                ? page.choosing(Remedy.among(rows.columns()), leftOut(form))
                : requests.things(user, home, remedy.get(), rows.known(remedy.get()))
                        .map(things -> page.confirming(HttpStatus.OK, remedy.get(), things, leftOut(form)))
                        .orElseGet(() -> page.refusing(HttpStatus.SERVICE_UNAVAILABLE, "mails"));
    }

    @AnalystsOnly
    @PostMapping
    Object ask(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @ModelAttribute("form") AskForm form,
            BindingResult problems) {
        var run = find(home, id);
        var page = page(run, form);
        var chosen = chosen(home, run, form);
        if (chosen.isEmpty()) {
            return page.refusing(HttpStatus.GONE, "gone");
        }
        var remedy = chosen.get().remedy(form);
        if (remedy.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        var found = requests.things(user, home, remedy.get(), chosen.get().known(remedy.get()));
        if (found.isEmpty()) {
            return page.refusing(HttpStatus.SERVICE_UNAVAILABLE, "mails");
        }
        var wanted = found.get().targets().stream()
                .filter(target -> form.names(Aim.once(target)))
                .toList();
        form.check(!wanted.isEmpty(), problems);
        if (problems.hasErrors()) {
            return page.confirming(HttpStatus.UNPROCESSABLE_CONTENT, remedy.get(), found.get(), leftOut(form));
        }
        var asked = requests.ask(
                user,
                home,
                remedy.get().type(),
                wanted,
                ActionSource.ADVANCED_HUNTING_ACTION,
                Origin.ofPerson(form.reason(), null),
                Verdict.UNKNOWN);
        return "redirect:" + AskedController.address(asked);
    }

    private static AskPage page(Hunt run, AskForm form) {
        var here = "/hunting/runs/" + run.id();
        var carried = new ArrayList<Field>();
        form.row().stream().limit(MOST_ROWS).forEach(row -> carried.add(new Field("row", String.valueOf(row))));
        return new AskPage(here + "/actions", new Back(here, "hunting.result", ""), carried, form);
    }

    /** Of the rows. */
    private static int leftOut(AskForm form) {
        return Math.max(0, form.row().size() - MOST_ROWS);
    }

    private Hunt find(TenantHome home, String id) {
        return uuid(id).flatMap(one -> hunts.find(home, one))
                .filter(run -> run.state() == Hunt.State.ANSWERED)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Empty where the answer is not kept any more. */
    private Optional<Chosen> chosen(TenantHome home, Hunt run, AskForm form) {
        try {
            return hunts.outcome(home, run.id())
                    .filter(Answer.class::isInstance)
                    .map(answer -> chosen((Answer) answer, form));
        } catch (AnswerGone thisMoment) {
            return Optional.empty();
        }
    }

    private static Chosen chosen(Answer answer, AskForm form) {
        return new Chosen(
                answer,
                form.row().stream()
                        .filter(number -> number >= 1 && number <= answer.rows().size())
                        .limit(MOST_ROWS)
                        .toList());
    }
}
