package securitycenter.eligibility;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import securitycenter.eligibility.Eligibility.CouldNotCheck;
import securitycenter.graph.ConsentMissing;
import securitycenter.graph.DirectoryMember;
import securitycenter.graph.GraphSilent;
import securitycenter.graph.MicrosoftGraph;
import securitycenter.graph.SignInEnded;
import securitycenter.graph.TenantRegion;
import securitycenter.identity.Role;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.TenantId;

/**
 * Checks whether a tenant may use the product and whether a person may decide it, and remembers the former. Never
 * throws because of Microsoft: what is not known is an answer too. Not for use inside a transaction.
 */
@Component
public class EligibilityCheck {

    private static final Logger log = LoggerFactory.getLogger(EligibilityCheck.class);

    /** While Microsoft is silent, pages must not each wait for it. */
    private static final Duration BETWEEN_VAIN_CHECKS = Duration.ofSeconds(30);

    /** Whoever presses the button again and again must not make us press Microsoft. */
    private static final Duration BETWEEN_WISHES = Duration.ofMinutes(1);

    /** Readers of the settings page must not each read the directory. */
    private static final Duration BETWEEN_LOOKS_FOR_ADMINISTRATORS = Duration.ofMinutes(10);

    private final MicrosoftGraph graph;
    private final Findings findings;
    private final EligibilitySettings settings;
    private final Clock clock;
    private final Remembered<Finding> vain;
    private final Remembered<Instant> wishes;
    private final Remembered<List<String>> administrators;

    EligibilityCheck(MicrosoftGraph graph, Findings findings, EligibilitySettings settings, Clock clock) {
        this.graph = graph;
        this.findings = findings;
        this.settings = settings;
        this.clock = clock;
        this.vain = new Remembered<>(BETWEEN_VAIN_CHECKS, clock);
        this.wishes = new Remembered<>(BETWEEN_WISHES, clock);
        this.administrators = new Remembered<>(BETWEEN_LOOKS_FOR_ADMINISTRATORS, clock);
    }

    /** Asks Microsoft. A definite answer is remembered; {@link CouldNotCheck} replaces none. */
    public Finding now(TenantId tenant) {
        var finding = ask(tenant);
        if (finding.eligibility() instanceof CouldNotCheck) {
            vain.put(tenant, finding);
        } else {
            findings.remember(tenant, finding);
        }
        return finding;
    }

    /**
     * Asks Microsoft because somebody wishes it, but for each tenant not more than once in a minute.
     *
     * @return when it was asked, if that was too lately to ask again
     */
    public Optional<TooSoon> again(TenantId tenant) {
        var now = clock.instant();
        var lately = wishes.putIfAbsent(tenant, now);
        if (lately.isEmpty()) {
            now(tenant);
        }
        return lately.map(at -> new TooSoon(at, Duration.between(now, at.plus(BETWEEN_WISHES))));
    }

    /**
     * It was asked for a moment ago.
     *
     * @param pause until it can be asked again
     */
    public record TooSoon(Instant checkedAt, Duration pause) {

        /** Not less than one. */
        public long seconds() {
            return Math.max(1, pause.toSeconds());
        }
    }

    /** The remembered finding while it is young; otherwise a new one, or the old when Microsoft is silent. */
    public Finding recent(TenantId tenant) {
        var last = last(tenant);
        if (last.isPresent() && isRecent(last.get())) {
            return last.get();
        }
        var found = vain.of(tenant).orElseGet(() -> now(tenant));
        return found.eligibility() instanceof CouldNotCheck ? last.orElse(found) : found;
    }

    private boolean isRecent(Finding finding) {
        return clock.instant().isBefore(finding.checkedAt().plus(settings.recheckAfter()));
    }

    /** The remembered finding, whatever its age. Never asks Microsoft; up to a minute behind other instances. */
    public Optional<Finding> last(TenantId tenant) {
        return findings.last(tenant);
    }

