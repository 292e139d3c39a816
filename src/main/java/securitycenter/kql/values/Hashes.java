package securitycenter.kql.values;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** xxHash64, as Kusto's {@code hash} works it out. */
final class Hashes {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private Hashes() {}

    static Stream<JavaFunction> all() {
        return Stream.of(
                JavaFunction.of(
                                "$hash_text",
                                Kind.LONG,
                                List.of(Kind.TEXT, Kind.LONG),
                                a -> within(hash(a.text(0).getBytes(StandardCharsets.UTF_8)), a.whole(1)))
                        .optional(1),
                JavaFunction.of(
                                "$hash_number",
                                Kind.LONG,
                                List.of(Kind.LONG, Kind.LONG),
                                a -> within(hash(bytes(a.whole(0, 0))), a.whole(1)))
                        .optional(1));
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    private static @Nullable Object within(long hash, @Nullable Long modulus) {
        return modulus == null ? (Long) hash : modulus <= 0 ? null : (Long) Long.remainderUnsigned(hash, modulus);
    }

    static long hash(byte[] bytes) {
        var input = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long hash = input.remaining() >= 32 ? stripes(input) : PRIME_5;
        hash += bytes.length;
        while (input.remaining() >= 8) {
            hash = Long.rotateLeft(hash ^ round(0, input.getLong()), 27) * PRIME_1 + PRIME_4;
        }
        if (input.remaining() >= 4) {
            hash = Long.rotateLeft(hash ^ (input.getInt() & 0xFFFFFFFFL) * PRIME_1, 23) * PRIME_2 + PRIME_3;
        }
        while (input.hasRemaining()) {
            hash = Long.rotateLeft(hash ^ (input.get() & 0xFF) * PRIME_5, 11) * PRIME_1;
        }
        return mixed(hash);
    }

    private static long stripes(ByteBuffer input) {
        long[] lanes = {PRIME_1 + PRIME_2, PRIME_2, 0, -PRIME_1};
        while (input.remaining() >= 32) {
            for (int i = 0; i < 4; i++) {
                lanes[i] = round(lanes[i], input.getLong());
            }
        }
        long hash = Long.rotateLeft(lanes[0], 1)
                + Long.rotateLeft(lanes[1], 7)
                + Long.rotateLeft(lanes[2], 12)
                + Long.rotateLeft(lanes[3], 18);
        for (long lane : lanes) {
            hash = (hash ^ round(0, lane)) * PRIME_1 + PRIME_4;
        }
        return hash;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * PRIME_2, 31) * PRIME_1;
    }

    private static long mixed(long hash) {
        hash = (hash ^ hash >>> 33) * PRIME_2;
        hash = (hash ^ hash >>> 29) * PRIME_3;
        return hash ^ hash >>> 32;
    }
}
