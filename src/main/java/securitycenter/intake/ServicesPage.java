package securitycenter.intake;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;
import securitycenter.incidents.Retention;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;

/** What the page of the supported services shows, decided here so that the template only shows it. */
@Component
class ServicesPage {

    /**
     * What is known of a service that is connected.
     *
     * @param lag how long its newest record was on its way; null when nobody can tell
     * @param silence how long it has been quiet; null when that is not long
     * @param unwanted the tenant has not agreed to its data
     */
    record ServiceLine(
            Instant since,
            @Nullable Instant lastData,
            @Nullable Span lag,
            @Nullable Span silence,
            boolean unwanted) {}

    /**
     * How the reading of a source goes.
     *
     * @param word not-yet, fine, paused or that of a trouble
     * @param until when it is tried again, where there is a trouble
     * @param permission what is missing, where that is the trouble
     * @param leftOutAt when a record was last too large to be read
     */
    record SourceLine(
            Source source,
            String word,
            @Nullable Instant lastRead,
            @Nullable Instant lastRecord,
            @Nullable Instant until,
            @Nullable String permission,
            @Nullable Instant leftOutAt) {

        static SourceLine of(SourceState state, boolean paused) {
            return new SourceLine(
                    state.source(),
                    paused ? "paused" : wordOf(state),
                    state.lastSuccess(),
                    state.lastRecord(),
                    state.notBefore(),
                    state.permission(),
                    state.leftOutAt());
        }

        private static String wordOf(SourceState state) {
            if (state.trouble() != null) {
                return state.trouble().word();
            }
            return state.lastSuccess() == null ? "not-yet" : "fine";
        }

        public boolean good() {
            return word.equals("fine");
        }
    }

    private record Known(
            Map<SupportedService, Connection> connections,
            List<SourceState> sources,
            UnknownServices.@Nullable Found unknown) {

        static final Known NOTHING = new Known(Map.of(), List.of(), null);
    }

    private final EligibilityCheck eligibility;
    private final OptIns optIns;
    private final ConnectedServices services;
    private final Connections connections;
    private final Cursors cursors;
    private final UnknownServices unknown;
    private final Retention retention;

    ServicesPage(
            EligibilityCheck eligibility,
            OptIns optIns,
            ConnectedServices services,
            Connections connections,
            Cursors cursors,
            UnknownServices unknown,
            Retention retention) {
        this.eligibility = eligibility;
        this.optIns = optIns;
        this.services = services;
        this.connections = connections;
        this.cursors = cursors;
        this.unknown = unknown;
        this.retention = retention;
    }

    String fill(Model model, SignedInUser user) {
        var tenant = user.tenant();
        var known = user.views() ? services.read(tenant, this::known, Known.NOTHING) : Optional.of(Known.NOTHING);
        model.addAttribute("user", user);
        model.addAttribute("entitlement", entitlementIn(eligibility.recent(tenant)));
        model.addAttribute("integrated", optIns.takesIdentityData(tenant));
        model.addAttribute("keptDays", retention.keptFor().toDays());
        model.addAttribute("away", known.isEmpty());
        model.addAttribute("lines", linesOf(tenant, known.orElse(Known.NOTHING).connections()));
        model.addAttribute(
                "sources", sourcesOf(tenant, known.orElse(Known.NOTHING).sources()));
        model.addAttribute("unknown", known.orElse(Known.NOTHING).unknown());
        return "intake/services";
    }

    private Known known(TenantHome home) {
        return new Known(
                connections.of(home), cursors.of(home), unknown.of(home).orElse(null));
    }

    private static @Nullable Entitlement entitlementIn(Finding finding) {
        return switch (finding.eligibility()) {
            case Eligible(var entitlement) -> entitlement;
            case NotEligible(var _, var entitlement) -> entitlement;
            case ConsentMissing _, CouldNotCheck _ -> null;
        };
    }

    private Map<SupportedService, ServiceLine> linesOf(TenantId tenant, Map<SupportedService, Connection> connections) {
        var late = services.flowsOf(tenant, connections).stream()
                .filter(DataFlow::late)
                .collect(toMap(DataFlow::service, DataFlow::span));
        var identityData = optIns.takesIdentityData(tenant);
        var lines = new EnumMap<SupportedService, ServiceLine>(SupportedService.class);
        connections.forEach((service, connection) -> {
            var lag = connection.lag();
            lines.put(
                    service,
                    new ServiceLine(
                            connection.since(),
                            connection.lastData(),
                            lag == null ? null : Span.of(lag),
                            late.get(service),
                            service == SupportedService.IDENTITY && !identityData));
        });
        return lines;
    }

    private List<SourceLine> sourcesOf(TenantId tenant, List<SourceState> sources) {
        var paused = optIns.stateOf(tenant) instanceof ProductState.On on && on.frozen();
        return sources.stream().map(state -> SourceLine.of(state, paused)).toList();
    }
}
