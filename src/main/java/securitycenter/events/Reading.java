package securitycenter.events;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/** One query that is run or waits for its turn, for those who watch it. */
public final class Reading {

    private static final long LOOK_MILLIS = 100;

    /** What takes its time. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {

        T done() throws E;
    }

    private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
    private volatile @Nullable DuckDBPreparedStatement statement;
    private volatile Duration spent = Duration.ZERO;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile long workSince;
    private volatile long waitsSince;
    private volatile long waited;
    private volatile boolean isWorking;
    private final Consumer<Reading> turn;
    private final long begun = System.nanoTime();
    private volatile Runnable beginning = () -> {};

    public Reading() {
        this(_ -> {});
    }

    /** @param turn called when its turn has come; may stop it */
    public Reading(Consumer<Reading> turn) {
        this.turn = turn;
    }

    /** Soon; only the first cause counts. */
    public void stop(Cause why) {
        cause.compareAndSet(null, why);
        interrupt();
    }

    public void cancel() {
        stop(Cause.CANCELLED);
    }

    /** Of a hundred; 0 where that is not known. */
    public int progress() {
        var running = statement;
        try {
            return running == null
                    ? 0
                    : (int) Math.clamp(running.getQueryProgress().getPercentage(), 0, 100);
        } catch (SQLException over) {
            return 0;
        }
    }

    /** DuckDB says the same of each interruption. */
    @Nullable
    Cause cause() {
        return cause.get();
    }

    void turnHasCome() {
        turn.accept(this);
        beginning.run();
    }

    /** @param work is done when its turn has come again */
    public void atNextTurn(Runnable work) {
        beginning = work;
    }

    /** Waiting for a turn does not count as time. */
    public void waits() {
        waitsSince = System.nanoTime();
    }

    public void waitsNoMore() {
        waited += System.nanoTime() - waitsSince;
    }

    /** All that was done for it so far, together. */
    private Duration used() {
        return Duration.ofNanos(System.nanoTime() - begun - waited);
    }

    /** Processor time, of all that was run for it. */
    public Duration spent() {
        return spent;
    }

    /**
     * Does what the query needs before it can be run, unless somebody stops it.
     *
     * @param atMost with all else that was done for it
     * @throws PeekGivenUp where it was stopped, or took too long
     */
    public <T, E extends Exception> T during(Work<T, E> work, Duration atMost) throws E {
        var result = new CompletableFuture<T>();
        var worker = Thread.ofVirtual().start(() -> complete(result, work));
        while (true) {
            try {
                return result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                stopIfOver(atMost);
            } catch (InterruptedException ends) {
                stop(Cause.INTERRUPTED);
                Thread.currentThread().interrupt();
            } catch (ExecutionException failure) {
                throw Reading.<E>thrown(failure.getCause());
            }
            var why = cause();
            if (why != null) {
                worker.interrupt();
                throw new PeekGivenUp(new ReadEvents.GivenUp(why, used(), spent()));
            }
        }
    }

    /** It is one of those that the work declares, or none that must be declared. */
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E thrown(@Nullable Throwable by) {
        if (by instanceof Exception) {
            return (E) by;
        }
        throw new IllegalStateException(by);
    }

    private static <T> void complete(CompletableFuture<T> result, Work<T, ?> work) {
        try {
            result.complete(work.done());
        } catch (Throwable failure) {
            result.completeExceptionally(failure);
        }
    }

    /**
     * Between two steps of what the query's own thread does before the query can be run.
     *
     * @throws PeekGivenUp as {@link #during}
     */
    public void goOn(Duration atMost) {
        stopIfOver(atMost);
        var why = cause();
        if (why != null) {
            throw new PeekGivenUp(new ReadEvents.GivenUp(why, used(), spent()));
        }
    }

    private void stopIfOver(Duration atMost) {
        if (used().compareTo(atMost) > 0) {
            stop(Cause.TOO_LONG);
        }
    }

    public void spend(Duration more) {
        spent = spent.plus(more);
    }

    /** It waits no more. */
    void work() {
        waitsNoMore();
        workSince = System.nanoTime();
        isWorking = true;
    }

    /** Nothing where it has not begun. */
    Duration took() {
        return isWorking ? Duration.ofNanos(System.nanoTime() - workSince) : Duration.ZERO;
    }

    void begin(Statement running, Duration atMost) throws SQLException {
        statement = running.unwrap(DuckDBPreparedStatement.class);
        deadline = begun + waited + atMost.toNanos();
        stopIfOver(atMost);
    }

    void end() {
        statement = null;
        deadline = Long.MAX_VALUE;
        isWorking = false;
    }

    /** An interruption is lost on a query that has not yet begun, so it is repeated. */
    void watch(long now) {
        if (now - deadline > 0 && deadline != Long.MAX_VALUE) {
            stop(Cause.TOO_LONG);
        } else if (cause() != null) {
            interrupt();
        }
    }

    private void interrupt() {
        var running = statement;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException over) {
                // It has ended by itself.
            }
        }
    }
}
