package securitycenter.streaming;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import securitycenter.homes.TenantHome;
import securitycenter.identity.SignedInUser;
import securitycenter.identity.ViewersOnly;
import securitycenter.streaming.StreamTroubles.Trouble;
import securitycenter.streaming.StreamTroubles.Way;

/** Settings > Supported services > streamed tables. */
@Controller
class StreamController {

    /**
     * How it goes with one way in which records come.
     *
     * @param answeredAt when the place that they come from last answered
     */
    record WayLine(Way way, State state, @Nullable Instant answeredAt) {}

    enum State {
        /** Nobody has said where it is. */
        NOT_SET_UP,
        NOT_YET,
        CONNECTED,
        IN_TROUBLE
    }

    private final StreamTables tables;
    private final StreamTroubles troubles;
    private final StreamSettings settings;
    private final StorageFolder folder;

    StreamController(StreamTables tables, StreamTroubles troubles, StreamSettings settings, StorageFolder folder) {
        this.tables = tables;
        this.troubles = troubles;
        this.settings = settings;
        this.folder = folder;
    }

    @ViewersOnly
    @GetMapping("/settings/services/streams")
    String show(SignedInUser user, TenantHome home, Model model) {
        var met = troubles.of(home);
        var ways = waysOf(home, met);
        model.addAttribute("lines", tables.of(home));
        model.addAttribute("troubles", met);
        model.addAttribute("ways", ways);
        model.addAttribute("allIsWell", met.isEmpty() && ways.stream().anyMatch(way -> way.state() == State.CONNECTED));
        model.addAttribute("administers", user.administers());
        return "streaming/streams";
    }

    private List<WayLine> waysOf(TenantHome home, List<Trouble> met) {
        var answers = troubles.answers(home);
        return Arrays.stream(Way.values())
                .map(way -> new WayLine(way, stateOf(way, home, met, answers.get(way)), answers.get(way)))
                .toList();
    }

    private State stateOf(Way way, TenantHome home, List<Trouble> met, @Nullable Instant answeredAt) {
        if (!isSetUp(way, home)) {
            return State.NOT_SET_UP;
        }
        if (met.stream().anyMatch(trouble -> trouble.way() == way)) {
            return State.IN_TROUBLE;
        }
        return answeredAt == null ? State.NOT_YET : State.CONNECTED;
    }

    private boolean isSetUp(Way way, TenantHome home) {
        return switch (way) {
            case STORAGE -> folder.isExpected(home);
            case EVENT_HUBS -> settings.nameHubsOf(home.tenant());
        };
    }
}
