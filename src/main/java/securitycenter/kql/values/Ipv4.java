package securitycenter.kql.values;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An address of version 4 and how many of its first bits count. */
record Ipv4(long address, int prefix) {

    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})(?:/([0-9]{1,2}))?");
    private static final Pattern IN_TEXT =
            Pattern.compile("(?<![\\p{L}\\p{N}])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![\\p{L}\\p{N}])");
    private static final List<Ipv4> PRIVATE = Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
            .<Ipv4>mapMulti((text, sink) -> {
                var range = read(text);
                if (range != null) {
                    sink.accept(range);
                }
            })
            .toList();

    static Stream<JavaFunction> all() {
        return Stream.of(questions(), numbers(), texts()).flatMap(rows -> rows);
    }

    private static Stream<JavaFunction> questions() {
        var two = List.of(Kind.TEXT, Kind.TEXT, Kind.LONG);
        return Stream.of(
                JavaFunction.of("ipv4_is_match", Kind.BOOL, two, Ipv4::isMatch).optional(1),
                JavaFunction.of("ipv4_compare", Kind.LONG, two, Ipv4::compare).optional(1),
                JavaFunction.of(
                        "ipv4_is_in_range",
                        Kind.BOOL,
                        List.of(Kind.TEXT, Kind.TEXT),
                        a -> isIn(read(a.text(0)), read(a.text(1)))),
                JavaFunction.of("ipv4_is_in_any_range", Kind.BOOL, List.of(Kind.TEXT, Kind.DYNAMIC), Ipv4::isInAny)
                        .withRest(),
                JavaFunction.of("ipv4_is_private", Kind.BOOL, List.of(Kind.TEXT), a -> isPrivate(read(a.text(0)))));
    }

    private static Stream<JavaFunction> numbers() {
        return Stream.of(
                JavaFunction.of("ipv4_netmask_suffix", Kind.LONG, List.of(Kind.TEXT), a -> suffix(read(a.text(0)))),
                JavaFunction.of("parse_ipv4", Kind.LONG, List.of(Kind.TEXT), a -> network(read(a.text(0)), 32)),
                JavaFunction.of(
                        "parse_ipv4_mask",
                        Kind.LONG,
                        List.of(Kind.TEXT, Kind.LONG),
                        a -> network(read(a.text(0)), a.whole(1, -1))),
                JavaFunction.of(
                                "format_ipv4",
                                Kind.TEXT,
                                List.of(Kind.VALUE, Kind.LONG),
                                a -> formatted(given(a.value(0)), a.whole(1, 32), ""))
                        .optional(1),
                JavaFunction.of("format_ipv4_mask", Kind.TEXT, List.of(Kind.VALUE, Kind.LONG), Ipv4::formattedWithMask)
                        .optional(1),
                JavaFunction.of(
                        "ipv4_range_to_cidr_list",
                        Kind.DYNAMIC,
                        List.of(Kind.TEXT, Kind.TEXT),
                        a -> ranges(read(a.text(0)), read(a.text(1)))));
    }

    private static Stream<JavaFunction> texts() {
        var one = List.of(Kind.TEXT, Kind.TEXT);
        var any = List.of(Kind.TEXT, Kind.DYNAMIC);
        return Stream.of(
                JavaFunction.of("has_ipv4", Kind.BOOL, one, a -> isWritten(a.text(0), List.of(a.text(1)), false)),
                JavaFunction.of("has_ipv4_prefix", Kind.BOOL, one, a -> isWritten(a.text(0), List.of(a.text(1)), true)),
                JavaFunction.of("has_any_ipv4", Kind.BOOL, any, a -> isWritten(a.text(0), a.rest(1), false))
                        .withRest(),
                JavaFunction.of("has_any_ipv4_prefix", Kind.BOOL, any, a -> isWritten(a.text(0), a.rest(1), true))
                        .withRest());
    }

    /** Null where the text is no address. */
    static @Nullable Ipv4 read(String text) {
        var found = WRITTEN.matcher(text.strip());
        if (!found.matches()) {
            return null;
        }
        long address = 0;
        for (int part = 1; part <= 4; part++) {
            int octet = Integer.parseInt(found.group(part));
            if (octet > 255) {
                return null;
            }
            address = address << 8 | octet;
        }
        int prefix = found.group(5) == null ? 32 : Integer.parseInt(found.group(5));
        return prefix > 32 ? null : new Ipv4(address, prefix);
    }

    private static long masked(long address, long bits) {
        return bits == 0 ? 0 : address & 0xFFFFFFFFL << 32 - bits & 0xFFFFFFFFL;
    }

    private static @Nullable Integer compared(@Nullable Ipv4 one, @Nullable Ipv4 other, long prefix) {
        if (one == null || other == null || prefix < 0 || prefix > 32) {
            return null;
        }
        var bits = Math.min(prefix, Math.min(one.prefix, other.prefix));
        return Long.compare(masked(one.address, bits), masked(other.address, bits));
    }

    private static @Nullable Object isMatch(Arguments a) {
        var compared = compared(read(a.text(0)), read(a.text(1)), a.whole(2, 32));
        return compared == null ? null : compared == 0;
    }

    private static @Nullable Object compare(Arguments a) {
        var compared = compared(read(a.text(0)), read(a.text(1)), a.whole(2, 32));
        return compared == null ? null : Long.valueOf(compared);
    }

    private static @Nullable Boolean isIn(@Nullable Ipv4 address, @Nullable Ipv4 range) {
        var compared = compared(address, range, 32);
        return compared == null ? null : compared == 0;
    }

    /** A range that is none holds nothing. */
    private static @Nullable Object isInAny(Arguments a) {
        var address = read(a.text(0));
        return address == null
                ? null
                : a.rest(1).stream()
                        .anyMatch(range ->
                                range instanceof String text && Boolean.TRUE.equals(isIn(address, read(text))));
    }

    private static @Nullable Object isPrivate(@Nullable Ipv4 address) {
        return address == null
                ? null
                : PRIVATE.stream()
                        .anyMatch(range -> address.prefix >= range.prefix
                                && masked(address.address, range.prefix) == range.address);
    }

    private static @Nullable Object suffix(@Nullable Ipv4 address) {
        return address == null ? null : (long) address.prefix;
    }

    private static @Nullable Long network(@Nullable Ipv4 address, long prefix) {
        return address == null || prefix < 0 || prefix > 32
                ? null
                : masked(address.address, Math.min(prefix, address.prefix));
    }

    private static @Nullable Ipv4 given(@Nullable Object value) {
        return switch (value) {
            case String text -> read(text);
            case Long number when number >= 0 && number <= 0xFFFFFFFFL -> new Ipv4(number, 32);
            case null, default -> null;
        };
    }

    private static String formatted(@Nullable Ipv4 address, long prefix, String after) {
        var network = network(address, prefix);
        return network == null ? "" : dotted(network) + after;
    }

    private static String formattedWithMask(Arguments a) {
        var address = given(a.value(0));
        var prefix = a.whole(1, 32);
        return address == null ? "" : formatted(address, prefix, "/" + Math.min(prefix, address.prefix));
    }

    static String dotted(long address) {
        return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    /** The fewest ranges that hold all addresses from the first to the last. */
    private static @Nullable Object ranges(@Nullable Ipv4 first, @Nullable Ipv4 last) {
        if (first == null || last == null) {
            return null;
        }
        var ranges = new ArrayList<@Nullable Object>();
        for (long start = first.address; start <= last.address; ) {
            int bits = start == 0 ? 32 : Math.min(32, Long.numberOfTrailingZeros(start));
            while (start + (1L << bits) - 1 > last.address) {
                bits--;
            }
            ranges.add(dotted(start) + "/" + (32 - bits));
            start += 1L << bits;
        }
        return ranges;
    }

    /** An address between what is no letter and no digit. A beginning of one ends with a dot. */
    private static Object isWritten(String text, List<? extends @Nullable Object> sought, boolean begins) {
        return IN_TEXT.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(address -> read(address) != null)
                .anyMatch(address -> sought.stream().anyMatch(each -> isSought(address, each, begins)));
    }

    private static boolean isSought(String address, @Nullable Object sought, boolean begins) {
        return sought instanceof String text
                && (text.equals(address) || begins && text.endsWith(".") && address.startsWith(text));
    }
}
