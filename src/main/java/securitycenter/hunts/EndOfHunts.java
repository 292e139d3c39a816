package securitycenter.hunts;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Ends what runs before anything else ends: whoever waits for an answer is told, and databases are still there. */
@Component
class EndOfHunts implements SmartLifecycle {

    private final Hunts hunts;
    private volatile boolean running;

    EndOfHunts(Hunts hunts) {
        this.hunts = hunts;
    }

    @Override
    public void start() {
        hunts.goOn();
        running = true;
    }

    @Override
    public void stop() {
        hunts.end();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
