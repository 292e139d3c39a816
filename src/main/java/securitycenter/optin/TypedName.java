package securitycenter.optin;

import java.util.Locale;

/** The tenant's name as typed to confirm what cannot simply be undone. */
public class TypedName {

    private TypedName() {}

    /** Capitals and spaces do not matter. */
    public static boolean matches(String typed, String name) {
        return plain(typed).equals(plain(name));
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
