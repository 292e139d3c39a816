package securitycenter.investigating;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;
import securitycenter.alerts.InvestigationState;
import securitycenter.homes.TenantHome;
import securitycenter.identity.ViewersOnly;
import securitycenter.investigations.Investigation;
import securitycenter.investigations.Investigations;

/** All investigations, the newest first. */
@Controller
class InvestigationListController {

    static final String PATH = "/investigations";

    /** More are not counted. */
    private static final int COUNTED = 10_000;

    /** In the order of the choice. */
    private static final List<InvestigationState> STATES = List.of(
            InvestigationState.PENDING_APPROVAL,
            InvestigationState.QUEUED,
            InvestigationState.RUNNING,
            InvestigationState.PENDING_RESOURCE,
            InvestigationState.SUCCESSFULLY_REMEDIATED,
            InvestigationState.PARTIALLY_REMEDIATED,
            InvestigationState.PARTIALLY_INVESTIGATED,
            InvestigationState.BENIGN,
            InvestigationState.FAILED,
            InvestigationState.TERMINATED_BY_USER,
            InvestigationState.TERMINATED_BY_SYSTEM);

    /** @param tone of its badge; null where it needs nobody's eye */
    record Line(
            Investigation of,
            @Nullable String tone,
            @Nullable Lasted lasted) {

        static Line of(Investigation investigation) {
            var ended = investigation.endedAt();
            return new Line(
                    investigation,
                    Head.tone(investigation.state()),
                    ended == null ? null : Lasted.of(Duration.between(investigation.startedAt(), ended)));
        }
    }

    private final Investigations investigations;

    InvestigationListController(Investigations investigations) {
        this.investigations = investigations;
    }

    @ViewersOnly
    @GetMapping(PATH)
    String page(
            TenantHome home,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        var only = state(state).map(List::of).orElse(List.of());
        var page = investigations.page(home, only, Numbers.key(before));
        model.addAttribute("rows", page.rows().stream().map(Line::of).toList());
        model.addAttribute("state", only.isEmpty() ? null : only.getFirst());
        model.addAttribute("states", STATES);
        model.addAttribute("found", investigations.count(home, only, COUNTED));
        model.addAttribute("most", COUNTED);
        model.addAttribute("first", before == null ? null : address(state, null));
        model.addAttribute("next", page.next() == null ? null : address(state, page.next()));
        return "investigating/list";
    }

    private static Optional<InvestigationState> state(@Nullable String word) {
        return Arrays.stream(InvestigationState.values())
                .filter(each -> each.name().equals(word))
                .findFirst();
    }

    private static String address(@Nullable String state, @Nullable Long before) {
        var address = UriComponentsBuilder.fromPath(PATH);
        state(state).ifPresent(known -> address.queryParam("state", known));
        if (before != null) {
            address.queryParam("before", before);
        }
        return address.toUriString();
    }
}
