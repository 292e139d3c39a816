package securitycenter.correlation;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import securitycenter.alerts.FileDetails;
import securitycenter.alerts.Verdict;

/** Files that are on every machine: that two alerts name powershell.exe says nothing. */
final class CommonFile {

    private static final Set<String> OF_NOTHING = Set.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709");

    private static final Pattern SYSTEMS_FOLDER =
            Pattern.compile("(c:\\\\windows\\\\(system32|syswow64)|(/usr)?/bin)([\\\\/]|$)");

    private CommonFile() {}

    /** @param verdict on the file; what was found malicious only hides where a system has its files */
    static boolean is(FileDetails file, Verdict verdict) {
        return OF_NOTHING.contains(lower(file.hash()))
                || lower(file.publisher()).equals("microsoft corporation")
                || lower(file.publisher()).equals("microsoft windows")
                || (verdict != Verdict.MALICIOUS
                        && SYSTEMS_FOLDER.matcher(lower(file.path())).lookingAt());
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
