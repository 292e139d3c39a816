package securitycenter.tenants;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import securitycenter.audit.LatestEntries;
import securitycenter.eligibility.SupportedService;
import securitycenter.help.HelpRequests;
import securitycenter.homes.DataCenter;
import securitycenter.identity.People;
import securitycenter.identity.Role;
import securitycenter.identity.TenantId;
import securitycenter.intake.ConnectedServices;
import securitycenter.optin.OptIns;
import securitycenter.provisioning.DataCenterChoice;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Residency;
import securitycenter.provisioning.RunProgress;
import securitycenter.provisioning.Steps;
import securitycenter.support.StaffActions;

/** What support staff get to see of one tenant. Of what the tenant owns, nothing but when it last arrived. */
@Component
class TenantPage {

    private static final int RUNS = 10;
    private static final int REQUESTS = 10;
    private static final int ENTRIES = 20;

    private final TenantSearch search;
    private final Overview overview;
    private final OptIns optIns;
    private final Homes homes;
    private final RunProgress progress;
    private final DataCenterChoice choice;
    private final Steps steps;
    private final People people;
    private final ConnectedServices services;
    private final HelpRequests requests;
    private final StaffActions actions;
    private final NoteRepository notes;
    private final LatestEntries entries;

    TenantPage(
            TenantSearch search,
            Overview overview,
            OptIns optIns,
            Homes homes,
            RunProgress progress,
            DataCenterChoice choice,
            Steps steps,
            People people,
            ConnectedServices services,
            HelpRequests requests,
            StaffActions actions,
            NoteRepository notes,
            LatestEntries entries) {
        this.search = search;
        this.overview = overview;
        this.optIns = optIns;
        this.homes = homes;
        this.progress = progress;
        this.choice = choice;
        this.steps = steps;
        this.people = people;
        this.services = services;
        this.requests = requests;
        this.actions = actions;
        this.notes = notes;
        this.entries = entries;
    }

    /** @param notesBefore only notes that are older than this one */
    String fill(TenantId tenant, @Nullable Long notesBefore, Locale locale, Model model) {
        var history = homes.residencyOf(tenant);
        model.addAttribute("tenant", row(tenant));
        model.addAttribute("decision", optIns.latestDecision(tenant).orElse(null));
        model.addAttribute("place", homes.placeOf(tenant).orElse(null));
        model.addAttribute("promised", choice.promised(tenant).orElse(null));
        model.addAttribute("setUp", steps.version());
        model.addAttribute("history", history);
        model.addAttribute("formerPlaces", formerPlaces(history));
        var runs = progress.latestOf(tenant, RUNS + 1);
        model.addAttribute("runs", runs.stream().limit(RUNS).toList());
        model.addAttribute("moreRuns", runs.size() > RUNS);
        model.addAttribute("roles", Arrays.asList(Role.values()));
        model.addAttribute("people", people.countsByRole(tenant));
        model.addAttribute("services", Arrays.asList(SupportedService.values()));
        model.addAttribute("lastData", services.lastDataOf(tenant).orElse(null));
        model.addAttribute("requests", requests.latestOf(tenant, REQUESTS));
        model.addAttribute("actions", actions.latestOf(tenant, RUNS));
        model.addAttribute("notes", notesOf(tenant, notesBefore));
        model.addAttribute("entries", entries.of(tenant, ENTRIES, locale));
        return "tenants/tenant";
    }

    private NotesPage notesOf(TenantId tenant, @Nullable Long before) {
        var start = before == null ? Long.MAX_VALUE : before;
        return NotesPage.of(notes.findBefore(tenant.value(), start, Limit.of(NotesPage.LENGTH + 1)), before == null);
    }

    private TenantRow row(TenantId tenant) {
        return search.find(tenant).orElseGet(() -> {
            overview.refresh(tenant);
            return search.find(tenant).orElseThrow();
        });
    }

    private static List<DataCenter> formerPlaces(List<Residency> history) {
        return history.stream()
                .filter(Residency::isFormerHome)
                .map(Residency::dataCenter)
                .toList();
    }
}
