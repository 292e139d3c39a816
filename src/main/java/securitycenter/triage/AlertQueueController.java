package securitycenter.triage;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;
import securitycenter.alerts.Category;
import securitycenter.alerts.ServiceSource;
import securitycenter.homes.TenantHome;
import securitycenter.identity.People;
import securitycenter.identity.Preferences;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.intake.ConnectedServices;
import securitycenter.queues.AlertFilter;
import securitycenter.queues.AlertQueue;

/** The alerts of all incidents, and in the queue those of one. */
@Controller
class AlertQueueController {

    private static final int SHOWN_IN_QUEUE = 20;

    private final AlertQueue alerts;
    private final ConnectedServices services;
    private final People people;
    private final QueueCsv csv;
    private final Clock clock;

    AlertQueueController(AlertQueue alerts, ConnectedServices services, People people, QueueCsv csv, Clock clock) {
        this.alerts = alerts;
        this.services = services;
        this.people = people;
        this.csv = csv;
        this.clock = clock;
    }

    @ViewersOnly
    @GetMapping(AlertsFilter.PATH)
    String page(
            TenantHome home,
            SignedInUser user,
            AlertsFilter.Asked asked,
            Paging paging,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Model model) {
        var filter = asked.filter();
        var sorting = paging.sorting();
        var list = sorting.in(filter.address());
        var wanted = filter.at(clock.instant(), IncidentQueueController.zone(preferences), user.userName());
        var page = alerts.page(home, wanted, sorting.order(), paging.place(), Paging.LENGTH);
        QueueModel.list(model, list, paging, page);
        model.addAttribute("filter", filter);
        model.addAttribute("chips", filter.chips(list));
        model.addAttribute("csv", list.at(AlertsFilter.PATH + "/export").toString());
        if (page.rows().isEmpty()) {
            QueueModel.empty(model, page, paging, alerts.count(home, AlertFilter.NONE), services.readingOf(home));
        }
        choices(model, user);
        return "triage/alerts";
    }

    private void choices(Model model, SignedInUser user) {
        model.addAttribute("spans", Period.Span.values());
        model.addAttribute("shownStatuses", AlertsFilter.Shown.values());
        model.addAttribute("severities", QueueModel.WORST_FIRST);
        model.addAttribute("sources", ServiceSource.values());
        model.addAttribute("categories", Category.KNOWN);
        model.addAttribute("me", user.userName());
        model.addAttribute("colleagues", people.analystsOf(user.tenant()));
    }

    @ViewersOnly
    @GetMapping(AlertsFilter.PATH + "/export")
    void export(
            TenantHome home,
            SignedInUser user,
            AlertsFilter.Asked asked,
            Paging paging,
            @SessionAttribute(Preferences.ATTRIBUTE) Optional<Preferences> preferences,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        var filter = asked.filter();
        var wanted = filter.at(clock.instant(), IncidentQueueController.zone(preferences), user.userName());
        var order = paging.sorting().order();
        csv.export(
                user,
                "alerts",
                filter.address(),
                response,
                out -> csv.alerts(home, wanted, order, locale, out, QueueCsv.MOST));
    }

    /**
     * The alerts of a row of the queue, in place; without scripts the incident's own page shows them.
     *
     * @param closed they have been seen
     */
    @ViewersOnly
    @GetMapping(AlertsFilter.PATH + "/of/{incident}")
    String ofIncident(
            TenantHome home,
            @PathVariable long incident,
            @RequestHeader(name = "HX-Request", defaultValue = "false") boolean inPlace,
            @RequestParam(required = false) @Nullable String closed,
            Model model) {
        if (!inPlace) {
            return "redirect:" + IncidentFilter.PATH + "/" + incident + "/alerts";
        }
        model.addAttribute("incident", incident);
        model.addAttribute("closed", closed != null);
        model.addAttribute("alerts", closed != null ? null : alerts.latestOf(home, incident, SHOWN_IN_QUEUE));
        return "triage/_list :: alerts-in-place";
    }
}
