package securitycenter.graph;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** A clock whose hands the test moves; it starts at the real time. */
public class MovableClock implements InstantSource {

    private Instant now = Clock.systemUTC().instant();

    @Override
    public Instant instant() {
        return now;
    }

    public void forward(Duration time) {
        now = now.plus(time);
    }

    public Clock clock() {
        return withZone(ZoneOffset.UTC);
    }
}
