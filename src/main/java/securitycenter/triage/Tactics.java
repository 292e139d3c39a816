package securitycenter.triage;

import java.util.List;
import java.util.stream.Collectors;
import securitycenter.alerts.Category;

/** How people write what Microsoft's services call the stages of an attack. */
record Tactics() {

    public String spaced(String tactic) {
        return Category.spaced(tactic);
    }

    public String all(List<String> tactics) {
        return tactics.stream().map(this::spaced).collect(Collectors.joining(", "));
    }
}
