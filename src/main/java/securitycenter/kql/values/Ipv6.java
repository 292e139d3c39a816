package securitycenter.kql.values;

import java.math.BigInteger;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An address of version 6 and how many of its first bits count. One of version 4 is the version 6 one it stands for. */
record Ipv6(BigInteger address, int prefix) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9a-fA-F:.]+)(?:/([0-9]{1,3}))?");
    private static final Pattern WITH_VERSION_4 =
            Pattern.compile("::(?:ffff:|FFFF:)?([0-9]+(?:\\.[0-9]+){3}(?:/[0-9]+)?)");
    private static final BigInteger ALL = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final BigInteger VERSION_4 = BigInteger.valueOf(0xFFFF).shiftLeft(32);

    static Stream<JavaFunction> all() {
        var two = List.of(Kind.TEXT, Kind.TEXT, Kind.LONG);
        return Stream.of(
                JavaFunction.of("ipv6_is_match", Kind.BOOL, two, a -> isZero(compared(a)))
                        .optional(1),
                JavaFunction.of("ipv6_compare", Kind.LONG, two, Ipv6::compared).optional(1),
                JavaFunction.of(
                        "ipv6_is_in_range",
                        Kind.BOOL,
                        List.of(Kind.TEXT, Kind.TEXT),
                        a -> isZero(compared(read(a.text(0)), read(a.text(1)), 128))),
                JavaFunction.of("ipv6_is_in_any_range", Kind.BOOL, List.of(Kind.TEXT, Kind.DYNAMIC), Ipv6::isInAny)
                        .withRest(),
                JavaFunction.of("parse_ipv6", Kind.TEXT, List.of(Kind.TEXT), a -> written(read(a.text(0)), 128)),
                JavaFunction.of(
                        "parse_ipv6_mask",
                        Kind.TEXT,
                        List.of(Kind.TEXT, Kind.LONG),
                        a -> written(read(a.text(0)), a.whole(1, -1))));
    }

    /** Null where the text is no address. */
    static @Nullable Ipv6 read(String text) {
        var withVersion4 = WITH_VERSION_4.matcher(text.strip());
        var version4 = Ipv4.read(withVersion4.matches() ? withVersion4.group(1) : text);
        if (version4 != null) {
            return new Ipv6(VERSION_4.or(BigInteger.valueOf(version4.address())), 96 + version4.prefix());
        }
        var found = WRITTEN.matcher(text.strip());
        var address = found.matches() ? address(found.group(1)) : null;
        if (address == null) {
            return null;
        }
        int prefix = found.group(2) == null ? 128 : Integer.parseInt(found.group(2));
        return prefix > 128 ? null : new Ipv6(address, prefix);
    }

    private static @Nullable BigInteger address(String text) {
        int gap = text.indexOf("::");
        var before = groups(gap < 0 ? text : text.substring(0, gap));
        var after = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (before == null || after == null) {
            return null;
        }
        int missing = 8 - before.size() - after.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            return null;
        }
        var address = BigInteger.ZERO;
        for (int group : before) {
            address = address.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        address = address.shiftLeft(16 * missing);
        for (int group : after) {
            address = address.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return address;
    }

    private static @Nullable List<Integer> groups(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        var parts = text.split(":", -1);
        return Stream.of(parts).allMatch(part -> part.matches("[0-9a-fA-F]{1,4}"))
                ? Stream.of(parts).map(part -> Integer.parseInt(part, 16)).toList()
                : null;
    }

    private static BigInteger masked(BigInteger address, long bits) {
        return address.and(ALL.shiftLeft((int) (128 - bits)));
    }

    private static @Nullable Long compared(Arguments a) {
        return compared(read(a.text(0)), read(a.text(1)), a.whole(2, 128));
    }

    private static @Nullable Long compared(@Nullable Ipv6 one, @Nullable Ipv6 other, long prefix) {
        if (one == null || other == null || prefix < 0 || prefix > 128) {
            return null;
        }
        var bits = Math.min(prefix, Math.min(one.prefix, other.prefix));
        return (long) masked(one.address, bits).compareTo(masked(other.address, bits));
    }

    private static @Nullable Boolean isZero(@Nullable Long compared) {
        return compared == null ? null : compared == 0;
    }

    private static @Nullable Object isInAny(Arguments a) {
        var address = read(a.text(0));
        return address == null
                ? null
                : a.rest(1).stream()
                        .anyMatch(range -> range instanceof String text
                                && Boolean.TRUE.equals(isZero(compared(address, read(text), 128))));
    }

    private static String written(@Nullable Ipv6 address, long prefix) {
        if (address == null || prefix < 0 || prefix > 128) {
            return "";
        }
        var network = masked(address.address, Math.min(prefix, address.prefix));
        var groups = new StringJoiner(":");
        for (int shift = 112; shift >= 0; shift -= 16) {
            groups.add("%04x".formatted(network.shiftRight(shift).intValue() & 0xFFFF));
        }
        return groups.toString();
    }
}
