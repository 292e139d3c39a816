package securitycenter.intake;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long a source is left alone that could not be read. */
class Backoff {

    /** So that a wish that makes no sense, or a clock that was wrong, does not keep us away for ever. */
    static final Duration LONGEST_WISH = Duration.ofHours(1);

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int STEPS = 9;

    /** A person has to act first. */
    static final Duration FOR_A_PERMISSION = LONGEST;

    private final RandomGenerator chance;

    Backoff(RandomGenerator chance) {
        this.chance = chance;
    }

    /**
     * As long as Microsoft wishes. Otherwise 2, 4, 8 … seconds, less up to a half of it by chance, so that tenants that
     * failed together do not come back together.
     *
     * @param failures in a row, this one included
     * @param wish null when Microsoft has none
     */
    Duration after(int failures, @Nullable Duration wish) {
        if (wish != null) {
            return wish.compareTo(LONGEST_WISH) < 0 ? wish : LONGEST_WISH;
        }
        var most = failures < STEPS ? Duration.ofSeconds(1L << failures) : LONGEST;
        return most.minusMillis(chance.nextLong(most.toMillis() / 2));
    }
}
