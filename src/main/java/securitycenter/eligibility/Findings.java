package securitycenter.eligibility;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import securitycenter.identity.TenantChanged;
import securitycenter.identity.TenantId;
import securitycenter.identity.TenantNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The last definite finding about each tenant. Nearly every page asks for one, so they are kept at hand. */
@Component
class Findings implements TenantNames {

    private static final Logger log = LoggerFactory.getLogger(Findings.class);

    /** How far we may be behind what another instance wrote. */
    private static final Duration AT_HAND = Duration.ofMinutes(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final StoredFindingRepository stored;
    private final ApplicationEventPublisher changes;
    private final Remembered<Optional<Finding>> atHand;

    Findings(StoredFindingRepository stored, ApplicationEventPublisher changes, Clock clock) {
        this.changes = changes;
        this.stored = stored;
        this.atHand = new Remembered<>(AT_HAND, clock);
    }

    Optional<Finding> last(TenantId tenant) {
        return atHand.of(tenant).orElseGet(() -> {
            var read = stored.findByTenantId(tenant.value()).flatMap(Findings::parsed);
            atHand.put(tenant, read);
            return read;
        });
    }

    void remember(TenantId tenant, Finding finding) {
        try {
            stored.save(new StoredFinding(tenant.value(), finding.checkedAt(), JSON.writeValueAsString(finding)));
        } catch (DataIntegrityViolationException simultaneous) {
            log.debug("Another check of {} was stored at the same moment", tenant);
        }
        atHand.put(tenant, Optional.of(finding));
        changes.publishEvent(new TenantChanged(tenant));
    }

    @Override
    public Map<TenantId, String> of(Collection<TenantId> tenants) {
        var names = new HashMap<TenantId, String>();
        for (var one :
                stored.findByTenantIdIn(tenants.stream().map(TenantId::value).collect(Collectors.toSet()))) {
            parsed(one).map(Finding::tenant).ifPresent(profile -> names.put(one.tenant(), profile.name()));
        }
        return names;
    }

    /** What an older version wrote in another shape is as good as not there: the next check replaces it. */
    private static Optional<Finding> parsed(StoredFinding stored) {
        try {
            return Optional.of(JSON.readValue(stored.finding(), Finding.class));
        } catch (JacksonException otherShape) {
            log.warn("A stored finding cannot be read: {}", otherShape.getOriginalMessage());
            return Optional.empty();
        }
    }
}
