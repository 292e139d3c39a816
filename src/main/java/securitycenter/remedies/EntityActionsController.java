package securitycenter.remedies;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
import securitycenter.casefiles.EntityFiles;
import securitycenter.casefiles.EntityFiles.EntityFile;
import securitycenter.casefiles.IncidentFiles;
import securitycenter.homes.TenantHome;
import securitycenter.identity.AnalystsOnly;
import securitycenter.identity.SignedInUser;
import securitycenter.remedies.AskPage.Back;
import securitycenter.remedies.AskPage.Field;
import securitycenter.response.ActionReach;
import securitycenter.response.ActionSource;
import securitycenter.response.Origin;

/** Asks for an action on something that alerts name, wherever those that name it say that it is. */
@Controller
@RequestMapping("/entities/{id}/actions")
class EntityActionsController {

    private final EntityFiles entities;
    private final IncidentFiles incidents;
    private final ActionRequests requests;

    EntityActionsController(EntityFiles entities, IncidentFiles incidents, ActionRequests requests) {
        this.entities = entities;
        this.incidents = incidents;
        this.requests = requests;
    }

    @AnalystsOnly
    @GetMapping
    ModelAndView form(
            TenantHome home, SignedInUser user, @PathVariable String id, @ModelAttribute("form") AskForm form) {
        var entity = find(home, id);
        var page = page(entity, incident(home, form), form);
        var remedies = OnEvidence.remedies(entity.line().kind());
        var remedy = chosen(form, remedies);
        return remedy.isEmpty()
                ? page.choosing(remedies, 0)
                : requests.things(user, home, remedy.get(), known(home, entity))
                        .map(things -> page.confirming(HttpStatus.OK, remedy.get(), things, 0))
                        .orElseGet(() -> page.refusing(HttpStatus.SERVICE_UNAVAILABLE, "mails"));
    }

    private static Optional<Remedy> chosen(AskForm form, List<Remedy> remedies) {
        return Remedy.read(form.remedy()).filter(remedies::contains);
    }

    @AnalystsOnly
    @PostMapping
    Object ask(
            TenantHome home,
            SignedInUser user,
            @PathVariable String id,
            @ModelAttribute("form") AskForm form,
            BindingResult problems) {
        var entity = find(home, id);
        var incident = incident(home, form);
        var page = page(entity, incident, form);
        var remedy = chosen(form, OnEvidence.remedies(entity.line().kind()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST));
        var found = requests.things(user, home, remedy, known(home, entity));
        if (found.isEmpty()) {
            return page.refusing(HttpStatus.SERVICE_UNAVAILABLE, "mails");
        }
        var wanted = found.get().targets().stream()
                .filter(target -> form.names(Aim.once(target)))
                .toList();
        form.check(!wanted.isEmpty(), problems);
        if (problems.hasErrors()) {
            return page.confirming(HttpStatus.UNPROCESSABLE_CONTENT, remedy, found.get(), 0);
        }
        var asked = requests.ask(
                user,
                home,
                remedy.type(),
                wanted,
                source(remedy.type().reach()),
                Origin.ofPerson(form.reason(), incident),
                entity.line().verdict());
        return "redirect:" + AskedController.address(asked);
    }

    private static ActionSource source(ActionReach reach) {
        return switch (reach) {
            case DEVICE -> ActionSource.MANUAL_DEVICE_ACTION;
            case MAIL -> ActionSource.MANUAL_EMAIL_ACTION;
            case IDENTITY -> ActionSource.MANUAL_USER_ACTION;
        };
    }

    private EntityFile find(TenantHome home, String id) {
        try {
            return entities.find(home, UUID.fromString(id))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (IllegalArgumentException noId) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    /** What it is part of by now; null where none is meant. */
    private @Nullable Long incident(TenantHome home, AskForm form) {
        return form.incidentId()
                .flatMap(number -> incidents.find(home, number))
                .map(incident -> incident.redirectTo() == null ? incident.id() : incident.redirectTo())
                .orElse(null);
    }

    private static AskPage page(EntityFile entity, @Nullable Long incident, AskForm form) {
        var here = "/entities/" + entity.line().id();
        var back = incident == null
                ? new Back(here, null, entity.line().name())
                : new Back("/incidents/" + incident + "/evidence", "incident.tab.evidence", "");
        var carried = incident == null ? List.<Field>of() : List.of(new Field("incident", String.valueOf(incident)));
        return new AskPage(here + "/actions", back, carried, form);
    }

    private List<Known> known(TenantHome home, EntityFile entity) {
        return entities.told(home, entity).stream().map(OnEvidence::known).toList();
    }
}
