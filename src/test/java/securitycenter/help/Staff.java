package securitycenter.help;

import securitycenter.fakemicrosoft.Cast;
import securitycenter.fakemicrosoft.FakeMicrosoft;
import securitycenter.fakemicrosoft.Person;

/** Our own people. */
final class Staff {

    private Staff() {}

    static Person member(FakeMicrosoft microsoft, String name) {
        var operations = microsoft
                .directory()
                .find(Cast.OPERATOR)
                .orElseGet(() -> microsoft.directory().tenant("Security Center Operations", "securitycenter"));
        return operations.person(name).appRole(Cast.SUPPORT_ROLE);
    }
}
