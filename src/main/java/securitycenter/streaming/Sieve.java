package securitycenter.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.dao.DataIntegrityViolationException;
import securitycenter.streaming.Streamed.Row;

/** Stores rows together, and where that fails by halves, until those are found that cannot be stored. */
class Sieve {

    /** When so many have failed and none has succeeded, it is not the rows. */
    private static final int VAIN_TRIES = 100;

    /** A row that cannot be stored, though others can. */
    record Refused(Arrival arrival, RuntimeException why) {}

    private final Consumer<List<Row>> store;
    private final Consumer<RuntimeException> check;
    private final BooleanSupplier waitedLongEnough;
    private final List<Refused> refused = new ArrayList<>();
    private int tries;
    private boolean storedAny;
    private boolean certain = true;
    private boolean hopeless;

    /**
     * @param store all of them or none
     * @param check throws what makes it useless to go on
     * @param waitedLongEnough whether they have, and something else can be stored
     */
    Sieve(Consumer<List<Row>> store, Consumer<RuntimeException> check, BooleanSupplier waitedLongEnough) {
        this.store = store;
        this.check = check;
        this.waitedLongEnough = waitedLongEnough;
    }

    /** Where all of them fail it may be the store, or we, and they wait: then it throws. */
    List<Refused> pass(List<Arrival> arrivals) {
        sift(arrivals);
        if (!storedAny && !refused.isEmpty() && !areAtFault()) {
            throw refused.getFirst().why();
        }
        return refused;
    }

    /** All of them, though nothing could be stored that would show it. */
    private boolean areAtFault() {
        return refused.size() == 1 && certain || isHopeless();
    }

    private boolean isHopeless() {
        hopeless = hopeless || waitedLongEnough.getAsBoolean();
        return hopeless;
    }

    private void sift(List<Arrival> arrivals) {
        try {
            store.accept(arrivals.stream().map(arrival -> (Row) arrival.what()).toList());
            storedAny |= !arrivals.isEmpty();
        } catch (RuntimeException why) {
            check.accept(why);
            certain &= why instanceof DataIntegrityViolationException;
            tries++;
            if (arrivals.size() == 1) {
                refused.add(new Refused(arrivals.getFirst(), why));
            } else if (!certain && !storedAny && tries > VAIN_TRIES && !isHopeless()) {
                throw why;
            } else {
                var half = arrivals.size() / 2;
                sift(arrivals.subList(0, half));
                sift(arrivals.subList(half, arrivals.size()));
            }
        }
    }
}
