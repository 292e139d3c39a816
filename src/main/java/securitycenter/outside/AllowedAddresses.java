package securitycenter.outside;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What addresses begin with that may be read. */
record AllowedAddresses(List<URI> beginnings) {

    private static final Pattern WRITTEN_TWICE = Pattern.compile("%(?:2e|2f|5c|3b|25)");

    static AllowedAddresses of(List<String> texts) {
        return new AllowedAddresses(texts.stream()
                .map(String::strip)
                .map(AllowedAddresses::beginning)
                .toList());
    }

    private static URI beginning(String text) {
        var beginning = URI.create(text);
        if (!"https".equalsIgnoreCase(beginning.getScheme())
                || beginning.getHost() == null
                || beginning.getUserInfo() != null
                || beginning.getQuery() != null
                || beginning.getFragment() != null) {
            throw new IllegalArgumentException(
                    "hunting.external-data.allowed lists addresses with https, a host and perhaps"
                            + " a path: https://lists.example/feeds/, and not " + text);
        }
        return beginning;
    }

    boolean isEmpty() {
        return beginnings.isEmpty();
    }

    boolean contain(URI address) {
        return address.getUserInfo() == null
                && address.getHost() != null
                && !leadsUp(address)
                && beginnings.stream().anyMatch(beginning -> isBelow(beginning, address));
    }

    private static boolean isBelow(URI beginning, URI address) {
        return beginning.getScheme().equalsIgnoreCase(address.getScheme())
                && beginning.getHost().equalsIgnoreCase(address.getHost())
                && port(beginning) == port(address)
                && isBelow(path(beginning.getPath()), path(address.getPath()));
    }

    /** A path ends where a part of it does: what begins with {@code /feeds} is not in {@code /feeds-of-others}. */
    private static boolean isBelow(String beginning, String path) {
        return path.equals(beginning) || path.startsWith(beginning.endsWith("/") ? beginning : beginning + "/");
    }

    private static String path(@Nullable String path) {
        return path == null || path.isEmpty() ? "/" : path;
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    /** Also where signs are written as numbers twice, or a dot has parameters, which some servers leave out. */
    private static boolean leadsUp(URI address) {
        var path = path(address.getPath()).toLowerCase(Locale.ROOT);
        return WRITTEN_TWICE.matcher(path).find()
                || Arrays.stream(path.split("[/\\\\]"))
                        .map(part -> part.split(";", 2)[0])
                        .anyMatch(part -> part.equals("..") || part.equals("."));
    }
}
