package securitycenter.correlation;

import java.time.Duration;
import java.time.Instant;

/**
 * An entity in a group: from when to when the group's alerts name it.
 *
 * @param alerts how many of them
 * @param earliest the number of the one that names it first
 * @param latest the number of the one that names it last
 */
public record Presence(Entity entity, Instant first, Instant last, int alerts, long earliest, long latest) {

    public Presence and(Presence other) {
        return new Presence(
                entity.and(other.entity),
                first.isBefore(other.first) ? first : other.first,
                last.isAfter(other.last) ? last : other.last,
                alerts + other.alerts,
                first.isAfter(other.first) ? other.earliest : earliest,
                last.isBefore(other.last) ? other.latest : latest);
    }

    /** Which of this one's alerts is the nearer to the other. */
    long nearestTo(Presence other) {
        return other.last.isBefore(first) ? earliest : latest;
    }

    /** How long after the other this begins: negative when it is over before, zero when they overlap. */
    Duration after(Presence other) {
        return first.isAfter(other.last) ? gapTo(other) : gapTo(other).negated();
    }

    /** Zero when they overlap. */
    Duration gapTo(Presence other) {
        if (other.first.isAfter(last)) {
            return Duration.between(last, other.first);
        }
        return first.isAfter(other.last) ? Duration.between(other.last, first) : Duration.ZERO;
    }

    /** How long after this the other begins; negative when all of the other is before this. */
    Duration untilBeginOf(Presence other) {
        if (other.last.isBefore(first)) {
            return Duration.between(first, other.last);
        }
        return other.first.isAfter(last) ? Duration.between(last, other.first) : Duration.ZERO;
    }
}
