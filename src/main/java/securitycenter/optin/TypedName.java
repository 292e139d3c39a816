package securitycenter.optin;

import java.util.Locale;
import securitycenter.eligibility.Finding;
import securitycenter.identity.SignedInUser;

/** The tenant's name, as shown and as typed to confirm what cannot simply be undone. */
class TypedName {

    private TypedName() {}

    static String of(Finding finding, SignedInUser user) {
        var tenant = finding.tenant();
        return tenant != null
                ? tenant.name()
                : user.userName().substring(user.userName().indexOf('@') + 1);
    }

    /** Capitals and spaces do not matter. */
    static boolean matches(String typed, String name) {
        return plain(typed).equals(plain(name));
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
