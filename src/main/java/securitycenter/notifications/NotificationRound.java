package securitycenter.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.optin.OptIns;
import securitycenter.optin.ProductState;

/** Looks for news in one tenant's home and sends what is due. */
@Component
class NotificationRound {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final OptIns optIns;
    private final DataCenters dataCenters;
    private final MailCollection mailCollection;
    private final MailSending mailSending;
    private final MailLog mails;
    private final EventCollection eventCollection;
    private final EventSending eventSending;
    private final Deliveries deliveries;
    private final NotificationSettings settings;
    private final Clock clock;

    NotificationRound(
            OptIns optIns,
            DataCenters dataCenters,
            MailCollection mailCollection,
            MailSending mailSending,
            MailLog mails,
            EventCollection eventCollection,
            EventSending eventSending,
            Deliveries deliveries,
            NotificationSettings settings,
            Clock clock) {
        this.optIns = optIns;
        this.dataCenters = dataCenters;
        this.mailCollection = mailCollection;
        this.mailSending = mailSending;
        this.mails = mails;
        this.eventCollection = eventCollection;
        this.eventSending = eventSending;
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return when the next one is due; empty when nobody wants to hear anything, or the product is off */
    Optional<Instant> of(TenantId tenant) {
        return switch (optIns.stateOf(tenant)) {
            case ProductState.On on when on.frozen() -> Optional.of(later());
            case ProductState.On(var home, var _) ->
                dataCenters.answers(home.dataCenter()) ? in(home) : Optional.of(later());
            case ProductState.Provisioning _ -> Optional.of(later());
            case ProductState.OptedOut _, ProductState.Removing _, ProductState.Off _, ProductState.NotEligible _ ->
                Optional.empty();
        };
    }

    /** Looked at again before each delivery: a receiver may be slower than somebody's decision. */
    private boolean isOn(TenantHome home) {
        return optIns.stateOf(home.tenant()) instanceof ProductState.On on
                && on.home().dataCenter() == home.dataCenter()
                && !on.frozen();
    }

    private Optional<Instant> in(TenantHome home) {
        var isWanted = mailCollection.collect(home) | eventCollection.collect(home);
        eventSending.begin(home, () -> isOn(home));
        var isMoreDue = mailSending.send(home);
        if (isMoreDue) {
            return Optional.of(clock.instant().plus(SOON));
        }
        return isWanted || mails.isAnyWaiting(home) || deliveries.isAnyWaiting(home)
                ? Optional.of(later())
                : Optional.empty();
    }

    private Instant later() {
        return clock.instant().plus(settings.interval());
    }
}
