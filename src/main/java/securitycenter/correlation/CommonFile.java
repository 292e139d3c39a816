package securitycenter.correlation;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.FileDetails;

/** Files that are on every machine: that two alerts name powershell.exe says nothing. */
final class CommonFile {

    private static final Set<String> OF_NOTHING = Set.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709");

    private CommonFile() {}

    static boolean is(FileDetails file) {
        return OF_NOTHING.contains(lower(file.hash()))
                || lower(file.publisher()).equals("microsoft corporation")
                || lower(file.publisher()).equals("microsoft windows")
                || isSystems(lower(file.path()));
    }

    private static boolean isSystems(String path) {
        return path.startsWith("c:\\windows\\system32")
                || path.startsWith("c:\\windows\\syswow64")
                || path.startsWith("/usr/bin")
                || path.startsWith("/bin");
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
