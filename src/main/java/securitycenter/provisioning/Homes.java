package securitycenter.provisioning;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import securitycenter.audit.Act;
import securitycenter.audit.AuditLog;
import securitycenter.homes.DataCenter;
import securitycenter.homes.DataCenters;
import securitycenter.homes.TenantHome;
import securitycenter.identity.TenantId;
import securitycenter.provisioning.DataCenterProposal.Proposed;

/** The homes of tenants: where each is and has been, and whether it could move. */
@Component
public class Homes {

    /** A tenant does not move every week; more of its past is not read. */
    private static final int LONGEST_HISTORY = 50;

    private static final int PAGE = 100;

    private final HomeRepository homes;
    private final ResidenceRepository residences;
    private final DataCenters dataCenters;
    private final ProvisioningSettings settings;
    private final AuditLog audit;
    private final Clock clock;

    Homes(
            HomeRepository homes,
            ResidenceRepository residences,
            DataCenters dataCenters,
            ProvisioningSettings settings,
            AuditLog audit,
            Clock clock) {
        this.homes = homes;
        this.residences = residences;
        this.dataCenters = dataCenters;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /** The tenant's home, built, being built or closed. */
    @Transactional(readOnly = true)
    public Optional<Place> placeOf(TenantId tenant) {
        return homes.findPlace(tenant.value());
    }

    /** See {@link HomeRepository#lock}. */
    Optional<Home> lock(TenantId tenant) {
        return homes.lock(tenant.value());
    }

    /** The home itself, for those who have made sure that the product is on. */
    public TenantHome homeIn(TenantId tenant, Place place) {
        return dataCenters.homeOf(tenant, place.dataCenter());
    }

    /** Where the tenant's data has been, the newest place first. */
    @Transactional(readOnly = true)
    public List<Residency> residencyOf(TenantId tenant) {
        return residences.findByTenantIdOrderByTenantIdDescIdDesc(tenant.value(), Limit.of(LONGEST_HISTORY)).stream()
                .map(Residence::residency)
                .toList();
    }

    /** Whether a move has left a home of the tenant behind there, which still exists. */
    @Transactional(readOnly = true)
    public boolean hasFormerHome(TenantId tenant, DataCenter dataCenter) {
        return residencyOf(tenant).stream().anyMatch(past -> past.isFormerHome() && past.dataCenter() == dataCenter);
    }

    /** Until when a home would be kept that a move leaves behind now. */
    public Instant formerHomeKeptUntil() {
        return clock.instant().plus(settings.keepFormerHome());
    }

    /** Whether the tenant's home could move there, as far as our own records tell. */
    @Transactional(readOnly = true)
    public MoveProspect recordedProspectOf(TenantId tenant, DataCenter dataCenter) {
        var place = placeOf(tenant).filter(Place::open);
        if (place.isEmpty()) {
            return MoveProspect.NO_OPEN_HOME;
        }
        if (!dataCenters.onOffer().contains(dataCenter)) {
            return MoveProspect.NOT_OFFERED;
        }
        if (place.get().dataCenter() == dataCenter) {
            return MoveProspect.THERE_ALREADY;
        }
        return hasFormerHome(tenant, dataCenter) ? MoveProspect.FORMER_HOME_THERE : MoveProspect.POSSIBLE;
    }

    /** Whether it could move there now. Looks at the data center itself; not for use in a transaction. */
    public MoveProspect prospectOf(TenantId tenant, DataCenter dataCenter) {
        var recorded = recordedProspectOf(tenant, dataCenter);
        if (recorded != MoveProspect.POSSIBLE) {
            return recorded;
        }
        return switch (dataCenters.vacancyFor(homeIn(tenant, placeOf(tenant).orElseThrow()), dataCenter)) {
            case FREE -> MoveProspect.POSSIBLE;
            case FULL -> MoveProspect.FULL;
            case UNREACHABLE -> MoveProspect.UNREACHABLE;
            case OTHER_DATABASE -> MoveProspect.OTHER_DATABASE;
            case NOT_OFFERED -> MoveProspect.NOT_OFFERED;
        };
    }

    /** Tenants whose closed homes have waited long enough, those that waited longest first. */
    @Transactional(readOnly = true)
    public List<TenantId> overdue(int atMost) {
        return homes.findOverdue(clock.instant(), Limit.of(atMost)).stream()
                .map(TenantId::new)
                .toList();
    }

    /** Tenants whose product is on, whatever else is the matter with them; however many they are, a page at a time. */
    public void eachOpen(Consumer<TenantId> work) {
        for (var open = openAfter(null, PAGE); !open.isEmpty(); open = openAfter(open.getLast(), PAGE)) {
            open.forEach(work);
        }
    }

    /**
     * A page of the tenants whose product is on, in the order of their ids.
     *
     * @param last of the page before, null for the first
     */
    @Transactional(readOnly = true)
    public List<TenantId> openAfter(@Nullable TenantId last, int atMost) {
        var page =
                last == null ? homes.findOpen(Limit.of(atMost)) : homes.findOpenAfter(last.value(), Limit.of(atMost));
        return page.stream().map(TenantId::new).toList();
    }

    /** Gives the tenant its home, which is still to be built. */
    void reserve(TenantId tenant, Proposed place) {
        homes.save(new Home(tenant, place, clock.instant()));
        residences.save(new Residence(tenant, place, clock.instant()));
        audit.record(Act.bySystem(tenant, "location.reserved")
                .to(place.place())
                .because(place.reason().name()));
    }
}
