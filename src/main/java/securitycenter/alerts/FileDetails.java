package securitycenter.alerts;

import org.jspecify.annotations.Nullable;

/** @param path the folder, without the name */
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

    public @Nullable String shown() {
        return name != null ? name : hash();
    }
}
