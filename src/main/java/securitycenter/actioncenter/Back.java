package securitycenter.actioncenter;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import securitycenter.identity.OwnPath;

/** The list from which somebody came to decide, and to which they return. */
record Back(String address) {

    private static final String INVESTIGATIONS = "/investigations";
    private static final Set<String> ROOMS = Set.of(PendingController.PATH, INVESTIGATIONS);

    /** Where nobody says from where they came, it is the list that shows such actions. */
    static Back of(@Nullable String asked, Deed deed) {
        var path = OwnPath.of(asked);
        var isList = ROOMS.stream().anyMatch(path::isIn) && !path.value().contains("{");
        return new Back(isList ? path.value() : deed == Deed.UNDO ? HistoryFilter.PATH : PendingController.PATH);
    }

    public boolean isInvestigation() {
        return new OwnPath(address).isIn(INVESTIGATIONS);
    }
}
