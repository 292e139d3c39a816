package securitycenter.correlation;

import java.util.Locale;
import java.util.Set;
import securitycenter.alerts.Account;

/** Accounts that are on every machine, or stand for one: that two alerts name them says nothing. */
final class SystemAccount {

    private static final Set<String> NAMES =
            Set.of("system", "local service", "network service", "anonymous logon", "root", "dwm-1", "umfd-0");

    private SystemAccount() {}

    /** Windows' well-known identifiers, its service accounts, and accounts of computers. */
    static boolean is(Account account) {
        var sid = account.sid();
        var name = account.accountName();
        return sid != null && !sid.toUpperCase(Locale.ROOT).startsWith("S-1-5-21-") && !sid.startsWith("S-1-12-")
                || name != null && (name.endsWith("$") || NAMES.contains(name.toLowerCase(Locale.ROOT)));
    }
}
