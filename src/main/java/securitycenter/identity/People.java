package securitycenter.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people who have signed in, with the roles of their last sign-in and their preferences. */
@Component
public class People {

    /** Pages that are opened within a while belong to one visit. */
    private static final Duration BETWEEN_VISITS = Duration.ofHours(1);

    /** As often as it is written down. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private static final Duration LATELY = Duration.ofDays(90);
    private static final int MOST_COLLEAGUES = 500;

    private final KnownPersonRepository people;
    private final ApplicationEventPublisher changes;
    private final Clock clock;

    People(KnownPersonRepository people, ApplicationEventPublisher changes, Clock clock) {
        this.people = people;
        this.changes = changes;
        this.clock = clock;
    }

    /** Those of the tenant who held a role when they last signed in, and so lose the features at an opt-out. */
    @Transactional(readOnly = true)
    public long viewersOf(TenantId tenant) {
        return people.countByTenantIdAndViewsTrue(tenant.value());
    }

    /** How many people hold each role, as at their last sign-in. */
    @Transactional(readOnly = true)
    public Map<Role, Long> countsByRole(TenantId tenant) {
        var counts = new EnumMap<Role, Long>(Role.class);
        for (var held : people.countByRoles(tenant.value())) {
            for (var role : Role.values()) {
                if (List.of(held.roles().split(" ")).contains(role.name())) {
                    counts.merge(role, held.people(), Long::sum);
                }
            }
        }
        return counts;
    }

    /** When somebody of the tenant last signed in. */
    @Transactional(readOnly = true)
    public Optional<Instant> lastSignInTo(TenantId tenant) {
        return people.findFirstByTenantIdOrderByTenantIdDescLastSignInDesc(tenant.value())
                .map(KnownPerson::lastSignIn);
    }

    /** The domain of somebody's user name, for a tenant whose name is not known. A guest's is another company's. */
    @Transactional(readOnly = true)
    public Optional<String> domainOf(TenantId tenant) {
        return people.findLatestOfItsOwn(tenant.value(), Limit.of(1)).stream()
                .findFirst()
                .map(KnownPerson::userName)
                .map(name -> name.substring(name.lastIndexOf('@') + 1));
    }

    /** Those of our staff who have lately been here and were staff then, by their names. */
    @Transactional(readOnly = true)
    public List<Colleague> staffOf(TenantId operator) {
        return byName(people.findStaff(operator.value(), clock.instant().minus(LATELY), Limit.of(MOST_COLLEAGUES)));
    }

    /** Those of the tenant who have lately been here and could work on incidents then, by their names. */
    @Transactional(readOnly = true)
    public List<Colleague> analystsOf(TenantId tenant) {
        return byName(people.findAnalysts(tenant.value(), clock.instant().minus(LATELY), Limit.of(MOST_COLLEAGUES)));
    }

    /** Those of the tenant’s own people who have lately been here and could see its data then, by their names. */
    @Transactional(readOnly = true)
    public List<Colleague> membersOf(TenantId tenant) {
        return byName(people.findMembers(tenant.value(), clock.instant().minus(LATELY), Limit.of(MOST_COLLEAGUES)));
    }

    /** One of the tenant’s own people who has ever been here. */
    @Transactional(readOnly = true)
    public Optional<Colleague> memberOf(TenantId tenant, UUID person) {
        return people.findMember(tenant.value(), person);
    }

    /** By the user name of their last sign-in; of several the one who was here last. */
    @Transactional(readOnly = true)
    public Optional<Colleague> memberOf(TenantId tenant, String userName) {
        return people.findMembersNamed(tenant.value(), userName, Limit.of(1)).stream()
                .findFirst();
    }

    private static List<Colleague> byName(List<Colleague> colleagues) {
        return colleagues.stream()
                .sorted(Comparator.comparing(Colleague::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(Colleague::userName))
                .toList();
    }

    /** A page of the tenants of whom anybody has ever signed in, in the order of their ids. */
    @Transactional(readOnly = true)
    public List<TenantId> tenantsAfter(TenantId last, int atMost) {
        return people.findTenantsAfter(last.value(), Limit.of(atMost)).stream()
                .map(TenantId::new)
                .toList();
    }

    /** Remembers the sign-in and answers with the preferences of earlier ones. */
    @Transactional
    Preferences signedIn(SignedInUser user) {
        var person = find(user).orElseGet(() -> new KnownPerson(user));
        person.signedIn(user, clock.instant());
        var preferences = people.save(person).preferences();
        changes.publishEvent(new TenantChanged(user.tenant()));
        return preferences;
    }

    /** The person opens a page. After a while without any, that is another visit. */
    @Transactional
    public void look(SignedInUser user) {
        var now = clock.instant();
        people.look(user.tenant().value(), user.id(), now, now.minus(BETWEEN_LOOKS), now.minus(BETWEEN_VISITS));
    }

    /** The end of the visit before this one. */
    @Transactional(readOnly = true)
    public Optional<Instant> visitBefore(SignedInUser user) {
        return find(user).map(KnownPerson::visitBefore);
    }

    @Transactional
    public void prefer(SignedInUser user, Preferences preferences) {
        find(user).ifPresent(person -> person.prefer(preferences));
    }

    /** The language that the person chose, for what is written to them without a visit of theirs. */
    @Transactional(readOnly = true)
    public Optional<Locale> languageOf(TenantId tenant, UUID person) {
        return people.findByTenantIdAndPersonId(tenant.value(), person)
                .map(known -> known.preferences().language());
    }

    private Optional<KnownPerson> find(SignedInUser user) {
        return people.findByTenantIdAndPersonId(user.tenant().value(), user.id());
    }
}
