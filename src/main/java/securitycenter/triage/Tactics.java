package securitycenter.triage;

import java.util.List;
import java.util.stream.Collectors;

/** How people write what Microsoft's services call the stages of an attack. */
record Tactics() {

    /** {@code LateralMovement} is two words to people. */
    public String spaced(String tactic) {
        return tactic.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }

    public String all(List<String> tactics) {
        return tactics.stream().map(this::spaced).collect(Collectors.joining(", "));
    }
}
