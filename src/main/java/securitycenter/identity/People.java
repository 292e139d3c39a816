package securitycenter.identity;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people who have signed in, with the roles of their last sign-in and their preferences. */
@Component
public class People {

    private final KnownPersonRepository people;
    private final Clock clock;

    People(KnownPersonRepository people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** Those of the tenant who held a role when they last signed in, and so lose the features at an opt-out. */
    @Transactional(readOnly = true)
    public long viewersOf(TenantId tenant) {
        return people.countByTenantIdAndViewsTrue(tenant.value());
    }

    /** Remembers the sign-in and answers with the preferences of earlier ones. */
    @Transactional
    Preferences signedIn(SignedInUser user) {
        var person = find(user).orElseGet(() -> new KnownPerson(user));
        person.signedIn(user, clock.instant());
        return people.save(person).preferences();
    }

    @Transactional
    public void prefer(SignedInUser user, Preferences preferences) {
        find(user).ifPresent(person -> person.prefer(preferences));
    }

    @Transactional(readOnly = true)
    public Optional<Preferences> preferencesOf(SignedInUser user) {
        return find(user).map(KnownPerson::preferences);
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
