package securitycenter.help;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import securitycenter.help.Asking.Outcome;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.identity.Everyone;
import securitycenter.identity.EveryoneSignedIn;
import securitycenter.identity.OwnPath;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TypedText;

/**
 * Frequently asked questions, those about the page that the person comes from first, and the form for what they do not
 * answer. As a page, or beside the page that the person is on.
 */
@Controller
class HelpController {

    /** @param from the page that the person comes from */
    record Form(
            @Nullable String topic,
            @Nullable String dataCenter,
            @Nullable String message,
            @Nullable String contact,
            @Nullable String from,
            @Nullable String formId) {

        static Form empty(SignedInUser user, @Nullable Topic topic, @Nullable String from) {
            var about = topic == null ? null : topic.name();
            return new Form(about, null, "", Contact.knownOf(user), from, FormId.next());
        }

        @Override
        public String message() {
            return TypedText.of(message);
        }

        @Override
        public String contact() {
            return TypedText.of(contact);
        }
    }

    private static final int FIRST_ARTICLES = 3;

    /** Not one of the data centers on offer; the message says which. */
    private static final String ELSEWHERE = "ELSEWHERE";

    /** Whoever comes from nowhere asks from here. */
    private static final OwnPath HERE = OwnPath.of("/help");

    private final Asking asking;
    private final Surroundings surroundings;
    private final DataCenters dataCenters;

    HelpController(Asking asking, Surroundings surroundings, DataCenters dataCenters) {
        this.asking = asking;
        this.surroundings = surroundings;
        this.dataCenters = dataCenters;
    }

    @Everyone
    @GetMapping("/help")
    String page(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String topic,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String beside,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var about = Topic.named(topic).orElse(null);
        model.addAttribute("asking", about != null);
        if (request.getUserPrincipal() instanceof OAuth2AuthenticationToken session) {
            var user = SignedInUser.of(session, request.getRemoteAddr());
            model.addAttribute("form", Form.empty(user, about, from));
            addForm(user, from, request, model);
        }
        return articles(from, about, beside, response, model);
    }

    /** Where a stranger is sent to ask: after the sign-in, to the form. */
    @EveryoneSignedIn
    @GetMapping("/help/ask")
    String ask(
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String topic,
            RedirectAttributes next) {
        next.addAttribute("from", from(from).value());
        next.addAttribute("topic", Topic.named(topic).orElse(Topic.OTHER).name());
        return "redirect:/help";
    }

    @EveryoneSignedIn
    @PostMapping("/help/requests")
    String send(
            @ModelAttribute("form") Form form,
            BindingResult problems,
            SignedInUser user,
            Locale language,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String beside,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var question = read(form, problems, user, language, request);
        if (question.isEmpty()) {
            return again(form, HttpStatus.UNPROCESSABLE_CONTENT, user, beside, request, response, model);
        }
        return switch (asking.ask(user, question.get())) {
            case Outcome.Sent(var number) -> "redirect:/help/requests/" + HelpRequests.label(number) + "/sent";
            case Outcome.TooMany(var until) -> {
                model.addAttribute("waitUntil", until);
                yield again(form, HttpStatus.TOO_MANY_REQUESTS, user, beside, request, response, model);
            }
            case Outcome.Closed _ -> throw new IllegalStateException("A new request is open");
        };
    }

    private Optional<Question> read(
            Form form, BindingResult problems, SignedInUser user, Locale language, HttpServletRequest request) {
        var topic = Topic.named(form.topic());
        if (topic.isEmpty()) {
            problems.rejectValue("topic", "help.problem.topic");
        }
        var dataCenter = topic.filter(Topic.OTHER_LOCATION::equals).flatMap(_ -> dataCenter(form, problems));
        Words.check(form.message(), Words.LONGEST, "message", problems);
        Contact.check(form.contact(), problems);
        if (problems.hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(new Question(
                topic.orElseThrow(),
                dataCenter.orElse(null),
                form.message(),
                form.contact(),
                surroundings.of(user, from(form.from()), request),
                language,
                FormId.read(form.formId())));
    }

    /** None when another place is meant than those on offer. */
    private Optional<DataCenter> dataCenter(Form form, BindingResult problems) {
        var offered = dataCenters.onOffer().stream()
                .filter(place -> place.name().equals(form.dataCenter()))
                .findFirst();
        if (offered.isEmpty() && !ELSEWHERE.equals(form.dataCenter())) {
            problems.rejectValue("dataCenter", "help.problem.data-center");
        }
        return offered;
    }

    private String again(
            Form form,
            HttpStatus status,
            SignedInUser user,
            @Nullable String beside,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        response.setStatus(status.value());
        model.addAttribute("asking", true);
        addForm(user, form.from(), request, model);
        return articles(form.from(), Topic.named(form.topic()).orElse(null), beside, response, model);
    }

    private void addForm(SignedInUser user, @Nullable String from, HttpServletRequest request, Model model) {
        model.addAttribute("topics", Topic.values());
        model.addAttribute("dataCenters", dataCenters.onOffer());
        model.addAttribute("sentAlong", surroundings.of(user, from(from), request));
        model.addAttribute("tenant", user.tenant());
    }

    private static String articles(
            @Nullable String from,
            @Nullable Topic about,
            @Nullable String beside,
            HttpServletResponse response,
            Model model) {
        var page = from(from);
        var first = Article.about(page).stream()
                .sorted(Comparator.comparing(article -> article.topic() != about))
                .limit(FIRST_ARTICLES)
                .toList();
        model.addAttribute("first", first);
        model.addAttribute(
                "others",
                Arrays.stream(Article.values())
                        .filter(article -> !first.contains(article))
                        .toList());
        model.addAttribute("from", page.value());
        model.addAttribute("back", page.equals(HERE) || beside != null ? null : page.value());
        model.addAttribute("beside", beside != null);
        response.addHeader(HttpHeaders.VARY, "HX-Request");
        return beside == null ? "help/help" : "help/help :: pane";
    }

    private static OwnPath from(@Nullable String address) {
        return address == null ? HERE : OwnPath.of(address);
    }
}
