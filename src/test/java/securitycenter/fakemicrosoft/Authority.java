package securitycenter.fakemicrosoft;

import java.util.Optional;

/**
 * The first part of an address at Entra.
 *
 * @param tenant empty for {@code organizations} and {@code common}, where anybody may sign in
 */
record Authority(String name, Optional<Tenant> tenant) {

    boolean admits(Person person) {
        return tenant.isEmpty() || tenant.get() == person.tenant();
    }
}
