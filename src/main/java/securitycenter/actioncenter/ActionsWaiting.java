package securitycenter.actioncenter;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import securitycenter.homes.TenantHome;

/** What waits for people in the action center, in a few numbers. */
@Component
public class ActionsWaiting {

    /**
     * A number that leads to what was counted.
     *
     * @param count where there are more than ten thousand, one more than that
     */
    public record Count(String name, long count, String address) {}

    private final ActionLists lists;

    ActionsWaiting(ActionLists lists) {
        this.lists = lists;
    }

    /** None with nothing to count. */
    public List<Count> of(TenantHome home) {
        var counts = new ArrayList<Count>();
        add(counts, "pending", lists.countPending(home), PendingController.PATH);
        add(counts, "by-hand", lists.countByHand(home), ByHandController.PATH);
        return List.copyOf(counts);
    }

    private static void add(List<Count> counts, String name, long count, String address) {
        if (count > 0) {
            counts.add(new Count(name, count, address));
        }
    }
}
