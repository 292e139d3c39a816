package securitycenter.optin;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import securitycenter.eligibility.Eligibility.ConsentMissing;
import securitycenter.eligibility.Eligibility.CouldNotCheck;
import securitycenter.eligibility.Eligibility.Eligible;
import securitycenter.eligibility.Eligibility.NotEligible;
import securitycenter.eligibility.EligibilityCheck;
import securitycenter.eligibility.Entitlement;
import securitycenter.eligibility.Finding;
import securitycenter.eligibility.SupportedService;
import securitycenter.homes.DataCenter;
import securitycenter.identity.SignedInUser;
import securitycenter.provisioning.DataCenterChoice;
import securitycenter.provisioning.DataCenterProposal;
import securitycenter.provisioning.Homes;
import securitycenter.provisioning.Place;
import securitycenter.provisioning.Residency;
import securitycenter.provisioning.RunProgress;

/** What the settings page shows, decided here so that the template only shows it. */
@Component
class SettingsPage {

    /**
     * The license line of the checks.
     *
     * @param result eligible, not-eligible, consent-missing or could-not-check
     * @param detail the obstacle, the permission or the silence; null when eligible
     */
    record LicenseLine(
            String result,
            @Nullable String detail,
            @Nullable Entitlement entitlement) {

        static LicenseLine of(Finding finding) {
            return switch (finding.eligibility()) {
                case Eligible(var entitlement) -> new LicenseLine("eligible", null, entitlement);
                case NotEligible(var obstacle, var entitlement) ->
                    new LicenseLine("not-eligible", obstacle.name(), entitlement);
                case ConsentMissing(var permission) -> new LicenseLine("consent-missing", permission, null);
                case CouldNotCheck(var why) -> new LicenseLine("could-not-check", why.name(), null);
            };
        }

        /** What the licenses of a tenant that is eligible come to: complete, partial or none of the four services. */
        public @Nullable String extent() {
            if (entitlement == null || !result.equals("eligible")) {
                return null;
            }
            return entitlement.complete()
                    ? "complete"
                    : missingKeys().size() < SupportedService.values().length ? "partial" : "none";
        }

        public List<String> missingKeys() {
            return entitlement == null
                    ? List.of()
                    : entitlement.missing().stream()
                            .map(service -> "service." + service)
                            .toList();
        }
    }

    /**
     * The location block.
     *
     * @param certainty proposed, fixed, not-offered or undetermined
     */
    record LocationBlock(
            String certainty,
            @Nullable DataCenter place,
            @Nullable String reason,
            @Nullable Instant since) {}

    private final EligibilityCheck eligibility;
    private final OptIns optIns;
    private final Locations locations;
    private final Homes homes;
    private final RunProgress progress;
    private final DataCenterChoice choice;
    private final OptInSettings settings;
    private final Clock clock;

    SettingsPage(
            EligibilityCheck eligibility,
            OptIns optIns,
            Locations locations,
            Homes homes,
            RunProgress progress,
            DataCenterChoice choice,
            OptInSettings settings,
            Clock clock) {
        this.eligibility = eligibility;
        this.optIns = optIns;
        this.locations = locations;
        this.homes = homes;
        this.progress = progress;
        this.choice = choice;
        this.settings = settings;
        this.clock = clock;
    }

    String fill(Model model, SignedInUser user) {
        return fill(model, user, eligibility.recent(user.tenant()));
    }

    String fill(Model model, SignedInUser user, Finding finding) {
        var state = optIns.stateOf(user.tenant());
        model.addAttribute("user", user);
        model.addAttribute("state", state.word());
        model.addAttribute("checkedAt", finding.checkedAt());
        model.addAttribute("license", LicenseLine.of(finding));
        model.addAttribute("tenantName", finding.tenantName(user));
        model.addAttribute("location", location(user, finding));
        model.addAttribute("endpointLicensed", Locations.endpointLicensed(finding));
        model.addAttribute("endpointLocation", choice.endpointLocation(user.tenant()));
        model.addAttribute("places", DataCenter.values());
        model.addAttribute("whoCan", whoCan(user));
        model.addAttribute("decision", optIns.latestDecision(user.tenant()).orElse(null));
        model.addAttribute("underWay", progress.underWay(user.tenant()).orElse(null));
        model.addAttribute("history", homes.residencyOf(user.tenant()));
        model.addAttribute("moving", state instanceof ProductState.On(var _, var moving) ? moving : null);
        model.addAttribute("keptUntil", state instanceof ProductState.OptedOut(var until) ? until : null);
        model.addAttribute("retentionDays", settings.retention().toDays());
        model.addAttribute("automatic", settings.automatic());
        return "optin/settings";
    }

    /** A guest of the tenant is not told who its administrators are. */
    private List<String> whoCan(SignedInUser user) {
        return user.administers() || user.guest() ? List.of() : eligibility.whoCanTurnOn(user.tenant());
    }

    private LocationBlock location(SignedInUser user, Finding finding) {
        var fixed = homes.placeOf(user.tenant());
        if (fixed.isPresent()) {
            var place = fixed.get();
            return new LocationBlock("fixed", place.dataCenter(), place.reason().name(), since(user, place));
        }
        return switch (locations.propose(user, finding)) {
            case DataCenterProposal.Proposed(var place, var reason) ->
                new LocationBlock("proposed", place, reason.name(), null);
            case DataCenterProposal.NotOffered(var place, var reason) ->
                new LocationBlock("not-offered", place, reason.name(), null);
            case DataCenterProposal.Undetermined _ -> new LocationBlock("undetermined", null, null, null);
        };
    }

    /** A home that has moved has been where it is since then. */
    private Instant since(SignedInUser user, Place place) {
        return homes.residencyOf(user.tenant()).stream()
                .filter(residency -> residency.until() == null && residency.dataCenter() == place.dataCenter())
                .map(Residency::since)
                .findFirst()
                .orElse(place.reservedAt());
    }
}
