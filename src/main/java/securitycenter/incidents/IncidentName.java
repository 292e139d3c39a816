package securitycenter.incidents;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import securitycenter.alerts.Category;
import securitycenter.alerts.Text;

/** What an incident is called until a person names it: by tactic, how many devices and users, and how many services told. */
final class IncidentName {

    /** In the order in which an attack goes through them. */
    private static final List<String> TACTICS = List.of(
            "Reconnaissance",
            "ResourceDevelopment",
            "InitialAccess",
            "Phishing",
            "Execution",
            "Malware",
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
            "Ransomware");

    private static final int LONGEST = 1_000;

    private IncidentName() {}

    static String of(Summary alerts, Impact impact, String firstTitle) {
        var name = (alerts.alerts() == 1 ? firstTitle : stages(alerts.categories()))
                + on(impact)
                + (alerts.sources().size() > 1 ? " reported by multiple sources" : "");
        return Text.within(LONGEST, name);
    }

    private static String stages(Set<String> categories) {
        var stages = categories.stream().sorted(inOrderOfAttack()).toList();
        return switch (stages.size()) {
            case 0 -> "Several alerts";
            case 1 -> spaced(stages.getFirst()) + " incident";
            default -> "Multi-stage incident involving " + spaced(stages.getFirst()) + " & " + spaced(stages.getLast());
        };
    }

    private static Comparator<String> inOrderOfAttack() {
        return Comparator.<String>comparingInt(tactic -> TACTICS.indexOf(tactic) < 0 ? 0 : TACTICS.indexOf(tactic))
                .thenComparing(Comparator.naturalOrder());
    }

    /** {@code LateralMovement} is written Lateral movement. */
    private static String spaced(String tactic) {
        var words = Category.spaced(tactic);
        return words.isEmpty() ? words : words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String on(Impact impact) {
        if (impact.devices() > 0) {
            return impact.devices() == 1 ? " on one endpoint" : " on multiple endpoints";
        }
        if (impact.users() > 0) {
            return impact.users() == 1 ? " involving one user" : " involving multiple users";
        }
        return "";
    }
}
