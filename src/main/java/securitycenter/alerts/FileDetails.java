package securitycenter.alerts;

import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** @param path the folder; some services have the name in it, some beside it */
public record FileDetails(
        @Nullable String name,
        @Nullable String path,
        @Nullable String sha1,
        @Nullable String sha256,
        @Nullable Long bytes,
        @Nullable String publisher) {

    static final FileDetails NONE = new FileDetails(null, null, null, null, null, null);

    /** The longest hash there is. */
    public @Nullable String hash() {
        return sha256 != null ? sha256 : sha1;
    }

    /** With its name; empty where nobody tells where it lies. */
    public String wholePath() {
        return wholePath(path, name);
    }

    public static String wholePath(@Nullable String folder, @Nullable String name) {
        if (folder == null || folder.isEmpty()) {
            return "";
        }
        var small = small(folder);
        if (name == null || name.isEmpty() || small.endsWith("\\" + small(name)) || small.endsWith("/" + small(name))) {
            return folder;
        }
        var separator = folder.contains("/") ? "/" : "\\";
        return folder.endsWith(separator) ? folder + name : folder + separator + name;
    }

    /** The same for the same file: the longest hash there is, or else where it lies. Empty where neither is known. */
    public static String key(@Nullable String sha256, @Nullable String sha1, String wholePath) {
        return Stream.of(sha256, sha1)
                .filter(hash -> hash != null && !hash.isEmpty())
                .findFirst()
                .map(FileDetails::small)
                .orElseGet(() -> small(wholePath));
    }

    private static String small(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    public @Nullable String shown() {
        return name != null ? name : hash();
    }
}