    private Finding ask(TenantId tenant) {
        try {
            var skus = graph.subscribedSkus(tenant);
            var region = graph.regionOf(tenant);
            var eligibility = LicenseRule.judge(settings.licenseRule(), skus, purchasesOf(tenant), region);
            return found(eligibility, profileOf(tenant, region));
        } catch (ConsentMissing missing) {
            return found(new Eligibility.ConsentMissing(missing.permission()), knownProfileOf(tenant));
        } catch (GraphSilent silent) {
            return found(new CouldNotCheck(Silence.of(silent)), knownProfileOf(tenant));
        }
    }

    private Finding found(Eligibility eligibility, @Nullable TenantProfile profile) {
        return new Finding(eligibility, profile, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Trials and dates are worth having and no reason to give up. */
    private Purchases purchasesOf(TenantId tenant) {
        try {
            return new Purchases(Optional.of(graph.subscriptions(tenant)));
        } catch (ConsentMissing | GraphSilent unreadable) {
            log.warn("The subscriptions of {} cannot be read: {}", tenant, unreadable.getMessage());
            return new Purchases(Optional.empty());
        }
    }

    private @Nullable TenantProfile profileOf(TenantId tenant, TenantRegion region) {
        try {
            var organization = graph.organization(tenant);
            return new TenantProfile(
                    organization.displayName(),
                    organization.defaultDomain(),
                    organization.countryLetterCode(),
                    region.scope(),
                    region.subScope());
        } catch (ConsentMissing | GraphSilent unreadable) {
            log.warn("The organization of {} cannot be read: {}", tenant, unreadable.getMessage());
            return knownProfileOf(tenant);
        }
    }

    private @Nullable TenantProfile knownProfileOf(TenantId tenant) {
        return last(tenant).map(Finding::tenant).orElse(null);
    }

    /** Asks Microsoft for the roles that the person of the current request holds; they outweigh the session's. */
    public PersonCheck personNow(SignedInUser user) {
        if (user.guest()) {
            return new PersonCheck.Guest();
        }
        try {
            var roles = graph.rolesNow(user);
            return roles.stream().anyMatch(Role::administers)
                    ? new PersonCheck.MayTurnOn(roles)
                    : new PersonCheck.RoleMissing(roles, user.administers());
        } catch (SignInEnded ended) {
            return new PersonCheck.RoleMissing(Set.of(), true);
        } catch (GraphSilent silent) {
            return new PersonCheck.CouldNotCheck(Silence.of(silent));
        } catch (ConsentMissing hidden) {
            log.warn("The roles of a person of {} are hidden: {}", user.tenant(), hidden.getMessage());
            return new PersonCheck.CouldNotCheck(Silence.UNREADABLE);
        }
    }

    /** Names of the tenant's global and security administrators; empty when they cannot be read. */
    public List<String> whoCanTurnOn(TenantId tenant) {
        return administrators.of(tenant).orElseGet(() -> {
            var names = administratorsOf(tenant).orElse(List.of()).stream()
                    .map(Administrator::name)
                    .filter(Objects::nonNull)
                    .distinct()
                    .sorted(String.CASE_INSENSITIVE_ORDER)
                    .toList();
            administrators.put(tenant, names);
            return names;
        });
    }

    /**
     * The tenant's global and security administrators as Microsoft has them now: none when we may not read them, and
     * empty when Microsoft gives no answer at this moment.
     */
    public Optional<List<Administrator>> administratorsOf(TenantId tenant) {
        try {
            return Optional.of(Stream.of(Role.values())
                    .filter(Role::administers)
                    .flatMap(role -> graph.membersOf(tenant, role).stream())
                    .map(member -> new Administrator(member.id(), nameOf(member), member.mail()))
                    .distinct()
                    .toList());
        } catch (ConsentMissing missing) {
            log.info("The administrators of {} may not be read: {}", tenant, missing.getMessage());
            return Optional.of(List.of());
        } catch (GraphSilent silent) {
            log.info("The administrators of {} cannot be read: {}", tenant, silent.getMessage());
            return Optional.empty();
        }
    }

    private static @Nullable String nameOf(DirectoryMember member) {
        return member.displayName() == null ? member.userPrincipalName() : member.displayName();
    }
}
