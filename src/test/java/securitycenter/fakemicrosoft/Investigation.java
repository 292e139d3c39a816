package securitycenter.fakemicrosoft;

import static securitycenter.fakemicrosoft.GraphJson.date;
import static securitycenter.fakemicrosoft.GraphJson.object;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** An automated examination of a computer that somebody asked for. */
public final class Investigation {

    private final int number;
    private final Device device;
    private final String comment;
    private final InstantSource clock;
    private final Instant started;
    private final Instant ends;
    private final String result;

    Investigation(int number, Device device, String comment, InstantSource clock, Duration lasting, String result) {
        this.number = number;
        this.device = device;
        this.comment = comment;
        this.clock = clock;
        this.result = result;
        started = clock.instant();
        ends = started.plus(lasting);
    }

    public String id() {
        return String.valueOf(number);
    }

    public Device device() {
        return device;
    }

    public String comment() {
        return comment;
    }

    public String state() {
        return clock.instant().isBefore(ends) ? "Running" : result;
    }

    Map<String, Object> json() {
        var state = state();
        return object().with("id", id())
                .with("startTime", date(started))
                .with("endTime", state.equals("Running") || state.startsWith("Pending") ? null : date(ends))
                .with("state", state)
                .with("cancelledBy", null)
                .with("statusDetails", null)
                .with("machineId", device.id())
                .with("computerDnsName", device.name())
                .with("triggeringAlertId", null);
    }
}
