package securitycenter.alerts;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an alert is about, mostly a stage of an attack. It is kept as one word, as Microsoft writes most of them. */
public final class Category {

    /** What Microsoft's services call the stages of an attack, in their order, and a few kinds of it. */
    public static final List<String> KNOWN = List.of(
            "InitialAccess",
            "Execution",
            "Persistence",
            "PrivilegeEscalation",
            "DefenseEvasion",
            "CredentialAccess",
            "Discovery",
            "LateralMovement",
            "Collection",
            "CommandAndControl",
            "Exfiltration",
            "Impact",
            "Malware",
            "Ransomware",
            "SuspiciousActivity",
            "UnwantedSoftware",
            "Exploit");

    private static final Pattern NEXT_WORD = Pattern.compile("\\s+(\\S?)");

    private Category() {}

    /** {@code Suspicious activity} becomes SuspiciousActivity. */
    public static String oneWord(String said) {
        return NEXT_WORD
                .matcher(said)
                .replaceAll(next -> Matcher.quoteReplacement(next.group(1).toUpperCase(Locale.ROOT)));
    }

    /** {@code LateralMovement} is two words to people. */
    public static String spaced(String category) {
        return category.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }
}
