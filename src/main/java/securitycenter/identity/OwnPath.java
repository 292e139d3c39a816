package securitycenter.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An address of this application, without scheme and host. Addresses that come with a request are checked here before
 * anyone is sent there, so that no link of ours can lead to another site.
 */
public record OwnPath(String value) {

    public static final OwnPath HOME = new OwnPath("/");

    private static final int LONGEST = 1000;

    /** The page that the visitor was on. */
    public static OwnPath comingFrom(HttpServletRequest request) {
        var referrer = request.getHeader("Referer");
        try {
            return referrer == null ? HOME : of(URI.create(referrer));
        } catch (IllegalArgumentException notAnAddress) {
            return HOME;
        }
    }

    /** The address, or home when it is not one of ours. */
    public static OwnPath of(@Nullable String address) {
        return of(address, LONGEST);
    }

    static OwnPath of(@Nullable String address, int longest) {
        return address != null && address.length() <= longest && isOurs(address) ? new OwnPath(address) : HOME;
    }

    /** Path and query of an absolute address; its host does not matter, because only the path is kept. */
    public static OwnPath of(URI address) {
        var query = address.getRawQuery();
        return of(address.getRawPath() + (query == null ? "" : "?" + query));
    }

    private static boolean isOurs(String address) {
        if (!address.chars().allMatch(OwnPath::isPlain)) {
            return false;
        }
        var path = address.split("[?#]", 2)[0];
        return path.startsWith("/") && !path.contains("//") && !path.contains(":");
    }

    /** Browsers read a backslash as a slash and drop tabs and line breaks, so "/\t/host" would be another host. */
    private static boolean isPlain(int character) {
        return character > ' ' && character < 127 && character != '\\';
    }

    /** The address's first segment names the room, for example {@code /incidents}. */
    public boolean isIn(String room) {
        return value.equals(room)
                || value.startsWith(room + "/")
                || value.startsWith(room + "?")
                || value.startsWith(room + "#");
    }

    public boolean isHome() {
        return value.equals("/") || value.startsWith("/?");
    }
}
