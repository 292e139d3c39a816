package securitycenter.api;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import securitycenter.feed.FeedQuery;
import securitycenter.response.MachineActions;

/**
 * How a place in a list is written.
 *
 * @param bytes that it takes
 */
record Placing<P>(int bytes, BiConsumer<ByteBuffer, P> write, Function<ByteBuffer, P> read) {

    private static final int INSTANT = Long.BYTES + Integer.BYTES;

    static final Placing<FeedQuery.Place> IN_FEED = new Placing<>(
            INSTANT + Long.BYTES,
            (buffer, place) -> write(buffer, place.at()).putLong(place.number()),
            buffer -> new FeedQuery.Place(instant(buffer), buffer.getLong()));

    static final Placing<MachineActions.Place> OF_MACHINE_ACTIONS = new Placing<>(
            INSTANT + 2 * Long.BYTES,
            (buffer, place) -> write(buffer, place.at())
                    .putLong(place.id().getMostSignificantBits())
                    .putLong(place.id().getLeastSignificantBits()),
            buffer -> new MachineActions.Place(instant(buffer), new UUID(buffer.getLong(), buffer.getLong())));

    static final Placing<Long> OF_INVESTIGATIONS = new Placing<>(Long.BYTES, ByteBuffer::putLong, ByteBuffer::getLong);

    private static ByteBuffer write(ByteBuffer buffer, Instant at) {
        return buffer.putLong(at.getEpochSecond()).putInt(at.getNano());
    }

    private static Instant instant(ByteBuffer buffer) {
        return Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
    }
}
