package securitycenter.kql.values;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Bytes as texts, packed or not, and the codes of addresses on the web. */
final class Encodings {

    /** What is unpacked may be a bomb. */
    private static final int MOST_BYTES = 4 << 20;

    private static final String PLAIN = "-_.!*()";

    private Encodings() {}

    /** Bytes from bytes. */
    @FunctionalInterface
    private interface Packing {

        byte[] of(byte[] bytes) throws IOException;
    }

    static Stream<JavaFunction> all() {
        return Stream.of(base64(), packed(), urls()).flatMap(rows -> rows);
    }

    private static Stream<JavaFunction> base64() {
        var decoded =
                JavaFunction.of("base64_decode_tostring", Kind.TEXT, List.of(Kind.TEXT), a -> text(decoded(a.text(0))));
        var array = JavaFunction.of(
                "base64_decode_toarray", Kind.DYNAMIC, List.of(Kind.TEXT), a -> numbers(decoded(a.text(0))));
        return Stream.of(
                decoded,
                decoded.named("base64_decodestring"),
                array,
                array.named("base64_decode_tolist"),
                JavaFunction.of("base64_decode_toguid", Kind.GUID, List.of(Kind.TEXT), a -> guid(decoded(a.text(0)))),
                JavaFunction.of(
                        "base64_encode_fromguid", Kind.TEXT, List.of(Kind.TEXT), a -> encoded(ofGuid(a.text(0)))),
                JavaFunction.of(
                        "base64_encode_fromarray",
                        Kind.TEXT,
                        List.of(Kind.DYNAMIC),
                        a -> encoded(ofNumbers(a.list(0)))));
    }

    private static Stream<JavaFunction> packed() {
        return Stream.of(
                packed("gzip_compress_to_base64_string", Encodings::gzipped),
                packed("zlib_compress_to_base64_string", Encodings::deflated),
                unpacked("gzip_decompress_from_base64_string", bytes -> read(new GZIPInputStream(stream(bytes)))),
                unpacked("zlib_decompress_from_base64_string", bytes -> read(new InflaterInputStream(stream(bytes)))));
    }

    private static JavaFunction packed(String name, Packing packing) {
        return JavaFunction.of(
                name,
                Kind.TEXT,
                List.of(Kind.TEXT),
                a -> encoded(tried(a.text(0).getBytes(StandardCharsets.UTF_8), packing)));
    }

    private static JavaFunction unpacked(String name, Packing packing) {
        return JavaFunction.of(name, Kind.TEXT, List.of(Kind.TEXT), a -> text(tried(decoded(a.text(0)), packing)));
    }

    private static Stream<JavaFunction> urls() {
        return Stream.of(
                JavaFunction.of("url_encode", Kind.TEXT, List.of(Kind.TEXT), a -> percented(a.text(0), "+")),
                JavaFunction.of(
                        "url_encode_component", Kind.TEXT, List.of(Kind.TEXT), a -> percented(a.text(0), "%20")),
                JavaFunction.of("url_decode", Kind.TEXT, List.of(Kind.TEXT), a -> unpercented(a.text(0))));
    }

    /** Null where it is no base64, or not filled up. */
    private static byte @Nullable [] decoded(String text) {
        var coded = text.strip();
        try {
            return coded.length() % 4 == 0 ? Base64.getDecoder().decode(coded) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String encoded(byte @Nullable [] bytes) {
        return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        try {
            return bytes == null
                    ? null
                    : StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable Object numbers(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var numbers = new ArrayList<@Nullable Object>();
        for (byte each : bytes) {
            numbers.add((long) (each & 255));
        }
        return numbers;
    }

    private static byte @Nullable [] ofNumbers(@Nullable List<@Nullable Object> numbers) {
        if (numbers == null) {
            return null;
        }
        var bytes = new ByteArrayOutputStream();
        for (var each : numbers) {
            if (!(each instanceof Long number) || number < 0 || number > 255) {
                return null;
            }
            bytes.write(number.intValue());
        }
        return bytes.toByteArray();
    }

    /** The first three parts of a GUID are numbers with their last byte first. */
    private static @Nullable Object guid(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length != 16) {
            return null;
        }
        var little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long high = (little.getInt() & 0xFFFFFFFFL) << 32
                | (little.getShort() & 0xFFFFL) << 16
                | little.getShort() & 0xFFFFL;
        return new UUID(high, little.order(ByteOrder.BIG_ENDIAN).getLong()).toString();
    }

    private static byte @Nullable [] ofGuid(String text) {
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            return null;
        }
        var guid = UUID.fromString(text);
        var high = guid.getMostSignificantBits();
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) (high >>> 32))
                .putShort((short) (high >>> 16))
                .putShort((short) high)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(guid.getLeastSignificantBits())
                .array();
    }

    private static byte @Nullable [] tried(byte @Nullable [] bytes, Packing packing) {
        try {
            return bytes == null ? null : packing.of(bytes);
        } catch (IOException e) {
            return null;
        }
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] read(InputStream unpacking) throws IOException {
        try (unpacking) {
            var bytes = unpacking.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("more than " + MOST_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(packed)) {
            packing.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(packed)) {
            packing.write(bytes);
        }
        return packed.toByteArray();
    }

    private static String percented(String text, String blank) {
        var result = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 255);
            if (c == ' ') {
                result.append(blank);
            } else if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                result.append(c);
            } else {
                result.append('%').append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        return result.toString();
    }

    /** What is no code stays as it is. */
    private static String unpercented(String text) {
        var bytes = new ByteArrayOutputStream();
        var given = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < given.length; i++) {
            int high = given[i] == '%' && i + 2 < given.length ? Character.digit(given[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(given[i + 2], 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(given[i] == '+' ? ' ' : given[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
